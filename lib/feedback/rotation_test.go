package feedback_test

import (
	"path/filepath"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/keyring/keyringtest"
)

func TestKeysRotateWhileUnitsWait(t *testing.T) {
	onEach(t, func(w *world) {
		first := w.queue(3)
		open := w.applicant()
		for _, file := range []string{"segel", "aplikasi"} {
			w.rotate(file)
		}
		second := w.queue(3)
		w.check(open, "found") // joins the unit of the old key
		w.expect(w.submit(licensed(open)), feedback.Delivered)
		if round := w.duty(); round.Delivered != 6 || w.balanced().Units != 7 {
			t.Errorf("%+v", round)
		}
		for _, s := range append(first, second...) {
			if r := w.expect(w.submit(s), feedback.Delivered); !r.Again {
				t.Errorf("%+v", r)
			}
		}
	})
}

// rotate puts a new key before the old ones.
func (w *world) rotate(file string) {
	w.Helper()
	w.must(prepend(filepath.Join(w.folder, file), "k2"))
	w.keys = w.openKeys()
	w.Outbox = w.replica(w.client)
}

func TestAContentWhoseKeyIsMissingWaitsForIt(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(1)
		w.must(copyFile(filepath.Join(w.folder, "segel.lama"), filepath.Join(w.folder, "segel")))
		w.must(keyringtest.Write(filepath.Join(w.folder, "segel"), "k9"))
		w.keys = w.openKeys()
		if round, err := w.replica(w.client).Deliver(t.Context()); err != nil || round.Later != 1 || w.office.calls != 1 {
			t.Errorf("%+v %v", round, err)
		}
		if i := w.item(); i.State != feedback.Queued || i.Code != "kunci_tidak_ada" {
			t.Errorf("%+v", i)
		}
		w.must(copyFile(filepath.Join(w.folder, "segel"), filepath.Join(w.folder, "segel.lama")))
		w.keys = w.openKeys()
		w.pass(time.Hour)
		if round, err := w.replica(w.client).Deliver(t.Context()); err != nil || round.Delivered != 1 {
			t.Errorf("%+v %v", round, err)
		}
	})
}

// A seal that is gone cannot come back; one that does not open is the key file's slip, or somebody's who had their hands in Redis.
func TestASealThatWasTouchedOrMovedWaitsAndOneThatIsGoneDies(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(3)
		keys, err := w.raw().Keys(t.Context(), "{simpul}:sealed:*").Result()
		w.must(err)
		one, err := w.raw().Get(t.Context(), keys[0]).Result()
		w.must(err)
		w.must(w.raw().Set(t.Context(), keys[1], one, 0).Err())
		w.must(w.raw().Del(t.Context(), keys[2]).Err())
		if round := w.duty(); round.Delivered != 1 || round.Dead != 1 || round.Later != 1 || round.Unopened != 1 {
			t.Errorf("%+v", round)
		}
		items, err := w.Outstanding(t.Context(), feedback.Query{Limit: 9, States: []feedback.State{feedback.Dead}})
		if err != nil || len(items) != 1 || items[0].Code != "isi_tidak_ada" {
			t.Errorf("%+v %v", items, err)
		}
		items, err = w.Outstanding(t.Context(), feedback.Query{Limit: 9, States: []feedback.State{feedback.Queued}})
		if err != nil || len(items) != 1 || items[0].Code != "isi_tidak_terbuka" {
			t.Errorf("%+v %v", items, err)
		}
		w.pass(31 * 24 * time.Hour)
		if round := w.duty(); round.Dead != 1 || w.sealed() != 0 {
			t.Errorf("too old: %+v", round)
		}
		w.balanced()
	})
}

// One slip with the file must not cost what waits: all of it is there when the file is right again.
func TestAKeyWithAnotherSecretCostsNothing(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(25)
		calls := w.office.calls
		file := filepath.Join(w.folder, "segel")
		w.must(copyFile(file+".lama", file))
		w.must(keyringtest.Write(file, "k1"))
		w.keys = w.openKeys()
		if round, err := w.replica(w.client).Deliver(t.Context()); err != nil || round.Unopened != 25 || round.Dead != 0 || w.office.calls != calls {
			t.Errorf("%+v %v", round, err)
		}
		w.must(copyFile(file, file+".lama"))
		w.keys = w.openKeys()
		w.pass(time.Hour)
		if round, err := w.replica(w.client).Deliver(t.Context()); err != nil || round.Delivered != 25 {
			t.Errorf("%+v %v", round, err)
		}
		w.balanced()
	})
}

// Those of hits made elsewhere have no access of their own that could tell them apart.
func TestASealOfAnotherUnitDoesNotOpenAlsoWithoutAccesses(t *testing.T) {
	onEach(t, func(w *world) {
		w.office.ill = always(away)
		for i := range 2 {
			p := &applicant{nik: nikOf(7000 + i), application: "503/M/1"}
			w.expect(w.submit(licensed(p, func(s *feedback.Submission) { s.Manual = true })), feedback.Queued)
		}
		keys := w.raw().Keys(t.Context(), "{simpul}:sealed:*").Val()
		w.must(w.raw().Set(t.Context(), keys[0], w.raw().Get(t.Context(), keys[1]).Val(), 0).Err())
		w.office.ill = nil
		w.pass(time.Hour)
		if round := w.duty(); round.Delivered != 1 || round.Unopened != 1 {
			t.Errorf("%+v", round)
		}
	})
}
