package main

import (
	"errors"
	"time"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

// settlement says what an answer or a fault means for the quota and for everybody else's access (JUKNIS-II.C.2b.3).
func settlement(id uuid.UUID, answer registry.Answer, err error) admission.Settlement {
	left := answer.Left
	s := admission.Counted(id)
	if fault, ok := errors.AsType[*registry.Fault](err); ok {
		s, left = ofFault(id, fault), fault.Left
	}
	if left != nil {
		s = s.WithLeft(*left)
	}
	return s
}

func ofFault(id uuid.UUID, fault *registry.Fault) admission.Settlement {
	switch {
	case fault.Kind == registry.QuotaExhausted:
		return admission.Exhausted(id)
	case stopsEverybody(fault):
		return admission.Barred(id, fault.Problem().Code)
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
	case registry.LoginFailed, registry.InstitutionInactive, registry.UserInactive, registry.AddressRefused, registry.Captcha:
		return true
	case registry.PageChanged:
		return !fault.Unsent
	}
	return false
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
