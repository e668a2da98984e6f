package main

import (
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/feedback"
	"simpul/lib/identity"
	"simpul/lib/problem"
)

// most is how many units one answer lists, the oldest first.
const most = 500

// outstanding is what is not ended, for whoever works through it: ids, ages, codes, never a NIK.
type outstanding struct {
	Units []item `json:"units"`
	More  bool   `json:"more,omitzero"` // there are others, younger than these
}

type item struct {
	Unit      string         `json:"unit"`
	State     feedback.State `json:"state"`
	StateText string         `json:"state_text"`
	Number    string         `json:"application_number,omitzero"`
	AccessIDs []string       `json:"access_ids,omitzero"`
	Operator  string         `json:"operator,omitzero"`
	Since     time.Time      `json:"since"`
	Code      string         `json:"code,omitzero"`
	Attempts  int            `json:"attempts,omitzero"`
	Unsure    bool           `json:"unsure,omitzero"`
	Late      bool           `json:"late,omitzero"`
	Manual    bool           `json:"manual,omitzero"`
}

// list shows a manager everything, and an officer what is the officer's own.
func (s *submitter) list(req handler.Request, caller identity.Caller) (outstanding, error) {
	own := ""
	if !caller.Has(identity.ScopeManageFeedback) {
		if err := caller.Require(identity.ScopeSubmitFeedback); err != nil {
			return outstanding{}, err
		}
		own = caller.Operator
	}
	if req.QueryString != "state=outstanding" {
		return outstanding{}, problem.Invalid(problem.Field{Name: "state", Code: "pilihan", Detail: "Pilih salah satu: outstanding. Isian lain tidak dikenal."})
	}
	states := []feedback.State{feedback.Open, feedback.Queued, feedback.Dead}
	found, err := s.outbox.Outstanding(req.Context(), feedback.Query{Operator: own, States: states, Limit: most + 1})
	if err != nil {
		return outstanding{}, err
	}
	answer := outstanding{Units: []item{}, More: len(found) > most}
	for _, i := range found[:min(len(found), most)] {
		answer.Units = append(answer.Units, itemOf(i))
	}
	return answer, nil
}

func itemOf(i feedback.Item) item {
	return item{
		Unit: i.Unit, State: i.State, StateText: textOf(i.State, i.Code), Number: i.Application, AccessIDs: i.AccessIDs,
		Operator: i.Operator, Since: i.Since.UTC().Truncate(time.Millisecond), Code: i.Code, Attempts: i.Attempts,
		Unsure: i.Unsure, Late: i.Late, Manual: i.Manual,
	}
}
