package main

import (
	"context"
	"slices"
	"time"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/problem"
)

// report is the body of an answer; functions/openapi.yaml is the contract. It holds counts and codes, and nothing about a person.
type report struct {
	Quota     quota                  `json:"quota"`
	Access    access                 `json:"access"`
	Agreement inForce                `json:"agreement"`
	Guard     guard                  `json:"guard"`
	Ledger    *recorded              `json:"ledger,omitzero"`   // nil: it cannot be read
	Feedback  *owed                  `json:"feedback,omitzero"` // nil: it cannot be read
	Owed      []agreement.Obligation `json:"obligations"`
	Missing   []int                  `json:"holidays_missing,omitempty"` // years that nobody gave the holidays of
	Dangers   []string               `json:"dangers"`                    // settings in force whose names warn; none in a sound installation
}

type quota struct {
	admission.Summary
	Paper string `json:"paper_number,omitzero"` // of the letter that set the mode
}

type access struct {
	State       string     `json:"state"` // terbuka or ditangguhkan
	Reason      string     `json:"reason,omitzero"`
	Observed    string     `json:"observed_address,omitzero"` // for the scope admin
	Since       *time.Time `json:"since,omitzero"`
	LoginFailed time.Time  `json:"login_failed_since,omitzero"`
	Open        int64      `json:"open"` // admitted, not settled yet
	Last        *lastAct   `json:"last_act,omitzero"`
}

type lastAct struct {
	Action string    `json:"action"`
	At     time.Time `json:"at"`
	Code   string    `json:"code"`
	Paper  string    `json:"paper_number,omitzero"`
}

type inForce struct {
	Number       string           `json:"number"`
	State        agreement.State  `json:"state"`
	ValidFrom    agreement.Date   `json:"valid_from"`
	ValidUntil   agreement.Date   `json:"valid_until"`
	BridgedUntil agreement.Date   `json:"bridged_until,omitzero"`
	BridgedPaper string           `json:"bridging_paper_number,omitzero"`
	Method       string           `json:"method"`
	Simulator    bool             `json:"simulator"`
	Addendum     *agreement.Paper `json:"addendum,omitzero"`
	PoCLetter    *agreement.Paper `json:"poc_letter,omitzero"`

	Contacts []problem.Contact `json:"contacts,omitzero"`
}

// state reads everything there is to tell the caller.
func (k *keeper) state(ctx context.Context, caller identity.Caller) (report, error) {
	s, err := k.admission.State(ctx)
	if err != nil {
		return report{}, err
	}
	held, err := k.book.Held(ctx, s.Now, guardRules...)
	if err != nil {
		return report{}, problem.New(problem.CodePenyimpananTidakTersedia).Because(err)
	}
	f := k.inForce(s)
	return report{
		Owed:      k.calendar.list(ctx, f.BridgedUntil),
		Missing:   k.agreement.MissingHolidays(agreement.DateOf(s.Now)),
		Quota:     quota{s.Summary(), s.Overview.ModePaper},
		Access:    accessOf(s, caller),
		Agreement: f,
		Guard:     guardOf(k.guard, held),
		Ledger:    k.recorded(ctx),
		Feedback:  k.owing.state(ctx),
		Dangers:   slices.Concat(k.registry.Dangers(), k.redis.Dangers(), k.feedback.Dangers()),
	}, nil
}

// accessOf tells an administrator also from where the registry saw a refused question come: to be compared with the registered
// address (JUKNIS-I.A). Addresses are confidential (SPTJM), so nobody else hears it.
func accessOf(s admission.State, caller identity.Caller) access {
	a := access{State: "terbuka", LoginFailed: s.Barred, Open: s.Overview.Open}
	if last := s.Overview.Last; last != nil {
		a.Last = &lastAct{Action: last.Kind, At: last.At, Code: last.Code, Paper: last.Paper}
	}
	if s.Suspended != nil {
		a.State, a.Reason, a.Since = "ditangguhkan", s.Suspended.Code, &s.Suspended.Since
		if caller.Require(identity.ScopeAdmin) == nil {
			a.Observed = s.Suspended.Observed.RevealAddress()
		}
	}
	return a
}

func (k *keeper) inForce(s admission.State) inForce {
	f := inForce{
		Number:     k.agreement.Number,
		State:      k.agreement.StateAt(s.Now, s.Bridged),
		ValidFrom:  k.agreement.ValidFrom,
		ValidUntil: k.agreement.ValidUntil,
		Method:     k.registry.Method,
		Simulator:  k.registry.Simulator,
		Addendum:   k.agreement.Addendum,
		PoCLetter:  k.agreement.PoCLetter,
		Contacts:   k.agreement.Contacts,
	}
	if f.BridgedUntil = bridgedUntil(k.agreement, s); !f.BridgedUntil.IsZero() {
		f.BridgedPaper = s.Overview.BridgedPaper
	}
	return f
}

// bridgedUntil is the last day of a bridging; one that is not after the agreement's end ends the bridging, and has none.
func bridgedUntil(a agreement.Agreement, s admission.State) agreement.Date {
	if !s.Bridged.After(a.Ends()) {
		return agreement.Date{}
	}
	return agreement.DateOf(s.Bridged.Add(-time.Second))
}
