package admission_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/problem"
)

// Somebody restores yesterday's copy: the count is too low by what happened since.
func TestARestoredRedisHaltsAllReplicasUntilInitialised(t *testing.T) {
	server := redistest.Start(t, redistest.Persistent...)
	w := newWorld(t, server.URL())
	a := w.prepared(0)
	id := w.admit(a)
	restore := server.Backup()
	w.admit(a)
	server.Stop()
	restore()
	server.Restart()
	eventually(func() bool { return !problem.Is(a.Ready(t.Context()), problem.CodePenyimpananTidakTersedia) })
	w.closed(a, problem.CodePenyimpananMundur)
	w.closed(w.replica(), problem.CodePenyimpananMundur) // it never saw the better state, but the halt is stored
	if _, err := a.Settle(t.Context(), neverSent(id)); !problem.Is(err, problem.CodePenyimpananMundur) {
		t.Errorf("settle: %v", err)
	}
	if err := w.replica().Initialise(t.Context(), admission.Initialisation{UsedToday: 2, Basis: paper}); err != nil {
		t.Fatal(err) // not forced: a halted count is none
	}
	w.admit(a)
	w.used(a, 3)
	w.settle(a, neverSent(id)) // of the old count: it may not be among the two
	w.used(a, 3)
}

// loseOne takes back the last revision and nothing else.
func (w *world) loseOne() {
	w.t.Helper()
	c, epoch, rev := w.raw(), int64(0), int64(0)
	head := c.HGet(w.t.Context(), "{simpul}:quota", "head").Val()
	_, err := fmt.Sscan(head, &epoch, &rev)
	_, rest, _ := strings.Cut(head[len(fmt.Sprint(epoch, " ")):], " ")
	if err = errors.Join(err, c.HSet(w.t.Context(), "{simpul}:quota", "head", fmt.Sprint(epoch, rev-1, " ", rest)).Err()); err != nil {
		w.t.Fatal(err)
	}
}

func TestASettlementAloneShowsThatRedisIsBehind(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id := w.admit(a)
		w.loseOne()
		if _, err := a.Settle(t.Context(), counted(id)); !problem.Is(err, problem.CodePenyimpananMundur) {
			t.Errorf("got %v", err)
		}
		w.closed(w.replica(), problem.CodePenyimpananMundur)
	})
}

// A copy from before the last initialise has an older epoch, and a revision that may be higher.
func TestAnOlderEpochIsBehindWhateverItsRevision(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		for range 10 {
			w.admit(a)
		}
		c := w.raw()
		old := c.HGetAll(t.Context(), "{simpul}:quota").Val()
		w.initialise(a, 10)
		c.Del(t.Context(), "{simpul}:quota")
		c.HSet(t.Context(), "{simpul}:quota", old)
		w.closed(a, problem.CodePenyimpananMundur)
	})
}

// An act on a Redis that is behind is done, but must not make its revision look whole.
func TestAnActDoesNotHideThatRedisIsBehind(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		w.admit(a)
		w.loseOne()
		if err := a.Suspend(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		w.closed(w.replica(), problem.CodePenyimpananMundur)
	})
}
