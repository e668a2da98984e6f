package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/ledger/store"
)

func TestWhatWaitsIsSealedOnce(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer()
		if made := w.seal(sealer); len(made) != 0 {
			w.Errorf("there was nothing: %v", made)
		}
		w.access(250)
		made := w.seal(sealer)
		if len(made) != 3 || made[0].To != 100 || made[2].From != 201 || made[2].To != 250 || !made[2].At.Equal(w.now) {
			w.Errorf("%v", made)
		}
		if made := w.seal(w.sealer()); len(made) != 0 {
			w.Errorf("sealed again: %v", made)
		}
		w.access(3)
		report := w.holds(250, 3, 3)
		if report.Head.Signed.Hash() != made[2].Signed.Hash() {
			w.Errorf("%+v", report)
		}
		w.seal(sealer)
		w.holds(253, 4, 0)
	})
}

func TestTwoSealersNeverForkTheChain(t *testing.T) {
	onEach(t, func(w *world) {
		const sealers, rounds = 4, 20
		for range rounds {
			w.access(30)
			var all sync.WaitGroup
			for i := range sealers {
				sealer, now := w.sealer(), w.now.Add(time.Duration(i)*time.Second) // no two seals are alike
				all.Go(func() {
					if _, err := sealer.Seal(w.Context(), now); err != nil {
						w.Error(err)
					}
				})
			}
			all.Wait()
		}
		report, err := w.verify()
		w.must(err)
		if report.Records != 30*rounds || report.Unsealed != 0 {
			w.Errorf("%+v", report)
		}
	})
}

func TestNothingIsSealedOverABadRecord(t *testing.T) {
	e := ledgertest.Entry(1, ledgertest.Access(1))
	for name, row := range map[string]struct {
		tamper func(w *world)
		want   ledger.Bad
		sealed int // of the records before it
	}{
		"MAC": {func(w *world) { w.put("{simpul}:ledger", "0-*", "r", e.Record, "m", "m1.x") }, ledger.Bad{Wrong: ledger.Unsigned, Seq: 14}, 1},
		"no record": {func(w *world) {
			w.put("{simpul}:ledger", "0-*", "r", "{}", "m", ledgertest.Signer().Sign([]byte("{}")))
		}, ledger.Bad{Wrong: ledger.Unreadable, Seq: 14}, 1},
		"no MAC":         {func(w *world) { w.put("{simpul}:ledger", "0-*", "r", e.Record) }, ledger.Bad{Wrong: ledger.Unreadable, Seq: 14}, 1},
		"one more field": {func(w *world) { w.put("{simpul}:ledger", "0-*", "r", e.Record, "m", e.MAC, "x", "y") }, ledger.Bad{Wrong: ledger.Unreadable, Seq: 14}, 1},
		"a gap":          {func(w *world) { w.put("{simpul}:ledger", "0-15", "r", e.Record, "m", e.MAC) }, ledger.Bad{Wrong: ledger.Missing, Seq: 14}, 1},
		"another number": {func(w *world) { w.put("{simpul}:ledger", "7-14", "r", e.Record, "m", e.MAC) }, ledger.Bad{Wrong: ledger.Inserted, Seq: 14}, 1},
		"dropped":        {func(w *world) { w.must(w.client.XDel(w.Context(), "{simpul}:ledger", "0-12").Err()); w.access(1) }, ledger.Bad{Wrong: ledger.Missing, Seq: 12}, 1},
		"sealed, gone":   {func(w *world) { w.must(w.client.XDel(w.Context(), "{simpul}:ledger", "0-10").Err()) }, ledger.Bad{Wrong: ledger.Missing, Seq: 10, Seal: 1}, 0},
		"all gone":       {func(w *world) { w.must(w.client.Del(w.Context(), "{simpul}:ledger").Err()) }, ledger.Bad{Wrong: ledger.Missing, Seq: 10, Seal: 1}, 0},
		"written anew":   {func(w *world) { w.must(w.client.Del(w.Context(), "{simpul}:ledger").Err()); w.access(20) }, ledger.Bad{Wrong: ledger.Changed, Seq: 10, Seal: 1}, 0},
	} {
		onEach(t, func(w *world) {
			sealer := w.sealer()
			w.access(10)
			w.seal(sealer)
			w.access(3)
			row.tamper(w)
			for round := range 2 {
				made, err := sealer.Seal(w.Context(), w.now)
				bad, _ := errors.AsType[*ledger.Bad](err)
				if bad == nil || *bad != row.want || len(made) != row.sealed*(1-round) {
					w.Errorf("%s, round %d: %v, %d seals", name, round, err, len(made))
				}
			}
		})
	}
}

func TestSealsThatAreGoneStopTheSealer(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer()
		w.access(10)
		w.seal(sealer)
		w.must(w.client.Del(w.Context(), "{simpul}:seals").Err())
		if made, err := sealer.Seal(w.Context(), w.now); !errors.Is(err, store.ErrRolledBack) || len(made) != 0 {
			w.Errorf("%v, %v", made, err)
		}
	})
}

func TestNothingFollowsASealThatIsNone(t *testing.T) {
	onEach(t, func(w *world) {
		w.access(10)
		w.seal(w.sealer())
		for _, row := range []struct {
			id     string
			values []any
		}{{"0-2", []any{"s", "{}", "g", "x"}}, {"0-3", []any{"s", "Penanda"}}, {"9-4", []any{"s", "{}", "g", "x"}}} {
			w.put("{simpul}:seals", row.id, row.values...)
			if _, err := w.sealer().Seal(w.Context(), w.now); err == nil || strings.Contains(err.Error(), "Penanda") {
				w.Errorf("%s: %v", row.id, err)
			}
			w.must(w.client.XDel(w.Context(), "{simpul}:seals", row.id).Err())
		}
	})
}

func TestANewKeySignsAsSoonAsItIsThere(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer()
		w.access(10)
		w.seal(sealer)
		w.keys = ledgertest.KeyLine("s2") + "\n" + w.keys
		made := w.seal(sealer)
		if len(made) != 2 || made[0].Next == nil || made[1].Key != "s2" {
			w.Errorf("%v", made)
		}
		w.keys = ledgertest.KeyLine("s2")
		w.access(1)
		w.seal(sealer)
		w.holds(11, 4, 0)
		w.keys = ledgertest.KeyLine("s3")
		w.access(1)
		if _, err := sealer.Seal(w.Context(), w.now); !errors.Is(err, ledger.ErrKeyLost) {
			w.Error(err)
		}
	})
}

func TestARedisThatDoesNotAnswerIsSaidWithoutItsAddress(t *testing.T) {
	w := newWorld(t, &redis.Options{Addr: miniredis.RunT(t).Addr()})
	w.must(w.client.Close())
	_, sealErr := w.sealer().Seal(t.Context(), w.now)
	_, verifyErr := w.verify()
	for _, err := range []error{sealErr, verifyErr} {
		if err == nil || strings.Contains(err.Error(), "127.0.0.1") {
			t.Error(err)
		}
	}
}
