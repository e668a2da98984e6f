package admission_test

import (
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/problem"
)

// closed expects that nothing can be admitted, and that readiness and state say the same.
func (w *world) closed(a *admission.Admission, code problem.Code) {
	w.t.Helper()
	w.refused(a, code)
	if err := a.Ready(w.t.Context()); !problem.Is(err, code) {
		w.t.Errorf("ready says %v, want %s", err, code)
	}
	if s, err := a.State(w.t.Context()); !problem.Is(err, code) || s.Left != nil && *s.Left != 0 {
		w.t.Errorf("state says %v, want %s; %+v", err, code, s)
	}
}

func TestANewRedisMustBeInitialised(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.replica()
		w.closed(a, problem.CodeBelumDisiapkan)
		if s, _ := a.State(t.Context()); s.Prepared || s.Day.String() != "2026-09-16" {
			t.Errorf("%+v", s)
		}
		w.initialise(a, 0)
		if err := a.Ready(t.Context()); err != nil {
			t.Error(err)
		}
		w.admit(a)
	})
}

func TestAnEmptiedRedisStopsAccess(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(7)
		id := w.admit(a)
		w.raw().FlushAll(t.Context())
		w.closed(a, problem.CodeBelumDisiapkan)
		if _, err := a.Settle(t.Context(), counted(id)); !problem.Is(err, problem.CodeBelumDisiapkan) {
			t.Errorf("settle: %v", err)
		}
		w.initialise(a, 8)
		w.used(a, 8)
	})
}

// Whoever loses the counters loses the epoch with them: an eviction can stop access, but not hand out a second quota.
func TestTheCountersCannotBeLostAlone(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(7)
		w.admit(a)
		c := w.raw()
		for _, key := range c.Keys(t.Context(), "*").Val() {
			c.Del(t.Context(), key)
			_, err := a.Admit(t.Context(), request(newID()))
			if s, _ := a.State(t.Context()); err == nil && s.Used < 9 {
				t.Errorf("without %s: %d used", key, s.Used)
			}
			w.initialise(a, 8)
		}
	})
}

func TestAClockAMinuteOffStopsAccess(t *testing.T) {
	for _, off := range []time.Duration{-time.Minute, time.Minute} {
		onEach(t, func(w *world) {
			w.prepared(0)
			wrong := w.replica(func(s *admission.Settings) { s.Clock = func() time.Time { return w.clock().Add(off) } })
			w.closed(wrong, problem.CodeJamTidakCocok)
			if err := wrong.Initialise(t.Context(), admission.Initialisation{Force: true, Basis: paper}); !problem.Is(err, problem.CodeJamTidakCocok) {
				t.Errorf("initialise: %v", err)
			}
			slightly := w.replica(func(s *admission.Settings) { s.Clock = func() time.Time { return w.clock().Add(off / 3) } })
			w.admit(slightly)
		})
	}
}

func TestTheDayDoesNotGoBackwards(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		w.goTo("2026-09-17 10:00:00")
		id := w.admit(a)
		w.goTo("2026-09-16 12:00:00")
		w.closed(a, problem.CodeJamTidakCocok)
		w.settle(a, neverSent(id)) // what is over is over, whatever the clock says
		w.goTo("2026-09-17 00:01:00")
		w.used(a, 0)
	})
}
