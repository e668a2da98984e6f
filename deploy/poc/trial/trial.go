// Package trial tries out Simpul against the registry (JUKNIS-II.D), step by step, and writes the protocol of it.
//
// Whatever costs a hit goes the way of every other one: a place on the line, admission with its guard and its ledger record, the
// connector that the configuration names, settlement. Where the guard asks for patience the trial waits; where it holds a
// pattern, as test NIKs often are one, the trial goes on with the override that officers have, and the protocol says so.
// What a test NIK makes the registry refuse, and what therefore suspends access for everybody, is resumed as an act on record
// that names the letter. A refusal that nobody expected ends the asking, and what it closed stays closed.
//
// What counts is owed for, as everywhere (PKS-2.2b): the last step delivers one unit of data balikan with an invented licence number,
// and closes the others with a reason on record.
//
// The steps that cost nothing come first. The first of the acts on record, which names the letter, stands in the ledger before
// anything is asked.
package trial

import (
	"context"
	"time"

	"simpul/deploy/poc/protocol"
	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/identity"
)

// Trial is what is needed to run one.
type Trial struct {
	Parts  *assembly.Parts
	Caller identity.Caller // who runs it
	Letter *protocol.Letter
	Cases  []Case

	// Confirm is asked before the first hit, with how many the trial may use and how many the day has left (nil: no bound).
	Confirm func(hits int64, left *int64) error
	// Consent is asked before data balikan goes out, with the invented licence number that it tells of.
	Consent func(number string) error
	Say     func(format string, args ...any) // progress, a line each
}

// Run tries everything. Its error says that the trial could not begin, or was not confirmed; what fails on the way stands in the
// protocol.
func (t Trial) Run(ctx context.Context) (protocol.Protocol, error) {
	d, err := open(t)
	if err != nil {
		return protocol.Protocol{}, err
	}
	defer d.close()
	before, err := t.fit(ctx)
	if err != nil {
		return protocol.Protocol{}, err
	}
	r := &run{Trial: t, desk: d, p: t.heading(before)}
	if err := r.all(ctx, before); err != nil {
		return protocol.Protocol{}, err
	}
	if after, err := t.Parts.Admission.State(context.WithoutCancel(ctx)); err == nil {
		r.p.Quota.After = after.Used
	}
	r.p.Ended, r.p.Questions = now(), r.questions()
	return r.p, nil
}

// heading is what a protocol begins with.
func (t Trial) heading(before admission.State) protocol.Protocol {
	cfg := t.Parts.Config
	return protocol.Protocol{
		Schema: protocol.Schema, Simulator: cfg.Registry.Simulator, Method: cfg.Registry.Method, Agreement: cfg.Agreement.Number,
		Letter: t.Letter, Operator: t.Caller.Operator, Began: now(),
		Quota: protocol.Quota{Mode: before.Mode, Limit: before.Limit, Before: before.Used, After: before.Used},
	}
}

// fit says whether access stands as a trial needs it. A suspension is an administrator's, or the registry's, to lift.
func (t Trial) fit(ctx context.Context) (admission.State, error) {
	if err := t.Caller.Require(identity.ScopeAdmin); err != nil {
		return admission.State{}, err
	}
	cfg := t.Parts.Config
	at := time.Now()
	if err := cfg.Agreement.CheckBegun(at); err != nil {
		return admission.State{}, err
	}
	if err := cfg.Agreement.CheckMethod(cfg.Registry.Method, cfg.Registry.Simulator, at); err != nil {
		return admission.State{}, err
	}
	if err := t.Parts.Admission.Ready(ctx); err != nil {
		return admission.State{}, err
	}
	state, err := t.Parts.Admission.State(ctx)
	if err == nil && (state.Suspended != nil || !state.Barred.IsZero()) {
		err = errClosed
	}
	return state, err
}

// now is the time as the protocol writes it.
func now() time.Time { return time.Now().In(agreement.WIB).Truncate(time.Second) }
