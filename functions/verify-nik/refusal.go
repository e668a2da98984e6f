package main

import (
	"errors"
	"time"

	"simpul/lib/admission"
	"simpul/lib/outcome"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

// concluded is what came of a question, and whether its asker sees more than how the papers agree.
func concluded(answer registry.Answer, q question, err error) outcome.Outcome {
	o := outcome.Of(answer, q.claimed, err)
	o.Shown = err == nil && shown(q.Show, answer) != nil
	o.Card = q.card != nil
	return o
}

// refusal is what the officer gets when the registry said nothing about the person.
func refusal(err error, admitted admission.Admitted, state admission.State) *problem.Problem {
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok {
		return problem.As(err)
	}
	p := fault.Problem()
	if fault.Kind == registry.QuotaExhausted && !fault.Held {
		p = p.WithRetryAfter(max(time.Second, admitted.Days[0].Next().Midnight().Sub(state.Now))) // the day it closed
	}
	return p
}
