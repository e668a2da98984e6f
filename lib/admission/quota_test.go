package admission_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/problem"
)

func TestADayHas200HitsAndNotOneMore_JUKNIS_II_B_1(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		for range 200 {
			w.settle(a, counted(w.admit(a)))
		}
		p := w.refused(a, problem.CodeKuotaHabis)
		s := w.state(a)
		if s.Used != 200 || *s.Left != 0 || !s.Exhausted {
			t.Errorf("used %d, left %d, exhausted %v", s.Used, *s.Left, s.Exhausted)
		}
		if p.RetryAfter <= 13*time.Hour || p.RetryAfter > 14*time.Hour {
			t.Errorf("at 10:00 there is room again in %v", p.RetryAfter)
		}
		w.goTo("2026-09-17 00:01:00")
		w.admit(a)
		w.used(a, 1)
	})
}

// The race is the point of the package: several processes, each with its own connections, 640 attempts at 200 hits.
func TestReplicasTogetherNeverPassTheLimit_JUKNIS_II_B_1(t *testing.T) {
	onEach(t, func(w *world) {
		replicas := []*admission.Admission{w.prepared(0), w.replica(), w.replica(), w.replica()}
		if got := raceForADay(t, replicas); got != 200 {
			t.Errorf("%d admitted", got)
		}
		w.used(replicas[0], 200)
	})
}

func TestThirtyRacesOfReplicasAdmitThirtyTimes200_JUKNIS_II_B_1(t *testing.T) {
	w := newWorld(t, redistest.Start(t).URL())
	replicas := []*admission.Admission{w.prepared(0), w.replica(), w.replica(), w.replica()}
	for day := 1; day <= 30; day++ {
		w.goTo(fmt.Sprintf("2026-09-%02d 10:00:00", day))
		w.initialise(replicas[0], 0)
		if got := raceForADay(t, replicas); got != 200 {
			t.Errorf("on the %dth %d admitted", day, got)
		}
	}
}

func raceForADay(t *testing.T, replicas []*admission.Admission) int64 {
	return race(64, 10, func(i int) bool {
		_, err := replicas[i%len(replicas)].Admit(t.Context(), request(newID()))
		if err != nil && !problem.Is(err, problem.CodeKuotaHabis) {
			t.Error(err)
		}
		return err == nil
	})
}

// race lets goroutines try at the same time and counts who got in.
func race(goroutines, attempts int, try func(i int) bool) int64 {
	var admitted atomic.Int64
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range goroutines {
		all.Go(func() {
			<-start
			for range attempts {
				if try(i) {
					admitted.Add(1)
				}
			}
		})
	}
	close(start)
	all.Wait()
	return admitted.Load()
}

// A quota that looks first and counts then passes the limit under the same race: the test above can fail.
func TestTheRaceCatchesACounterThatLooksBeforeItCounts(t *testing.T) {
	w := newWorld(t, redistest.Start(t).URL())
	c := w.raw()
	for range 50 {
		c.Set(t.Context(), "naive", 0, 0)
		if race(64, 10, func(int) bool {
			if used, _ := c.Get(t.Context(), "naive").Int64(); used >= 200 {
				return false
			}
			return c.Incr(t.Context(), "naive").Err() == nil
		}) > 200 {
			return
		}
	}
	t.Error("50 races and not one over-admission: the race is none")
}

func TestWithoutALimitHitsAreCountedAllTheSame_JUKNIS_II_B_2(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		if err := a.SetMode(t.Context(), agreement.ModeUnlimited, paper); !problem.Is(err, problem.CodeIsianSalah) {
			t.Fatalf("without the date of the result letter: %v", err)
		}
		if err := a.SetMode(t.Context(), agreement.ModeUnlimited, dated()); err != nil {
			t.Fatal(err)
		}
		for range 250 {
			w.admit(a)
		}
		if s := w.state(a); s.Used != 250 || s.Left != nil || s.Exhausted || s.Mode != agreement.ModeUnlimited {
			t.Errorf("%+v", s)
		}
		w.settle(a, exhausted(w.admit(a)))
		w.refused(a, problem.CodeKuotaHabis)
	})
}

func TestAnAccessThatMayStraddleMidnightCountsOnBothDays(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, limit(3))
		w.goTo("2026-09-16 23:59:45") // 5 s of call and 30 s of tolerance lead into the 17th
		admitted, err := a.Admit(t.Context(), request(newID()))
		if err != nil || admitted.Days[0].String() != "2026-09-16" || admitted.Days[1].String() != "2026-09-17" {
			t.Fatalf("%v, %v", admitted.Days, err)
		}
		given := w.admit(a)
		w.used(a, 2)
		w.goTo("2026-09-17 00:01:00")
		w.used(a, 2)
		w.settle(a, neverSent(given))
		w.used(a, 1)
	})
}

func TestAnAccessNearMidnightNeedsRoomOnBothDays(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(2, limit(2))
		w.goTo("2026-09-16 23:59:45")
		if p := w.refused(a, problem.CodeKuotaHabis); p.RetryAfter <= 0 || p.RetryAfter > 15*time.Second {
			t.Errorf("there is room again in %v", p.RetryAfter)
		}
		w.goTo("2026-09-17 00:00:10") // the registry's clock may still say the 16th, which is used up
		if p := w.refused(a, problem.CodeKuotaHabis); p.RetryAfter <= 0 || p.RetryAfter > 20*time.Second {
			t.Errorf("there is room again in %v", p.RetryAfter)
		}
		w.goTo("2026-09-17 00:00:31")
		w.admit(a)
		w.used(a, 1)
	})
}
