package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
)

func TestCountersGoIntoASealWhenTheirDayIsOver(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer()
		w.count(w.now, "status:found", 3)
		w.count(w.now, "hold:pola_berurutan", 1)
		w.count(w.now, "status:taken_back", 1)
		w.count(w.now, "status:taken_back", -1)
		midnight := time.Date(2025, 9, 16, 17, 0, 0, 0, time.UTC)
		for _, now := range []time.Time{w.now, midnight, midnight.Add(10*time.Minute - time.Millisecond)} {
			w.now = now
			if made := w.seal(sealer); len(made) != 0 {
				w.Errorf("at %v: %v", now, made)
			}
		}
		w.now = midnight.Add(10 * time.Minute)
		w.count(w.now, "status:found", 1)
		made := w.seal(sealer)
		want := ledger.Totals{"2025-09-16": {"status:found": 3, "hold:pola_berurutan": 1}}
		if len(made) != 1 || !reflect.DeepEqual(made[0].Totals, want) {
			w.Errorf("%+v", made)
		}
		left, err := w.client.HGetAll(w.Context(), "{simpul}:counters").Result()
		w.must(err)
		if len(left) != 1 {
			w.Errorf("%v", left)
		}
		w.holds(0, 1, 0)
	})
}

func TestAMonthWithoutASealerNeedsMoreThanOneSeal(t *testing.T) {
	onEach(t, func(w *world) {
		for day := range 40 {
			w.count(w.now.AddDate(0, 0, day), "status:found", int64(day+1))
		}
		w.now = w.now.AddDate(0, 0, 40)
		made := w.seal(w.sealer())
		if len(made) != 2 || len(made[0].Totals) != ledger.MaxTotalDays || len(made[1].Totals) != 40-ledger.MaxTotalDays {
			w.Errorf("%+v", made)
		}
		tally := ledger.NewTally()
		for _, sealed := range made {
			tally.Seal(sealed.Seal)
		}
		if n := tally.Figures("2025-09-16", "2026-12-31").Totals["status:found"]; n != 40*41/2 {
			w.Errorf("%d", n)
		}
	})
}

func TestWhatIsNoCounterStopsTheSealer(t *testing.T) {
	for _, row := range []struct{ field, value string }{{"status:found", "1"}, {"1:status:found", "x"}, {"1:status:found", "-1"}, {"-1:status:found", "1"}} {
		onEach(t, func(w *world) {
			w.must(w.client.HSet(w.Context(), "{simpul}:counters", row.field, row.value).Err())
			if _, err := w.sealer().Seal(w.Context(), w.now); !errors.Is(err, store.ErrCounters) {
				w.Errorf("%v: %v", row, err)
			}
		})
	}
	onEach(t, func(w *world) {
		w.must(w.client.HSet(w.Context(), "{simpul}:counters", "1:Found 1", "1").Err())
		if _, err := w.sealer().Seal(w.Context(), w.now); !errors.Is(err, ledger.ErrSeal{Field: "totals"}) {
			w.Error(err)
		}
	})
}

func TestMoreCountersThanThereCanBeStopTheSealer(t *testing.T) {
	onEach(t, func(w *world) {
		fields := map[string]any{}
		for n := range 20_001 {
			fields[fmt.Sprintf("99999:x:%d", n)] = 1
		}
		w.must(w.client.HSet(w.Context(), "{simpul}:counters", fields).Err())
		if _, err := w.sealer().Seal(w.Context(), w.now); !errors.Is(err, store.ErrCounters) {
			w.Error(err)
		}
	})
}
