package registry_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"simpul/lib/config"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

const cooldown = 30 * time.Second

func newLine(slots int) *registry.Line {
	return registry.NewLine(config.Registry{Slots: slots, Breaker: config.Breaker{Failures: 3, Cooldown: cooldown}})
}

// enter expects to be let in.
func enter(t *testing.T, line *registry.Line) (leave func(error)) {
	t.Helper()
	leave, err := line.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return leave
}

// refused expects a refusal of that code and returns its Retry-After.
func refused(t *testing.T, ctx context.Context, line *registry.Line, code problem.Code) time.Duration {
	t.Helper()
	leave, err := line.Enter(ctx)
	if !problem.Is(err, code) || leave != nil {
		t.Fatalf("want %s, got %v", code, err)
	}
	return problem.As(err).RetryAfter
}

// pass lets time go by; inside a synctest bubble it takes none.
func pass(d time.Duration) { <-time.After(d) }

func TestAFullLineRefusesAfterAShortWait_JUKNIS_I_B(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := newLine(2)
		leave := enter(t, line)
		enter(t, line)
		start := time.Now()
		if again := refused(t, t.Context(), line, problem.CodeJalurPenuh); again <= 0 {
			t.Error("no Retry-After")
		}
		if waited := time.Since(start); waited <= 0 || waited > time.Second {
			t.Errorf("waited %s", waited)
		}
		leave(nil)
		enter(t, line)
	})
}

func TestASlotThatComesFreeInTimeIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := newLine(1)
		leave := enter(t, line)
		time.AfterFunc(100*time.Millisecond, func() { leave(nil) })
		enter(t, line)(nil)
	})
}

// Whoever waits is answered while there is still time to hear it: X-Timeout and exec_timeout end the context.
func TestAWaitEndsBeforeTheCallersOwnDeadline(t *testing.T) {
	for deadline, want := range map[time.Duration]time.Duration{
		400 * time.Millisecond: 300 * time.Millisecond,
		100 * time.Millisecond: 0,
		10 * time.Millisecond:  0,
		10 * time.Second:       registry.SlotWait,
	} {
		synctest.Test(t, func(t *testing.T) {
			line := newLine(1)
			enter(t, line)
			ctx, cancel := context.WithTimeout(t.Context(), deadline)
			defer cancel()
			start := time.Now()
			refused(t, ctx, line, problem.CodeJalurPenuh)
			if waited := time.Since(start); waited != want {
				t.Errorf("of %s waited %s, want %s", deadline, waited, want)
			}
		})
	}
}

func TestAFreeSlotNeedsNoTimeToWait(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	leave, err := newLine(1).Enter(ctx)
	if err != nil {
		t.Fatal(err)
	}
	leave(nil)
}

func TestLeavingTwiceFreesOneSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := newLine(2)
		enter(t, line)
		leave := enter(t, line)
		leave(nil)
		leave(fault(registry.NoAnswer))
		enter(t, line)
		refused(t, t.Context(), line, problem.CodeJalurPenuh)
	})
}

func TestNoMoreCallsThanSlotsAreOnTheLineAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := newLine(3)
		var mu sync.Mutex
		var calls sync.WaitGroup
		inside, most := 0, 0
		for range 9 {
			calls.Go(func() {
				leave := enter(t, line)
				mu.Lock()
				inside++
				most = max(most, inside)
				mu.Unlock()
				pass(100 * time.Millisecond)
				mu.Lock()
				inside--
				mu.Unlock()
				leave(nil)
			})
		}
		calls.Wait()
		if most != 3 {
			t.Errorf("%d at once", most)
		}
	})
}

func BenchmarkEnterAndLeave(b *testing.B) {
	line := newLine(8)
	b.ReportAllocs()
	for b.Loop() {
		leave, err := line.Enter(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		leave(nil)
	}
}
