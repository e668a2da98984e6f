package duty_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/lib/admission/redistest"
	"simpul/lib/duty"
	"simpul/lib/problem"
)

func TestTenAtOnceRunOnce(t *testing.T) {
	onEach(t, func(w *world) {
		var ran atomic.Int64
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if w.runs(w.replica()) {
					ran.Add(1)
				}
			})
		}
		all.Wait()
		if ran.Load() != 1 {
			t.Errorf("%d runs", ran.Load())
		}
	})
}

func TestTheNextTurnComesAMinuteAfterTheStart(t *testing.T) {
	onEach(t, func(w *world) {
		w.expect(w.replica(), true, "at first")
		w.pass(50 * time.Second)
		w.expect(w.replica(), false, "after 50 seconds")
		w.pass(10 * time.Second)
		w.expect(w.replica(), true, "after a minute")
	})
}

// A work that takes longer than a turn is not begun a second time while its process lives.
func TestNobodyJoinsARunThatIsUnderWay(t *testing.T) {
	onEach(t, func(w *world) {
		ran, err := w.replica().Run(t.Context(), func(context.Context) error {
			w.pass(9 * time.Minute)
			w.expect(w.replica(), false, "while it runs")
			return nil
		})
		if !ran || err != nil {
			t.Errorf("%v, %v", ran, err)
		}
		w.expect(w.replica(), true, "after its end")
	})
}

// A process that died left its lease behind: it ends by the time in it, whether the key expires or not.
func TestADeadProcessHoldsItsLeaseAndNoLonger(t *testing.T) {
	onEach(t, func(w *world) {
		var left string
		_, _ = w.replica().Run(t.Context(), func(context.Context) error { left = w.value(); return nil })
		w.set(left) // as it was while the process lived
		w.pass(10*time.Minute - 10*time.Second)
		w.expect(w.replica(), false, "before the lease ends")
		w.pass(10 * time.Second)
		w.expect(w.replica(), true, "after it")
	})
}

func TestAFailedRunIsToldAndNotRepeatedAtOnce(t *testing.T) {
	w := newWorld(t, redistest.Start(t).URL())
	broken := errors.New("broken")
	if ran, err := w.replica().Run(t.Context(), func(context.Context) error { return broken }); !ran || !errors.Is(err, broken) {
		t.Errorf("%v, %v", ran, err)
	}
	w.expect(w.replica(), false, "at once")
	w.pass(time.Minute)
	w.expect(w.replica(), true, "a minute later")
}

func TestAnUnreadableOrImpossibleValueStopsNobody(t *testing.T) {
	onEach(t, func(w *world) {
		for _, value := range []string{"", "x", "1 2", "9000000000000 9000000000001 z"} {
			w.set(value)
			w.expect(w.replica(), true, value)
			w.expect(w.replica(), false, value+", and again")
		}
	})
}

// An hour back is more than a turn: the old start says nothing any more.
func TestAClockSetBackStopsNobodyForLong(t *testing.T) {
	onEach(t, func(w *world) {
		w.expect(w.replica(), true, "at first")
		w.pass(-30 * time.Second)
		w.expect(w.replica(), false, "half a minute back")
		w.pass(-time.Hour)
		w.expect(w.replica(), true, "an hour back")
	})
}

func TestTheWorkEndsBeforeItsLease(t *testing.T) {
	w := newWorld(t, redistest.Start(t).URL())
	before := time.Now()
	_, err := w.replica().Run(t.Context(), func(ctx context.Context) error {
		if end, bounded := ctx.Deadline(); !bounded || end.Before(before) || end.After(time.Now().Add(10*time.Minute)) {
			t.Errorf("%v, %v", end, bounded)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// The driver sends a step again when its reply is lost: the lease is found to be one's own.
func TestALostReplyLosesNoTurn(t *testing.T) {
	proxy := redistest.NewProxy(t, redistest.Start(t))
	w := newWorld(t, proxy.URL())
	w.expect(w.replica(), true, "to load the scripts")
	proxy.LoseEvery(3)
	for range 6 {
		w.pass(time.Minute)
		w.expect(w.replica(), true, "with lost replies")
	}
	if proxy.Lost() == 0 {
		t.Error("no reply was lost")
	}
}

func TestAHungRedisIsToldInTime(t *testing.T) {
	server := redistest.Start(t)
	w := newWorld(t, server.URL())
	hasty := duty.New(w.client, duty.Settings{Name: "uji", Every: time.Minute, Longest: 10 * time.Minute, Timeout: 300 * time.Millisecond})
	patient, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	server.Pause()
	ran, err := hasty.Run(patient, func(context.Context) error { t.Error("worked"); return nil })
	server.Resume()
	if ran || !problem.Is(err, problem.CodePenyimpananTidakTersedia) || patient.Err() != nil {
		t.Errorf("%v, %v, and %v", ran, err, patient.Err())
	}
}

func TestWithoutRedisNothingIsDone(t *testing.T) {
	server := redistest.Start(t)
	w := newWorld(t, server.URL())
	server.Kill()
	ran, err := w.replica().Run(t.Context(), func(context.Context) error { t.Error("worked"); return nil })
	if ran || !problem.Is(err, problem.CodePenyimpananTidakTersedia) || strings.Contains(err.Error(), server.Addr()) {
		t.Errorf("%v, %v", ran, err)
	}
}

func BenchmarkASkippedCall(b *testing.B) {
	w := newWorld(b, redistest.Start(b).URL())
	d := w.replica()
	w.expect(d, true, "at first")
	for b.Loop() {
		if w.runs(d) {
			b.Fatal("ran")
		}
	}
}
