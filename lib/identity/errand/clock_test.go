package errand_test

import (
	"testing"
	"time"

	"simpul/lib/problem"
)

const year = 365 * 24 * time.Hour

// started lets a gate start while its clock is off by so much, and sets the clock right; the process has been there for up.
func (w *world) started(off, up time.Duration) {
	w.t.Helper()
	right := w.clock()
	w.set(right.Add(off))
	w.gate = w.newGate()
	w.gate.SetUp(func() time.Duration { return up })
	w.set(right)
}

func TestAGateThatStartedWithAWrongClockWorksOnceItIsRight(t *testing.T) {
	for _, off := range []time.Duration{-year, year} {
		w := newWorld(t)
		w.started(off, time.Minute)
		if err := w.gate.Open(); err != nil {
			t.Errorf("off by %v: %v", off, err)
		}
		if _, err := w.gate.Admit(w.minted()); err != nil {
			t.Errorf("off by %v: %v", off, err)
		}
	}
}

func TestAGateThatStartedWithAWrongClockRefusesWhatTheOldOneMayHaveLetIn(t *testing.T) {
	w := newWorld(t)
	token := w.minted()
	_, err := w.gate.Admit(token)
	must(t, err)
	w.set(w.clock().Add(20 * time.Second))
	w.started(-year, 10*time.Second)
	if _, err := w.gate.Admit(token); !problem.Is(err, problem.CodeTokenTidakSah) {
		t.Error("the old process's token is let in:", err)
	}
}

func TestAClockThatWasAheadForAMomentKeepsNobodyOut(t *testing.T) {
	w := newWorld(t)
	token := w.minted()
	w.set(w.clock().Add(year))
	if _, err := w.gate.Admit(token); !problem.Is(err, problem.CodeTokenKedaluwarsa) {
		t.Error(err)
	}
	w.set(w.clock().Add(-year))
	if _, err := w.gate.Admit(token); err != nil {
		t.Error("once the clock is right:", err)
	}
}
