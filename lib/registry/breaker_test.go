package registry_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"simpul/lib/problem"
	"simpul/lib/registry"
)

func fault(kind registry.FaultKind) error { return fmt.Errorf("ask: %w", &registry.Fault{Kind: kind}) }

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
		"a lease of somebody else's": &registry.Fault{Kind: registry.NotSent, NotTheLine: true},
		"an answer about another":    &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true},
		"a remembered refusal":       &registry.Fault{Kind: registry.LoginFailed, Held: true},
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
	for _, outcome := range []error{
		fmt.Errorf("ask: %w", context.Canceled), problem.New(problem.CodeKuotaHabis),
		&registry.Fault{Kind: registry.NotSent, NotTheLine: true}, &registry.Fault{Kind: registry.LoginFailed, Held: true},
	} {
		synctest.Test(t, func(t *testing.T) {
			line := broken(t, 1)
			enter(t, line)(outcome)
			enter(t, line)(fault(registry.NoAnswer)) // the probe: it breaks the line again at once
			refused(t, t.Context(), line, problem.CodeJalurTerputus)
			pass(cooldown + time.Nanosecond)
			enter(t, line)(outcome)
			enter(t, line)(nil)
			enter(t, line)(nil)
		})
	}
}
