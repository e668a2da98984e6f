package store

import (
	"context"
	"iter"
	"time"

	"simpul/lib/ledger"
)

// slack makes a cut come about once a month: each has to read all seals.
const slack = 31 * 24 * time.Hour

// retain cuts what was kept long enough: a seal says what is about to go, then it goes. Who finds the seal and still the old entries,
// because a process died in between, ends it. It returns that seal, nil for none.
func (s *Sealer) retain(ctx context.Context, now time.Time) (*ledger.Sealed, error) {
	last, err := s.newest(ctx)
	if err != nil || last == nil || s.settings.Retention <= 0 {
		return nil, err
	}
	first, err := s.store.oldest(ctx)
	switch {
	case err != nil || first == nil:
		return nil, err
	case last.Cut != nil && first.Number <= last.Cut.Seal:
		return nil, s.store.cut(ctx, *last.Cut)
	case !first.At.Before(now.Add(-s.settings.Retention - slack)):
		return nil, nil
	}
	return s.cut(ctx, last, now)
}

func (s *Sealer) cut(ctx context.Context, last *ledger.Sealed, now time.Time) (*ledger.Sealed, error) {
	cut, err := ledger.Outdated(s.store.allSeals(ctx), last, now.Add(-s.settings.Retention))
	if err != nil || cut == nil {
		return nil, err
	}
	sealed, err := s.extend(ctx, waiting{keys: s.settings.Keys(), last: last, draft: ledger.Draft{At: now, Cut: cut}})
	if err != nil {
		return nil, err
	}
	return &sealed, s.store.cut(ctx, *cut)
}

// allSeals yields the seals from the oldest on.
func (s *Store) allSeals(ctx context.Context) iter.Seq2[ledger.Signed, error] {
	return func(yield func(ledger.Signed, error) bool) {
		for after := uint64(0); ; {
			seals, err := s.seals(ctx, after)
			for _, signed := range seals {
				after = signed.Number
				if !yield(signed, nil) {
					return
				}
			}
			if err != nil {
				yield(ledger.Signed{}, err)
			}
			if err != nil || len(seals) == 0 {
				return
			}
		}
	}
}
