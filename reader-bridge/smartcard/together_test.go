package smartcard_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

const otherSlot = "Pembaca 00 01"

// pair is two slots with a blank card each, and a channel to both.
type pair struct {
	desk     *smartcard.Desk
	counting *smartcardtest.Counting
	keeping  *keeping
	plan     *smartcardtest.Plan
	tray     *smartcardtest.Tray // of the first
	channels [2]*smartcard.Channel
}

func newPair(t *testing.T) *pair {
	t.Helper()
	p := &pair{plan: &smartcardtest.Plan{}}
	p.tray = smartcardtest.NewTray(p.plan)
	other := smartcardtest.NewTray(p.plan)
	p.tray.Put(smartcardtest.Blank{})
	other.Put(smartcardtest.Blank{})
	p.counting = &smartcardtest.Counting{Service: smartcardtest.NewReaders(map[string]*smartcardtest.Tray{slot: p.tray, otherSlot: other})}
	p.keeping = &keeping{Service: p.counting}
	p.desk = smartcard.NewDesk(p.keeping)
	for i, name := range []string{slot, otherSlot} {
		var err error
		if p.channels[i], err = p.desk.Open(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func (p *pair) together(ctx context.Context, work func(first, second smartcard.Transmitter) error) error {
	return smartcard.Together(ctx, p.channels[0], p.channels[1], work)
}

func (p *pair) close() { _, _ = p.channels[0].Close(), p.channels[1].Close() }

var uid = []byte{0xFF, 0xCA, 0, 0, 0}

func TestTogetherSpeaksToBothCardsAndReturnsWhatWorkDoes(t *testing.T) {
	p := newPair(t)
	said := errors.New("said")
	err := p.together(t.Context(), func(first, second smartcard.Transmitter) error {
		_, one := first.Transmit(t.Context(), uid)
		_, two := second.Transmit(t.Context(), uid)
		return errors.Join(one, two, said)
	})
	if !errors.Is(err, said) || p.plan.Count() != 2 {
		t.Errorf("%v, %d commands", err, p.plan.Count())
	}
	if err := p.together(t.Context(), func(smartcard.Transmitter, smartcard.Transmitter) error { return nil }); err != nil {
		t.Error("a second time:", err)
	}
	p.close()
	if p.counting.Held() != 0 {
		t.Error("still held")
	}
}

func TestTogetherReturnsByItsDeadlineAndLetsGoOfBothWhenTheCallComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair(t)
		p.plan.At(0, smartcardtest.Silent)
		ctx, late := within(t, time.Second), make(chan error, 2)
		begin := time.Now()
		err := p.together(ctx, func(first, second smartcard.Transmitter) error {
			_, err := first.Transmit(ctx, uid)
			late <- err
			_, err = second.Transmit(ctx, uid)
			late <- err
			return nil
		})
		if !errors.Is(err, smartcard.ErrTimeout) || time.Since(begin) > time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		for _, name := range []string{slot, otherSlot} {
			if _, err := p.desk.Open(t.Context(), name); !errors.Is(err, smartcard.ErrStuck) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := p.together(t.Context(), nil); !errors.Is(err, smartcard.ErrStuck) {
			t.Errorf("again: %v", err)
		}
		p.close()
		p.tray.Wake()
		synctest.Wait()
		for range 2 {
			if err := <-late; !errors.Is(err, smartcard.ErrTimeout) {
				t.Errorf("work is told %v", err)
			}
		}
		if p.counting.Held() != 0 || p.counting.Twice() != 0 || p.plan.Count() != 1 {
			t.Errorf("%d held, %d released twice, %d commands", p.counting.Held(), p.counting.Twice(), p.plan.Count())
		}
		if answer := p.keeping.slices[1]; len(answer) == 0 || len(bytes.Trim(answer, "\x00")) > 0 {
			t.Error("what came too late is not wiped")
		}
	})
}

func TestAPanicInTheMidstOfWorkIsAnErrorThatTellsNothing(t *testing.T) { // PKS-2.2j
	p := newPair(t)
	err := p.together(t.Context(), func(smartcard.Transmitter, smartcard.Transmitter) error { panic("PENANDA") })
	if err == nil || strings.Contains(err.Error(), "PENANDA") {
		t.Error(err)
	}
	p.close()
	if p.counting.Held() != 0 {
		t.Error("still held")
	}
}

func TestTogetherBeginsNothingTooLate(t *testing.T) {
	p := newPair(t)
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := p.together(ended, nil); !errors.Is(err, smartcard.ErrTimeout) || p.plan.Count() != 0 {
		t.Error(err)
	}
	p.close()
}
