package smartcard_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

const slot = "Pembaca 00 00"

// desk is one with a blank card in its slot, that fails as planned.
func desk() (*smartcard.Desk, *smartcardtest.Counting, *smartcardtest.Tray, *smartcardtest.Plan, *smartcardtest.Readers) {
	plan := &smartcardtest.Plan{}
	tray := smartcardtest.NewTray(plan)
	tray.Put(smartcardtest.Blank{})
	readers := smartcardtest.NewReaders(map[string]*smartcardtest.Tray{slot: tray})
	counting := &smartcardtest.Counting{Service: readers}
	return smartcard.NewDesk(counting), counting, tray, plan, readers
}

func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// idle is work that says nothing to the cards.
func idle([]smartcard.Transmitter) error { return nil }

func TestASlotIsOneUsersAtATime(t *testing.T) {
	d, counting, _, _, _ := desk()
	err := d.Use(t.Context(), func([]smartcard.Transmitter) error { return d.Use(t.Context(), idle, slot) }, slot)
	if connecting, ok := errors.AsType[*smartcard.ConnectError](err); !ok || connecting.Slot != slot || !errors.Is(err, smartcard.ErrBusy) {
		t.Errorf("a second user: %v", err)
	}
	if err := d.Use(t.Context(), idle, slot); err != nil {
		t.Fatalf("after the first has let go: %v", err)
	}
	if counting.Taken() != 2 || counting.Held() != 0 || counting.Twice() != 0 {
		t.Errorf("%d taken, %d held, %d released twice", counting.Taken(), counting.Held(), counting.Twice())
	}
}

func TestWhereOneSlotIsInUseNoneIsTaken(t *testing.T) {
	d, counting, _, _, _ := desk()
	err := d.Use(t.Context(), func([]smartcard.Transmitter) error {
		if err := d.Use(t.Context(), idle, otherSlot, slot); !errors.Is(err, smartcard.ErrBusy) {
			t.Errorf("both: %v", err)
		}
		return d.Use(t.Context(), idle, otherSlot)
	}, slot)
	if !errors.Is(err, smartcard.ErrNoReader) { // which no other has
		t.Errorf("the other: %v", err)
	}
	if counting.Taken() != 1 {
		t.Errorf("%d connections", counting.Taken())
	}
}

func TestOfFiftyUsersOneHasTheSlot(t *testing.T) {
	d, counting, _, _, _ := desk()
	var all sync.WaitGroup
	errs, over := make(chan error, 50), make(chan struct{})
	for range 50 {
		all.Go(func() {
			errs <- d.Use(t.Context(), func([]smartcard.Transmitter) error { <-over; return nil }, slot)
		})
	}
	for range 49 {
		if err := <-errs; !errors.Is(err, smartcard.ErrBusy) {
			t.Error(err)
		}
	}
	close(over)
	all.Wait()
	if err := <-errs; err != nil || counting.Taken() != 1 {
		t.Errorf("%v, %d connections", err, counting.Taken())
	}
}
