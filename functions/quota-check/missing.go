package main

import (
	"context"
	"errors"
	"time"

	"simpul/lib/admission"
	"simpul/lib/feedback"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
	"simpul/lib/problem"
)

// missing returns what is owed by the ledger, or for hits that no record tells of, and what Redis knows nothing of: a Redis that lost
// all has lost its units too, and they must not be forgotten (PKS-2.2b).
//
// Here the ledger need not be proven. What it could hide is hidden already, and what it invents is owed by an administrator who looks.
func (k *keeper) missing(ctx context.Context, used int64) (admission.Missing, error) {
	told, b, err := k.owing.books(ctx)
	if err != nil {
		return admission.Missing{}, err
	}
	state, err := k.admission.State(ctx)
	if state.Day.IsZero() {
		return admission.Missing{}, err
	}
	o := told.tally.Owed()
	return admission.Missing{
		Lost:      max(0, o.Open+o.Queued+o.Dead-b.Open-b.Queued-b.Dead),
		Unheard:   max(0, used-told.tally.Used(state.Day.String())-open(state)),
		Delivered: max(0, o.Delivered-b.Delivered),
		Closed:    max(0, o.Closed-b.Closed),
	}, nil
}

// told is what the ledger says.
type told struct {
	tally *ledger.Tally
	whole bool // nothing was cut off after its time, and all could be read
}

// tell reads the ledger from its first entry to the last, or to one that breaks it: sealing says so of that.
func tell(ctx context.Context, book *store.Store) (told, error) {
	t, before := told{tally: ledger.NewTally(), whole: true}, uint64(0)
	for item, err := range counting(book.Items(ctx), t.tally) {
		switch {
		case err != nil && problem.Is(sealProblem(err), problem.CodeCatatanTidakUtuh):
			t.whole = false
			return t, nil
		case err != nil:
			return t, sealProblem(err)
		case item.Entry != nil:
			t.whole = t.whole && item.Entry.Seq == before+1
			before = item.Entry.Seq
		}
	}
	return t, nil
}

var errMoving = errors.New("quota-check: data balikan change while they are counted")

// books returns what the ledger says and how units stand, both of the same moment: nothing changed while the ledger was read.
func (r *reckoner) books(ctx context.Context) (told, feedback.Balance, error) {
	before, err := r.outbox.Balance(ctx)
	for range 3 {
		if err != nil {
			return told{}, before, err
		}
		t, err := tell(ctx, r.book)
		if err != nil {
			return t, before, err
		}
		after, err := r.outbox.Balance(ctx)
		if err != nil || before == after {
			return t, after, err
		}
		before = after
	}
	return told{}, before, problem.New(problem.CodePenyimpananTidakTersedia).WithRetryAfter(time.Second).Because(errMoving)
}
