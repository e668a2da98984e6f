package main

import (
	"time"

	"simpul/lib/admission"
	"simpul/lib/agreement"
)

// report is the body of an answer; functions/openapi.yaml is the contract.
type report struct {
	Quota     admission.Summary `json:"quota"`
	Access    access            `json:"access"`
	Agreement inForce           `json:"agreement"`
	Dangers   []string          `json:"dangers"` // settings in force whose names warn; none in a sound installation
}

type access struct {
	State  string     `json:"state"` // terbuka or ditangguhkan
	Reason string     `json:"reason,omitzero"`
	Since  *time.Time `json:"since,omitzero"`
	Open   int64      `json:"open"` // admitted, not settled yet
	Last   *lastAct   `json:"last_act,omitzero"`
}

type lastAct struct {
	Action string    `json:"action"`
	At     time.Time `json:"at"`
	Code   string    `json:"code"`
	Paper  string    `json:"paper_number,omitzero"`
}

type inForce struct {
	Number     string           `json:"number"`
	State      agreement.State  `json:"state"`
	ValidFrom  agreement.Date   `json:"valid_from"`
	ValidUntil agreement.Date   `json:"valid_until"`
	Method     string           `json:"method"`
	Simulator  bool             `json:"simulator"`
	Addendum   *agreement.Paper `json:"addendum,omitzero"`
}

func (k *keeper) report(s admission.State) report {
	return report{
		Quota:  s.Summary(),
		Access: accessOf(s),
		Agreement: inForce{
			Number:     k.agreement.Number,
			State:      k.agreement.StateAt(k.now()),
			ValidFrom:  k.agreement.ValidFrom,
			ValidUntil: k.agreement.ValidUntil,
			Method:     k.registry.Method,
			Simulator:  k.registry.Simulator,
			Addendum:   k.agreement.Addendum,
		},
		Dangers: k.registry.Dangers(),
	}
}

func accessOf(s admission.State) access {
	a := access{State: "terbuka"}
	if o := s.Overview; o != nil {
		a.Open = o.Open
		if o.Last != nil {
			a.Last = &lastAct{Action: o.Last.Kind, At: o.Last.At, Code: o.Last.Code, Paper: o.Last.Paper}
		}
	}
	if s.Suspended != nil {
		a.State, a.Reason, a.Since = "ditangguhkan", s.Suspended.Code, &s.Suspended.Since
	}
	return a
}
