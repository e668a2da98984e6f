package feedback

import (
	"simpul/lib/ledger"
)

// terms are what the settings say of waiting.
type terms struct{ age, lease, first, most int64 }

// take leases a queued unit to a sender, or lets it die of age. A lease that ran out without a word leaves the outcome unknown.
func take(u *unit, holder string, now int64, t terms) (p plan, changed bool) {
	if u == nil || u.State != Queued || u.leased(now) {
		return plan{}, false
	}
	next := *u
	if next.Holder != "" {
		next.Unsure = true
	}
	if now >= next.Submitted+t.age {
		return die(next, "terlalu_lama"), true
	}
	next.Holder, next.Lease = holder, now+t.lease
	return plan{next: next, due: next.Lease}, true
}

// die ends the attempts: the content goes, and must be submitted again. Of one that may have arrived the digest stays, so that it is
// known when it comes again.
func die(u unit, code string) plan {
	u.State, u.Code = Dead, code
	u.Holder, u.Lease, u.For, u.Licences = "", 0, nil, nil
	if !u.Unsure {
		u.Digest = ""
	}
	return plan{next: u, step: u.step(ledger.Died, code, u.by(), nil), drop: true}
}

// release puts a unit that was leased and not sent back where it was.
func release(u *unit, holder string, now int64) (p plan, changed bool) {
	if u == nil || u.State != Queued || u.Holder != holder {
		return plan{}, false
	}
	next := *u
	next.Holder, next.Lease = "", 0
	return plan{next: next, due: now}, true
}

// hear decides what an outcome makes of a unit that was leased to holder; dice is between 0 and 1. Whose lease was taken over hears
// nothing: who has it now will be told that it was sent already.
func hear(u *unit, holder string, o Outcome, now int64, t terms, dice float64) (p plan, changed bool) {
	if u == nil || u.State != Queued || u.Holder != holder {
		return plan{}, false
	}
	if o.Verdict == AlreadySent && u.Correction {
		o = u.doubt(o)
	}
	next := *u
	next.Holder, next.Lease, next.Code = "", 0, o.Code
	switch o.Verdict {
	case Accepted, AlreadySent:
		return plan{next: next.end(Delivered), step: next.step(ledger.Delivered, o.Code, u.by(), u.Licences), drop: true}, true
	case Refused:
		if o.Code == codeNotCorrected && next.Earlier == nil { // then what may have arrived did
			next.Earlier = &earlier{Unsure: true}
		}
		return die(next, o.Code), true
	case Later:
	default:
		next.Unsure = true
	}
	next.Attempts++
	return plan{next: next, due: min(now+max(millis(o.After), t.pause(next.Attempts, dice)), max(now, next.Submitted+t.age))}, true
}

// The codes of a correction that the service says it had before.
const (
	codeNotCorrected   = "koreksi_tidak_diterima" // it was never sent: the service goes by NIK, and keeps what it had
	codePerhapsCorrect = "koreksi_tidak_pasti"    // it was sent without a clear answer: the service has this, or what was before
)

// doubt is what "sudah pernah dikirim" says of a correction: by what the service tells one from another nobody has seen (wire §3).
func (u unit) doubt(o Outcome) Outcome {
	if u.Unsure {
		o.Code = codePerhapsCorrect
		return o
	}
	return Outcome{Verdict: Refused, Code: codeNotCorrected}
}

// pause doubles with each attempt, and spreads over its second half.
func (t terms) pause(attempts int, dice float64) int64 {
	whole := t.most
	if shift := attempts - 1; shift < 30 {
		whole = min(t.most, t.first<<shift)
	}
	return whole/2 + int64(dice*float64(whole/2))
}
