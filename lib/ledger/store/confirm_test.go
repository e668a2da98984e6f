package store_test

import (
	"context"
	"errors"
	"testing"

	"simpul/lib/ledger/store"
)

// A fail-over may lose what replicas do not have. Had the log been told of it, the next seal of its number would look forged;
// had this process remembered it, it would take the new primary for an old copy, and never seal again.
func TestASealThatAFailoverCouldLoseIsNeitherToldNorRemembered(t *testing.T) {
	onEach(t, func(w *world) {
		alone := errors.New("no replica has it")
		var replicas error
		sealer := w.sealer(func(s *store.Settings) { s.Confirm = func(context.Context) error { return replicas } })
		w.access(10)
		w.seal(sealer)
		w.access(10)
		before := w.dump("{simpul}:seals")
		step := 0
		confirm := func(context.Context) error { // what is read is confirmed, what is written is not
			if step++; step > 1 {
				return replicas
			}
			return nil
		}
		lonely := w.sealer(func(s *store.Settings) { s.Confirm = confirm })
		replicas = alone
		if made, err := lonely.Seal(w.Context(), w.now); !errors.Is(err, alone) || len(made) != 0 {
			w.Errorf("told of %v, %v", made, err)
		}
		if made, err := sealer.Seal(w.Context(), w.now); !errors.Is(err, alone) || len(made) != 0 {
			w.Errorf("built on it: %v, %v", made, err)
		}
		w.must(w.client.Del(w.Context(), "{simpul}:seals").Err())
		w.restore("{simpul}:seals", before)
		replicas = nil
		for _, s := range []*store.Sealer{sealer, lonely} {
			if _, err := s.Seal(w.Context(), w.now); err != nil {
				w.Errorf("after the fail-over: %v", err)
			}
		}
		w.holds(20, 2, 0)
	})
}
