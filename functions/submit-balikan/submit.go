package main

import (
	"context"
	"net/http"

	"github.com/go-json-experiment/json/jsontext"

	"simpul/lib/feedback"
	"simpul/lib/identity"
	"simpul/lib/problem"
)

// submitted is the answer to units: a result for each, in their order.
type submitted struct {
	Units []result `json:"units"`
}

// result is what became of one unit. It never holds a NIK or a licence number.
type result struct {
	Unit      string         `json:"unit,omitzero"`
	State     feedback.State `json:"state,omitzero"`
	StateText string         `json:"state_text,omitzero"`
	Again     bool           `json:"again,omitzero"`
	Unsure    bool           `json:"unsure,omitzero"`
	Code      string         `json:"code,omitzero"`
	Problem   jsontext.Value `json:"problem,omitzero"`

	fault *problem.Problem
}

// submit takes every unit that is good. 202 says that something waits to be sent; a call of which nothing was taken is a problem.
func (s *submitter) submit(ctx context.Context, caller identity.Caller, b body) (int, any, error) {
	results := make([]result, len(b.Units))
	var good []feedback.Submission
	var places []int
	for i, raw := range b.Units {
		one, err := s.read(raw)
		if err != nil {
			results[i] = s.refusal(err)
			continue
		}
		good, places = append(good, one), append(places, i)
	}
	if err := s.hand(ctx, caller, good, places, results); err != nil {
		return 0, nil, err
	}
	if err := nothing(results); err != nil {
		return 0, nil, err
	}
	return statusOf(results), submitted{results}, nil
}

// hand gives the good ones to the outbox and puts what became of them in their places.
func (s *submitter) hand(ctx context.Context, caller identity.Caller, good []feedback.Submission, places []int, results []result) error {
	if len(good) == 0 {
		return nil
	}
	taken, err := s.outbox.Submit(ctx, person(caller), good)
	if err != nil {
		return err
	}
	for n, r := range taken {
		results[places[n]] = s.resultOf(r)
	}
	return nil
}

func (s *submitter) resultOf(r feedback.Result) result {
	one := result{}
	if r.Problem != nil {
		one = s.refusal(r.Problem)
	} else {
		s.gauges.submitted(r.State).Inc()
	}
	one.Unit, one.State, one.StateText, one.Again, one.Unsure, one.Code = r.Unit, r.State, textOf(r.State, r.Code), r.Again, r.Unsure, r.Code
	return one
}

// refusal is the result of a unit that was not taken.
func (s *submitter) refusal(err error) result {
	p := problem.As(err)
	s.gauges.notTaken(p.Code).Inc()
	if seconds := p.RetrySeconds(); seconds > 0 {
		p = p.With("retry_after", seconds)
	}
	return result{Problem: p.Body(""), fault: p}
}

// nothing returns why no unit was taken, nil if one was: the unit's own problem if there is one unit.
func nothing(results []result) error {
	for _, r := range results {
		if r.fault == nil {
			return nil
		}
	}
	if len(results) == 1 {
		return results[0].fault
	}
	return problem.New(problem.CodeBalikanDitolak).With("units", results)
}

func statusOf(results []result) int {
	for _, r := range results {
		if r.fault == nil && r.State == feedback.Queued {
			return http.StatusAccepted
		}
	}
	return http.StatusOK
}
