package main

import (
	"errors"
	"time"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// outcome is what an answer or a fault means for the quota, for everybody else's access and for the ledger.
type outcome struct {
	answer     registry.Answer
	comparison resident.Comparison
	fault      *registry.Fault // nil: answered
}

func concluded(answer registry.Answer, claimed resident.Person, err error) outcome {
	if err == nil {
		return outcome{answer: answer, comparison: answer.Compare(claimed)}
	}
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok {
		fault = &registry.Fault{Kind: registry.NoAnswer}
	}
	return outcome{fault: fault}
}

// settlement closes the access of a record; login is the fingerprint of the pair that was used.
func (o outcome) settlement(record ledger.Record, login string) admission.Settlement {
	id := uuid.MustParse(record.AccessID)
	left := o.answer.Left
	s := admission.Counted(id).Said(o.answer.Status, o.comparison.Proven()).LoggedIn(login)
	if o.fault != nil {
		s, left = ofFault(id, o.fault, login), o.fault.Left
	}
	if left != nil {
		s = s.WithLeft(*left)
	}
	record.Outcome, record.Verdict = o.coarse(), ledger.Verdict(o.comparison.Verdict)
	return s.Using(login).Recorded(record)
}

// ofFault: JUKNIS-II.C.2b.3.
func ofFault(id uuid.UUID, fault *registry.Fault, login string) admission.Settlement {
	switch {
	case fault.Kind == registry.QuotaExhausted:
		return admission.Exhausted(id).LoggedIn(login)
	case fault.Kind == registry.LoginFailed:
		return admission.LoginFailed(id, login)
	case stopsEverybody(fault):
		return admission.Barred(id, fault.Problem().Code).SeenAt(fault.ObservedAddress)
	case fault.Kind == registry.NotSent, fault.Unsent:
		return admission.NeverSent(id)
	}
	return admission.Counted(id)
}

// stopsEverybody reports whether only a person can mend it, and every further question makes it worse: it could lock the account,
// or use up a hit for a page that nobody can read. A changed page before a search costs nothing and may be a maintenance notice:
// that one passes by itself.
func stopsEverybody(fault *registry.Fault) bool {
	switch fault.Kind {
	case registry.InstitutionInactive, registry.UserInactive, registry.AddressRefused, registry.Captcha:
		return true
	case registry.PageChanged:
		return !fault.Unsent
	}
	return false
}

// coarse is all that the ledger hears of the registry's word: an exact status beside an application would be population data.
func (o outcome) coarse() ledger.Outcome {
	switch {
	case o.fault == nil && o.answer.Status == resident.Found:
		return ledger.Data
	case o.fault == nil:
		return ledger.NoData
	case o.fault.Kind == registry.NoAnswer || o.fault.Kind == registry.BrokenAnswer:
		return ledger.Unknown
	}
	return ledger.Fault
}

// refusal is what the officer gets when the registry said nothing about the person.
func refusal(err error, admitted admission.Admitted, state admission.State) *problem.Problem {
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok {
		return problem.As(err)
	}
	p := fault.Problem()
	if fault.Kind == registry.QuotaExhausted {
		p = p.WithRetryAfter(max(time.Second, admitted.Days[0].Next().Midnight().Sub(state.Now))) // the day it closed
	}
	return p
}
