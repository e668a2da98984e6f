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

// pair is two slots with a blank card each.
type pair struct {
	desk     *smartcard.Desk
	counting *smartcardtest.Counting
	keeping  *keeping
	plan     *smartcardtest.Plan
	tray     *smartcardtest.Tray // of the first
}

func newPair() *pair {
	p := &pair{plan: &smartcardtest.Plan{}}
	p.tray = smartcardtest.NewTray(p.plan)
	other := smartcardtest.NewTray(p.plan)
	p.tray.Put(smartcardtest.Blank{})
	other.Put(smartcardtest.Blank{})
	p.counting = &smartcardtest.Counting{Service: smartcardtest.NewReaders(map[string]*smartcardtest.Tray{slot: p.tray, otherSlot: other})}
	p.keeping = &keeping{Service: p.counting}
	p.desk = smartcard.NewDesk(p.keeping)
	return p
}

func (p *pair) use(ctx context.Context, work func(cards []smartcard.Transmitter) error) error {
	return p.desk.Use(ctx, work, slot, otherSlot)
}

// released fails the test unless nothing is held, and nothing was released twice.
func (p *pair) released(t *testing.T) {
	t.Helper()
	if p.counting.Held() != 0 || p.counting.Twice() != 0 {
		t.Errorf("%d held, %d released twice", p.counting.Held(), p.counting.Twice())
	}
}

var uid = []byte{0xFF, 0xCA, 0, 0, 0}

func TestWorkSpeaksToBothCardsAndWhatItReturnsIsReturned(t *testing.T) {
	p := newPair()
	said := errors.New("said")
	err := p.use(t.Context(), func(cards []smartcard.Transmitter) error {
		_, one := cards[0].Transmit(t.Context(), uid)
		_, two := cards[1].Transmit(t.Context(), uid)
		return errors.Join(one, two, said)
	})
	if !errors.Is(err, said) || p.plan.Count() != 2 {
		t.Errorf("%v, %d commands", err, p.plan.Count())
	}
	p.released(t)
	if err := p.use(t.Context(), idle); err != nil {
		t.Error("a second time:", err)
	}
}

func TestTheDeadlineEndsAUseAndBothCardsAreLetGoWhenTheCallComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPair()
		p.plan.At(0, smartcardtest.Silent)
		ctx, late := within(t, time.Second), make(chan error, 2)
		begin := time.Now()
		err := p.use(ctx, func(cards []smartcard.Transmitter) error {
			_, err := cards[0].Transmit(ctx, uid)
			late <- err
			_, err = cards[1].Transmit(ctx, uid)
			late <- err
			return nil
		})
		if !errors.Is(err, smartcard.ErrTimeout) || time.Since(begin) > time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		for _, name := range []string{slot, otherSlot} {
			if err := p.desk.Use(t.Context(), idle, name); !errors.Is(err, smartcard.ErrStuck) {
				t.Errorf("%s: %v", name, err)
			}
		}
		p.tray.Wake()
		synctest.Wait()
		for range 2 {
			if err := <-late; !errors.Is(err, smartcard.ErrTimeout) {
				t.Errorf("work is told %v", err)
			}
		}
		p.released(t)
		if p.plan.Count() != 1 {
			t.Errorf("%d commands", p.plan.Count())
		}
		if answer := p.keeping.slices[1]; len(answer) == 0 || len(bytes.Trim(answer, "\x00")) > 0 {
			t.Error("what came too late is not wiped")
		}
	})
}

func TestWhereOneCardCannotBeHadTheOtherIsLetGo(t *testing.T) {
	p := newPair()
	err := p.desk.Use(t.Context(), func([]smartcard.Transmitter) error { t.Error("work begins"); return nil }, slot, "Pembaca lain")
	if connecting, ok := errors.AsType[*smartcard.ConnectError](err); !ok || connecting.Slot != "Pembaca lain" || !errors.Is(err, smartcard.ErrNoReader) {
		t.Error(err)
	}
	if p.counting.Taken() != 1 {
		t.Errorf("%d connections", p.counting.Taken())
	}
	p.released(t)
}

func TestAPanicInTheMidstOfWorkIsAnErrorThatTellsNothing(t *testing.T) { // PKS-2.2j
	p := newPair()
	err := p.use(t.Context(), func([]smartcard.Transmitter) error { panic("PENANDA") })
	if err == nil || strings.Contains(err.Error(), "PENANDA") {
		t.Error(err)
	}
	p.released(t)
}

func TestNothingIsBegunTooLate(t *testing.T) {
	p := newPair()
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := p.use(ended, nil); !errors.Is(err, smartcard.ErrTimeout) || p.counting.Taken() != 0 {
		t.Error(err)
	}
}
