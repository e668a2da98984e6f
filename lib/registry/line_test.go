package registry_test

import (
	"context"
	"errors"
	"fmt"
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

func fault(kind registry.FaultKind) error { return fmt.Errorf("ask: %w", &registry.Fault{Kind: kind}) }

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

func TestNobodyWaitsLongerThanTheirOwnDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := newLine(1)
		enter(t, line)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		start := time.Now()
		refused(t, ctx, line, problem.CodeJalurPenuh)
		if waited := time.Since(start); waited != 10*time.Millisecond {
			t.Errorf("waited %s", waited)
		}
	})
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

func TestTransportFaultsInARowBreakTheLine(t *testing.T) {
	for _, kind := range []registry.FaultKind{registry.NotSent, registry.NoAnswer, registry.BrokenAnswer, registry.HTTPError} {
		synctest.Test(t, func(t *testing.T) {
			line := newLine(1)
			for range 3 {
				enter(t, line)(fault(kind))
			}
			start := time.Now()
			if again := refused(t, t.Context(), line, problem.CodeJalurTerputus); again != cooldown || time.Since(start) != 0 {
				t.Errorf("%s: Retry-After %s, waited %s", kind, again, time.Since(start))
			}
			pass(cooldown - 5*time.Second)
			if again := refused(t, t.Context(), line, problem.CodeJalurTerputus); again != 5*time.Second {
				t.Errorf("%s: Retry-After %s", kind, again)
			}
		})
	}
}

// What proves that the registry is up, or says nothing about it, never breaks the line.
func TestOnlyTransportFaultsCount(t *testing.T) {
	harmless := map[string]error{
		"a caller who hung up":       &registry.Fault{Kind: registry.NoAnswer, Cause: context.Canceled},
		"a caller who hung up early": &registry.Fault{Kind: registry.NotSent, Cause: context.Canceled},
		"a refusal on the way":       problem.New(problem.CodeKuotaHabis),
		"an answer":                  nil,
	}
	for _, kind := range registry.FaultKinds() {
		if f := (&registry.Fault{Kind: kind}); !f.Transport() {
			harmless[string(kind)] = f
		}
	}
	for name, outcome := range harmless {
		line := newLine(1)
		for range 10 {
			leave, err := line.Enter(t.Context())
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			leave(outcome)
		}
	}
}

func TestAnAnswerEndsTheRowOfFaultsAndAHangUpDoesNot(t *testing.T) {
	line := newLine(1)
	for _, outcome := range []error{fault(registry.NoAnswer), fault(registry.NoAnswer), fault(registry.LoginFailed),
		fault(registry.NoAnswer), fault(registry.NoAnswer), context.Canceled, errors.New("not asked")} {
		enter(t, line)(outcome)
	}
	enter(t, line)(fault(registry.NoAnswer))
	refused(t, t.Context(), line, problem.CodeJalurTerputus)
}

// broken returns a line whose cooldown is just over.
func broken(t *testing.T, slots int) *registry.Line {
	t.Helper()
	line := newLine(slots)
	for range 3 {
		enter(t, line)(fault(registry.NoAnswer))
	}
	pass(cooldown + time.Nanosecond)
	return line
}

func TestOneProbeAtATimeTriesABrokenLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := broken(t, 8)
		probe := enter(t, line)
		for range 8 { // none of them keeps a slot
			if again := refused(t, t.Context(), line, problem.CodeJalurTerputus); again <= 0 {
				t.Error("no Retry-After")
			}
		}
		probe(nil)
		for range 8 {
			enter(t, line)
		}
	})
}

func TestAProbeThatFailsKeepsTheLineBroken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := broken(t, 1)
		enter(t, line)(fault(registry.NotSent))
		if again := refused(t, t.Context(), line, problem.CodeJalurTerputus); again != cooldown {
			t.Errorf("Retry-After %s", again)
		}
	})
}

func TestAProbeThatSaysNothingMakesRoomForAnother(t *testing.T) {
	for _, outcome := range []error{fmt.Errorf("ask: %w", context.Canceled), problem.New(problem.CodeKuotaHabis)} {
		synctest.Test(t, func(t *testing.T) {
			line := broken(t, 1)
			enter(t, line)(outcome)
			enter(t, line)(nil)
			enter(t, line)(nil)
		})
	}
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
