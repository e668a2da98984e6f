package feedback

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"simpul/lib/problem"
)

// Round is what a run of the duty did: counts only.
type Round struct {
	Delivered int // the service has them now
	Later     int // wait again
	Dead      int // given up
	Left      int // due and not reached
	Unopened  int // of Later: their seal does not open with the key of its name: somebody must look at the file of seals
	Broken    int // cannot be read: somebody must look
}

// Deliver sends what is due, batch by batch, until nothing is, ctx is about to end, or the service took nothing of a batch: the line is
// down then, and the next run tries again. Units whose content is too old die, with or without a line.
//
// The error is penyimpanan_tidak_tersedia or, of a Redis that admission has halted, penyimpanan_mundur; what was sent until then is
// written down, or will be sent again and found sent.
func (o *Outbox) Deliver(ctx context.Context) (Round, error) {
	var round Round
	for passed, down := 0, false; ; {
		if !o.hasTime(ctx) {
			return round, nil
		}
		tokens, due, err := o.due(ctx, passed)
		if err != nil {
			return round, err
		}
		if round.Left = due - min(due, passed); len(tokens) == 0 || down {
			return round, nil
		}
		untouched, isDown, err := o.batch(ctx, tokens, &round)
		if err != nil {
			return round, err
		}
		passed, down = passed+untouched, isDown
	}
}

// hasTime reports whether ctx lasts for another batch.
func (o *Outbox) hasTime(ctx context.Context) bool {
	deadline, set := ctx.Deadline()
	return ctx.Err() == nil && (!set || time.Until(deadline) >= o.settings.Call+2*o.settings.Timeout)
}

// batch sends one batch, and reports how many units of it were not this process's to touch, and whether the service took none.
func (o *Outbox) batch(ctx context.Context, tokens []string, round *Round) (untouched int, down bool, err error) {
	holder, started, jobs := rand.Text(), o.settings.Clock(), make([]*job, len(tokens))
	for i, token := range tokens {
		jobs[i] = &job{tokens: []string{token}, decide: func(u *unit, now int64) (plan, bool) {
			return take(u, holder, now, o.settings.terms())
		}}
	}
	if err := o.change(ctx, jobs); err != nil {
		return 0, false, err
	}
	var all []*sending
	for _, j := range jobs {
		switch {
		case j.broken:
			round.Broken++
			untouched++
		case !j.changed:
			untouched++
		case j.unit.State == Dead:
			round.Dead++
		default:
			all = append(all, o.unsealed(j))
		}
	}
	if err := o.dispatch(ctx, holder, started, o.settings.Call, all); err != nil {
		return untouched, false, err
	}
	return untouched, round.count(all), nil
}

// count adds what became of a batch, and reports whether the line is down: the service was asked, and took none.
func (r *Round) count(all []*sending) (down bool) {
	asked, heard := false, false
	for _, s := range all {
		asked = asked || !s.parcel.NIK.Empty()
		switch s.job.unit.State {
		case Delivered:
			r.Delivered++
			heard = true
		case Dead:
			r.Dead++
			heard = true
		default:
			r.Later++
		}
		if s.outcome.Code == codeUnopened {
			r.Unopened++
		}
	}
	return asked && !heard
}

const (
	codeNoKey    = "kunci_tidak_ada"
	codeUnopened = "isi_tidak_terbuka"
	codeNoSeal   = "isi_tidak_ada"
)

// unsealed opens the content of a leased unit. One that is gone dies. One that does not open waits: for a key that this process has not
// seen yet, or for somebody who mends a file in which a key has another secret; a slip there must not cost all that waits.
func (o *Outbox) unsealed(j *job) *sending {
	s := &sending{job: j}
	p, err := open(o.keys.Seal, j.sealed, j.unit.bound())
	switch {
	case err == nil:
		s.parcel = p
		s.parcel.Correction = j.unit.Correction
	case j.sealed == "":
		s.sent, s.outcome = true, Outcome{Verdict: Refused, Code: codeNoSeal}
	case errors.Is(err, errSealKey):
		s.sent, s.outcome = true, Outcome{Verdict: Later, Code: codeNoKey}
	default:
		s.sent, s.outcome = true, Outcome{Verdict: Later, Code: codeUnopened}
	}
	return s
}

// due returns the tokens of the next batch behind those passed over, and how many units are due.
func (o *Outbox) due(ctx context.Context, passed int) (tokens []string, due int, err error) {
	ctx, cancel := context.WithTimeout(ctx, o.settings.Timeout)
	defer cancel()
	answer, err := dueScript.Run(ctx, o.redis, nil, o.settings.Offset().Milliseconds(), passed, o.settings.Batch).Slice()
	if err != nil {
		return nil, 0, unavailable(err)
	}
	if len(answer) != 3 {
		return nil, 0, unavailable(errReply)
	}
	if isHalted(answer[2]) {
		return nil, 0, problem.New(problem.CodePenyimpananMundur)
	}
	list, isList := answer[0].([]any)
	n, isCount := answer[1].(int64)
	if !isList || !isCount {
		return nil, 0, unavailable(errReply)
	}
	for _, value := range list {
		token, _ := value.(string)
		tokens = append(tokens, token)
	}
	return tokens, int(n), nil
}
