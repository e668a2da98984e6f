package store

import (
	"context"
	"errors"
	"iter"

	"simpul/lib/ledger"
)

// ErrOccupied means that Redis has a ledger already. Nothing is ever overwritten.
var ErrOccupied = errors.New("ledger: redis has a ledger already")

var errGone = errors.New("ledger: the import expired before it was put in place")

// Import puts a ledger into a Redis that has none: all of it or nothing. The items are checked while they are written, under keys
// that nobody reads, and put in place in one step when all of them are good. It returns what [ledger.Verify] does, or [ErrOccupied].
//
// Import before a count is initialised: that act is a record, and from then on there is a ledger.
func (s *Store) Import(ctx context.Context, items iter.Seq2[ledger.Item, error], proof ledger.Proof) (ledger.Report, error) {
	n, err := s.client.Exists(ctx, ledgerKey, sealsKey).Result()
	if err != nil || n > 0 {
		return ledger.Report{}, errors.Join(reason(err), occupied(n))
	}
	w := newWriting(ctx, s.client)
	report, err := ledger.Verify(w.through(items), proof)
	if err == nil {
		err = w.flush()
	}
	if err == nil {
		err = s.place(ctx, w)
	}
	return report, err
}

func occupied(n int64) error {
	if n == 0 {
		return nil
	}
	return ErrOccupied
}

// place renames what was written.
func (s *Store) place(ctx context.Context, w *writing) error {
	word, err := importScript.Run(ctx, s.client, []string{ledgerKey, sealsKey, w.ledger, w.seals}).Text()
	switch {
	case err != nil:
		return reason(err)
	case word == "occupied":
		return ErrOccupied
	case word != "done":
		return errGone
	}
	return nil
}
