//go:build cgo && linux

package pcsc_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/pcscdtest"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// ample is the deadline where a read must come to a certain command before it, on a machine that is busy too.
const ample = 2 * time.Second

// deadline is that of one read.
const deadline = 300 * time.Millisecond

// late is how much more than its deadline a read may take: for the machine to be busy, not for the card.
const late = 2 * time.Second

// TestFaultsThroughTheRealStackLeaveItUsable lets faults happen at commands to the card and to the SAM, from the first to the
// last. Package ktpel tests each at every command, without pcscd.
func TestFaultsThroughTheRealStackLeaveItUsable(t *testing.T) {
	s := start(t, ktpel.Default(), smartcardtest.Public())
	s.wantGenuine(t)
	last := s.plan.Count() - 1
	faults := 0
	for _, fault := range smartcardtest.Faults() {
		places := []int{0, 1, 2, 3, last / 3, last / 2, 2 * last / 3, last}
		if fault == smartcardtest.Removed || fault == smartcardtest.Silent { // pcscd looks twice a second for a card that is back
			places = []int{0, 1, last / 2, last}
		}
		for _, i := range places {
			s.suffers(t, i, fault)
			faults++
		}
	}
	t.Logf("%d faults at places of %d commands", faults, last+1)
}

// suffers reads with a fault, and once more after it.
func (s *stack) suffers(t *testing.T, i int, fault smartcardtest.Fault) {
	t.Helper()
	at := fmt.Sprintf("%s at command %d", fault, i)
	s.plan.At(i, fault)
	begin := time.Now()
	_, err := s.read(t, deadline)
	if took := time.Since(begin); took > deadline+late {
		t.Errorf("%s: %v", at, took)
	}
	_, typed := errors.AsType[*ktpel.Failure](err)
	silent := fault == smartcardtest.Silent || fault == smartcardtest.Removed
	if err != nil && !typed || silent && err == nil || fault == smartcardtest.Silent && !errors.Is(err, smartcard.ErrTimeout) {
		t.Errorf("%s: %v", at, err)
	}
	s.plan.At(0, "")
	if silent {
		s.putBack(t)
	}
	s.wantGenuine(t)
}

// lift is how long a card is away before it is laid back: pcscd looks every 400 ms, and a card that is back before it has
// looked it takes for absent, after the failed reset, until the card is lifted again. There is nothing to wait for instead.
const lift = 900 * time.Millisecond

// putBack takes card and SAM away and lays them back.
func (s *stack) putBack(t *testing.T) {
	t.Helper()
	s.cards.Take()
	s.sams.Take()
	select {
	case <-time.After(lift):
	case <-t.Context().Done():
	}
	s.cards.Put(s.card)
	s.sams.Put(s.sam)
}

// TestASilentCardShowsItsReaderAsStuckUntilItAnswers: pcscd itself is blocked by such a card, and only what the desk knows by
// itself can be told.
func TestASilentCardShowsItsReaderAsStuckUntilItAnswers(t *testing.T) {
	s := start(t, ktpel.Default(), smartcardtest.Public())
	s.wantGenuine(t)
	s.plan.At(6, smartcardtest.Silent) // the card's challenge
	if _, err := s.read(t, ample); !errors.Is(err, smartcard.ErrTimeout) {
		t.Fatal(err)
	}
	if state := s.state(t, pcscdtest.Slot(0)); state != smartcard.Stuck {
		t.Errorf("the slot is %s", state)
	}
	if _, err := s.read(t, ample); !errors.Is(err, smartcard.ErrStuck) {
		t.Errorf("a read meanwhile: %v", err)
	}
	if s.counting.Held() == 0 {
		t.Error("the connection is released, and the call on it still out")
	}
	s.cards.Wake()
	s.wantGenuine(t)
	if held := s.counting.Held(); held != 0 {
		t.Errorf("%d connections are still held", held)
	}
}

func (s *stack) state(t *testing.T, slot string) smartcard.State {
	t.Helper()
	slots, err := s.desk.Slots()
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range slots {
		if known.Name == slot {
			return known.State
		}
	}
	return smartcard.Gone
}

// TestAServiceThatIsKilledIsFoundAgain: between reads, and in the middle of one.
func TestAServiceThatIsKilledIsFoundAgain(t *testing.T) {
	s := start(t, ktpel.Default(), smartcardtest.Public())
	s.wantGenuine(t)
	s.pcscd.Kill()
	if _, err := s.read(t, ample); !errors.Is(err, smartcard.ErrService) {
		t.Errorf("without a service: %v", err)
	}
	s.pcscd.Restart()
	s.wantGenuine(t)

	s.plan.At(7, smartcardtest.Silent) // the SAM's cryptogram
	if _, err := s.read(t, ample); !errors.Is(err, smartcard.ErrTimeout) {
		t.Errorf("in the middle: %v", err)
	}
	s.pcscd.Kill()
	s.sams.Wake()
	s.pcscd.Restart()
	s.wantGenuine(t)
	if held := s.counting.Held(); held != 0 {
		t.Errorf("%d connections are still held", held)
	}
}

// TestAnotherProgramsCardIsToldApart: it has the card to itself, and then lets go.
func TestAnotherProgramsCardIsToldApart(t *testing.T) {
	s := start(t, ktpel.Default(), smartcardtest.Public())
	s.ready(t)
	theirs, err := s.counting.Connect(pcscdtest.Slot(0))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.read(t, ample); !errors.Is(err, smartcard.ErrShared) {
		t.Errorf("%v", err)
	}
	if err := theirs.Disconnect(); err != nil {
		t.Error(err)
	}
	s.wantGenuine(t)
}
