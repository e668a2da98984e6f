package main

import (
	"context"
	"errors"
	"log/slog"

	"simpul/lib/admission"
	"simpul/lib/duty"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
	"simpul/lib/problem"
)

// chores are the scheduled duty: closing what nobody settled, sealing the ledger, and looking whether data balikan add up.
type chores struct {
	turn      *duty.Duty
	admission *admission.Admission
	sealer    *store.Sealer
	keys      func() ledger.SealKeys // what the sealer signs with
	owing     *reckoner
	calendar  *calendar
	log       *slog.Logger
}

// done is what a call of the duty did; functions/openapi.yaml is the contract.
type done struct {
	Swept  int    `json:"swept"`
	Sealed int    `json:"sealed"`
	Seal   uint64 `json:"seal,omitzero"` // number of the last one made
}

type skipped struct {
	Skipped bool `json:"skipped"`
}

// call does the duty, unless it is done right now or was less than a minute ago.
func (c *chores) call(ctx context.Context) (any, error) {
	var d done
	ran, err := c.turn.Run(ctx, func(ctx context.Context) (err error) {
		d, err = c.do(ctx)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !ran:
		return skipped{true}, nil
	}
	return d, nil
}

// do sweeps first, so that what it finds is sealed; a fault of one does not keep it from the other.
func (c *chores) do(ctx context.Context) (done, error) {
	swept, errSweep := c.admission.Sweep(ctx)
	if swept > 0 {
		c.log.Warn("accesses that nobody settled are closed; they stay counted", "accesses", swept)
	}
	seals, errSeal := c.seal(ctx)
	errOwed := c.owing.reckon(ctx)
	c.calendar.refresh(ctx)
	d := done{Swept: swept, Sealed: len(seals)}
	if len(seals) > 0 {
		d.Seal = seals[len(seals)-1].Number
	}
	return d, errors.Join(errSweep, errSeal, errOwed)
}

// seal seals what waits and logs each seal: who empties Redis does not reach the log. A clock that cannot be believed would end a
// day's counters too early.
func (c *chores) seal(ctx context.Context) ([]ledger.Sealed, error) {
	state, err := c.admission.State(ctx)
	if state.Now.IsZero() || problem.Is(err, problem.CodeJamTidakCocok) {
		return nil, err
	}
	seals, err := c.sealer.Seal(ctx, state.Now)
	for _, s := range seals {
		c.log.Info("ledger sealed", "seal", s)
	}
	if err != nil {
		c.log.Error("ledger cannot be sealed", "error", err)
		return seals, sealProblem(err)
	}
	return seals, nil
}

// sealProblem tells a ledger that somebody must look at from a Redis that did not answer.
func sealProblem(err error) error {
	_, isBad := errors.AsType[*ledger.Bad](err)
	_, isForm := errors.AsType[ledger.ErrSeal](err)
	for _, fault := range []error{store.ErrRolledBack, store.ErrCounters, ledger.ErrKeyLost, ledger.ErrSealForged} {
		isBad = isBad || errors.Is(err, fault)
	}
	if isBad || isForm {
		return problem.New(problem.CodeCatatanTidakUtuh).Because(err)
	}
	return problem.New(problem.CodePenyimpananTidakTersedia).Because(err)
}
