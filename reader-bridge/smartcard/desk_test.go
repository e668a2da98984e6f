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

func TestASlotIsOneUsersAtATime(t *testing.T) {
	d, counting, _, _, _ := desk()
	c, err := d.Open(t.Context(), slot)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Open(t.Context(), slot); !errors.Is(err, smartcard.ErrBusy) {
		t.Errorf("a second user: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if c, err = d.Open(t.Context(), slot); err != nil {
		t.Fatalf("after the first has closed: %v", err)
	}
	_ = c.Close()
	_ = c.Close()
	if counting.Held() != 0 || counting.Twice() != 0 {
		t.Errorf("%d held, %d released twice", counting.Held(), counting.Twice())
	}
}

func TestOfFiftyUsersOneHasTheSlot(t *testing.T) {
	d, counting, _, _, _ := desk()
	var all sync.WaitGroup
	opened, errs := make(chan *smartcard.Channel, 50), make(chan error, 50)
	for range 50 {
		all.Go(func() {
			if c, err := d.Open(t.Context(), slot); err != nil {
				errs <- err
			} else {
				opened <- c
			}
		})
	}
	all.Wait()
	if len(opened) != 1 || counting.Taken() != 1 {
		t.Errorf("%d have it, of %d connections", len(opened), counting.Taken())
	}
	for range len(errs) {
		if err := <-errs; !errors.Is(err, smartcard.ErrBusy) {
			t.Error(err)
		}
	}
	_ = (<-opened).Close()
}
