package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
)

const year = 365 * 24 * time.Hour

func keep(s *store.Settings) { s.Retention = 3 * year }

// days seals five accesses a day, for so many days.
func (w *world) days(sealer *store.Sealer, n int) {
	for range n {
		w.access(5)
		w.seal(sealer)
		w.now = w.now.AddDate(0, 0, 1)
	}
}

func TestWhatWasKeptLongEnoughIsCutAndASealSaysSo(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer(keep)
		w.days(sealer, 40)
		w.now = w.now.Add(3*year - 10*24*time.Hour) // the first is three years and thirty days old, the slack is thirty-one
		w.days(sealer, 1)
		w.holds(205, 41, 0)
		w.now = w.now.AddDate(0, 0, 1)
		w.access(5)
		made := w.seal(sealer)
		if len(made) != 2 || made[1].Cut == nil || *made[1].Cut != (ledger.Cut{Seal: 32, To: 160}) {
			w.Fatalf("%+v", made)
		}
		report := w.holds(50, 11, 0)
		if report.First != 161 || *report.Cut != *made[1].Cut {
			w.Errorf("%+v", report)
		}
		w.days(sealer, 2)
		w.holds(60, 13, 0)
		n, err := w.client.XLen(w.Context(), "{simpul}:ledger").Result()
		w.must(err)
		if n != 60 {
			w.Errorf("%d entries are left", n)
		}
	})
}

func TestTheLastEntryIsNeverCut(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer(keep)
		w.days(sealer, 3)
		w.now = w.now.Add(10 * year)
		w.seal(sealer)
		w.holds(5, 2, 0) // the last with entries, and the one that says what was cut
		w.now = w.now.Add(10 * year)
		w.seal(sealer)
		w.holds(5, 2, 0)
		w.access(1)
		w.seal(sealer)
		w.holds(1, 2, 0)
	})
}

func TestACutThatWasInterruptedIsFinished(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer(keep)
		w.days(sealer, 3)
		w.now = w.now.Add(10 * year)
		entries, seals := w.dump("{simpul}:ledger"), w.dump("{simpul}:seals")
		w.seal(sealer)
		last := w.dump("{simpul}:seals")
		w.restore("{simpul}:ledger", entries)
		w.restore("{simpul}:seals", append(seals, last[len(last)-1]))
		w.holds(15, 4, 0)
		w.seal(sealer)
		w.holds(5, 2, 0)
	})
}

func TestNothingIsCutOnTheWordOfASealThatIsNotOfTheChain(t *testing.T) {
	onEach(t, func(w *world) {
		other := newWorld(w, &redis.Options{Addr: miniredis.RunT(t).Addr()})
		sealer := w.sealer(keep)
		w.now = w.now.Add(5 * year)
		w.days(sealer, 40)
		other.days(other.sealer(), 3)
		seals := w.dump("{simpul}:seals")
		copy(seals, other.dump("{simpul}:seals"))
		w.restore("{simpul}:seals", seals)
		_, err := sealer.Seal(w.Context(), w.now)
		if bad, _ := errors.AsType[*ledger.Bad](err); bad == nil || *bad != (ledger.Bad{Wrong: ledger.OtherChain, Seq: 16, Seal: 4}) {
			w.Error(err)
		}
		n, err := w.client.XLen(w.Context(), "{simpul}:ledger").Result()
		w.must(err)
		if n != 200 {
			w.Errorf("%d entries are left", n)
		}
	})
}
