package smartcard_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// state returns what the desk says of the slot.
func state(t *testing.T, d *smartcard.Desk) smartcard.State {
	t.Helper()
	synctest.Wait()
	slots, err := d.Slots()
	if err != nil || len(slots) != 1 || slots[0].Name != slot {
		t.Fatalf("%v %v", slots, err)
	}
	return slots[0].State
}

func TestTheDeskKnowsWhatIsInTheSlots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _, tray, plan, _ := desk()
		if _, err := d.Slots(); !errors.Is(err, smartcard.ErrService) {
			t.Errorf("before it has heard of the service: %v", err)
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go func() { _ = d.Run(ctx) }()
		want := func(expected smartcard.State) {
			t.Helper()
			if got := state(t, d); got != expected {
				t.Errorf("%s, want %s", got, expected)
			}
		}
		want(smartcard.Present)
		tray.Take()
		want(smartcard.Empty)
		tray.Put(smartcardtest.Blank{})
		want(smartcard.Present)
		plan.At(0, smartcardtest.Silent)
		short := within(t, time.Second)
		err := d.Use(short, func(cards []smartcard.Transmitter) error {
			want(smartcard.InUse)
			_, err := cards[0].Transmit(short, uid)
			return err
		}, slot)
		if !errors.Is(err, smartcard.ErrTimeout) {
			t.Error(err)
		}
		want(smartcard.Stuck)
		tray.Wake()
		want(smartcard.Present)
	})
}

func TestAServiceThatGoesAwayIsFoundAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _, _, _, readers := desk()
		readers.Stop()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		for range 3 {
			synctest.Wait()
			if _, err := d.Slots(); !errors.Is(err, smartcard.ErrService) {
				t.Errorf("while it is gone: %v", err)
			}
			readers.Start()
			time.Sleep(time.Second) // no time passes in a bubble
			if got := state(t, d); got != smartcard.Present {
				t.Errorf("back: %s", got)
			}
			readers.Stop()
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestAServiceThatStaysAwayIsNoNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _, _, _, readers := desk()
		readers.Stop()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go func() { _ = d.Run(ctx) }()
		synctest.Wait()
		select {
		case <-d.Changed():
			t.Error("whoever watches is woken for nothing")
		case <-time.After(time.Minute): // no time passes in a bubble
		}
	})
}

func TestWhoWaitsForACardHearsWhatIsInTheWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _, tray, _, readers := desk()
		wait := func(slot string, want error) {
			t.Helper()
			synctest.Wait() // until the desk has heard of the last change
			if err := d.Await(within(t, 10*time.Second), slot); !errors.Is(err, want) {
				t.Errorf("%v, want %v", err, want)
			}
		}
		readers.Stop()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go func() { _ = d.Run(ctx) }()
		wait(slot, smartcard.ErrService)
		readers.Start()
		wait(slot, nil)
		wait("Pembaca lain", smartcard.ErrNoReader)
		tray.Take()
		wait(slot, smartcard.ErrNoCard)
		go func() {
			time.Sleep(5 * time.Second) // no time passes in a bubble
			tray.Put(smartcardtest.Blank{})
		}()
		wait(slot, nil)
		if err := d.Use(t.Context(), func([]smartcard.Transmitter) error { wait(slot, smartcard.ErrBusy); return nil }, slot); err != nil {
			t.Error(err)
		}
		wait(slot, nil)
	})
}

// unsupported is a build without PC/SC.
type unsupported struct{ smartcard.Service }

func (unsupported) Watch(context.Context, func([]smartcard.Slot)) error {
	return smartcard.ErrUnsupported
}

func TestABuildWithoutPCSCIsNotTriedAgain(t *testing.T) {
	d := smartcard.NewDesk(unsupported{})
	if err := d.Run(t.Context()); !errors.Is(err, smartcard.ErrUnsupported) {
		t.Error(err)
	}
	if _, err := d.Slots(); !errors.Is(err, smartcard.ErrUnsupported) {
		t.Error(err)
	}
}
