package store_test

import (
	"errors"
	"testing"
	"time"

	"simpul/lib/ledger/store"
)

func (w *world) stands(entries, unsealed, seal uint64) {
	w.Helper()
	s, err := w.store.Status(w.Context())
	w.must(err)
	number := uint64(0)
	if s.Last != nil {
		number = s.Last.Number
	}
	if s.Entries != entries || s.Unsealed != unsealed || number != seal {
		w.Errorf("%d entries, %d unsealed, seal %d; want %d, %d, %d", s.Entries, s.Unsealed, number, entries, unsealed, seal)
	}
}

func TestTheStatusTellsHowFarTheLedgerGoes(t *testing.T) {
	onEach(t, func(w *world) {
		w.stands(0, 0, 0)
		w.access(3)
		w.stands(3, 3, 0)
		w.seal(w.sealer())
		w.stands(3, 0, 1)
		w.access(2)
		w.stands(5, 2, 1)
		w.must(w.client.Del(w.Context(), "{simpul}:ledger").Err()) // not our business: who verifies will see
		w.stands(0, 0, 1)
	})
}

func TestHoldsAreThoseOfTheDayInWIB(t *testing.T) {
	onEach(t, func(w *world) {
		evening := time.Date(2026, 9, 15, 16, 59, 59, 0, time.UTC) // 23:59:59 in WIB
		w.count(evening, "hold:pola_menebak", 2)
		w.count(evening.Add(time.Second), "hold:pola_menebak", 5)
		w.count(evening, "hold:pola_menumpuk", 0)
		w.count(evening, "status:found", 7)
		for at, want := range map[time.Time]int64{evening: 2, evening.Add(time.Second): 5, evening.Add(-24 * time.Hour): 0} {
			held, err := w.store.Held(w.Context(), at, "pola_menebak", "pola_menumpuk", "terlalu_cepat")
			if err != nil || held["pola_menebak"] != want || len(held) > 1 {
				t.Errorf("%v, %v", held, err)
			}
		}
	})
}

func TestAHoldThatIsNoCountIsNotShown(t *testing.T) {
	onEach(t, func(w *world) {
		for _, value := range []string{"x", "-1", ""} {
			w.must(w.client.HSet(w.Context(), "{simpul}:counters", "20712:hold:pola_menebak", value).Err())
			if _, err := w.store.Held(w.Context(), time.Unix(20712*86400, 0), "pola_menebak"); !errors.Is(err, store.ErrCounters) {
				t.Errorf("%q: %v", value, err)
			}
		}
	})
}
