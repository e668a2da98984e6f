// Package outcome says what the registry's word about one access means for everything else: for the quota, for everybody's
// access, for the ledger. Whoever asks the registry, the functions or the proof of concept, settles by it.
package outcome

import (
	"errors"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/ledger"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// Outcome is what came of a question.
type Outcome struct {
	Answer     registry.Answer
	Comparison resident.Comparison
	Shown      bool            // elements go to whoever asked: a proof that follows may have been read off them
	Card       bool            // the NIK was read from a genuine card: nobody who runs through numbers has one
	Fault      *registry.Fault // nil: answered
}

// Of returns the outcome of [registry.Connector.Ask] about a claim. An error that is no fault may have been counted.
func Of(answer registry.Answer, claimed resident.Person, err error) Outcome {
	if err == nil {
		return Outcome{Answer: answer, Comparison: answer.Compare(claimed)}
	}
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok {
		fault = &registry.Fault{Kind: registry.NoAnswer}
	}
	return Outcome{Fault: fault}
}

// Settlement closes the access of a record, [admission.Admitted].Record; login is the fingerprint of the pair that was used.
func (o Outcome) Settlement(record ledger.Record, login string) admission.Settlement {
	id := uuid.MustParse(record.AccessID)
	left := o.Answer.Left
	s := admission.Counted(id).Said(o.Answer.Status, o.Card || o.Comparison.Proven()).LoggedIn(login)
	if o.Shown {
		s = s.Showing()
	}
	if o.Fault != nil {
		s, left = ofFault(id, o.Fault, login), o.Fault.Left
	}
	if left != nil {
		s = s.WithLeft(*left)
	}
	record.Outcome, record.Verdict = o.coarse(), ledger.Verdict(o.Comparison.Verdict)
	return s.Using(login).Recorded(record)
}

// ofFault: JUKNIS-II.C.2b.3. What a fault bars or closes it does whether or not it cost a hit; what the portal said to somebody
// else a moment ago does nothing a second time.
func ofFault(id uuid.UUID, fault *registry.Fault, login string) admission.Settlement {
	if fault.Kind == registry.NotSent || fault.Held {
		return admission.NeverSent(id)
	}
	s := ofWord(id, fault, login)
	if fault.Unsent {
		s = s.Unsent()
	}
	return s
}

func ofWord(id uuid.UUID, fault *registry.Fault, login string) admission.Settlement {
	switch {
	case fault.Kind == registry.QuotaExhausted:
		return admission.Exhausted(id).LoggedIn(login)
	case fault.Kind == registry.LoginFailed:
		return admission.LoginFailed(id, login)
	case stopsEverybody(fault):
		return admission.Barred(id, fault.Problem().Code).SeenAt(fault.ObservedAddress)
	}
	return admission.Counted(id)
}

// stopsEverybody reports whether only a person can mend it, and every further question makes it worse: it could lock the account,
// or use up a hit for a page that nobody can read. A changed page before a search costs nothing and may be a maintenance notice,
// and so may one that no further search follows: those pass by themselves.
func stopsEverybody(fault *registry.Fault) bool {
	switch fault.Kind {
	case registry.InstitutionInactive, registry.UserInactive, registry.AddressRefused, registry.Captcha:
		return true
	case registry.PageChanged:
		return !fault.Unsent && !fault.Passing
	}
	return false
}

// coarse is all that the ledger hears of the registry's word: an exact status beside an application would be population data.
func (o Outcome) coarse() ledger.Outcome {
	switch {
	case o.Fault == nil && o.Answer.Status == resident.Found:
		return ledger.Data
	case o.Fault == nil:
		return ledger.NoData
	case o.Fault.Kind == registry.NoAnswer || o.Fault.Kind == registry.BrokenAnswer:
		return ledger.Unknown
	}
	return ledger.Fault
}
