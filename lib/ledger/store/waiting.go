package store

import (
	"context"
	"errors"
	"time"

	"simpul/lib/ledger"
)

// waiting is what the next seal is made of.
type waiting struct {
	keys  ledger.SealKeys
	last  *ledger.Sealed
	draft ledger.Draft
	taken []counter
	bad   error // what comes behind the entries
	full  bool  // more may wait than one seal holds
}

func (s *Sealer) waiting(ctx context.Context, now time.Time) (waiting, error) {
	last, err := s.newest(ctx)
	if err != nil {
		return waiting{}, err
	}
	w := waiting{keys: s.settings.Keys(), last: last, draft: ledger.Draft{At: now}}
	if err = s.entries(ctx, &w); err != nil {
		return waiting{}, err
	}
	due, err := s.store.overdue(ctx, now)
	w.draft.Totals, w.taken = due.totals, due.taken
	w.full = due.more || len(w.draft.Entries) == ledger.MaxSealed
	return w, err
}

// entries reads what may be sealed next, from the last sealed entry on: that one must still be what it was.
func (s *Sealer) entries(ctx context.Context, w *waiting) error {
	after := uint64(0)
	if w.last != nil && w.last.To > 0 {
		after = w.last.To - 1
	}
	read, readErr := s.store.entries(ctx, after, ledger.MaxSealed+1)
	if _, isBad := errors.AsType[*ledger.Bad](readErr); readErr != nil && !isBad {
		return readErr
	}
	if w.draft.Entries, w.bad = ledger.Fresh(w.last, read, s.settings.Signer.Check); w.bad == nil {
		w.bad = readErr
	}
	return nil
}

// nothing reports whether no seal is due.
func (w waiting) nothing() bool {
	return len(w.draft.Entries) == 0 && len(w.taken) == 0 && !w.keys.Turns(w.last)
}
