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

func TestACallThatIsOverdueLetsGoWhenItReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, counting, tray, plan, _ := desk()
		plan.At(0, smartcardtest.Silent)
		if err := d.Use(within(t, time.Second), ask, slot); !errors.Is(err, smartcard.ErrTimeout) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		if err := d.Use(t.Context(), idle, slot); !errors.Is(err, smartcard.ErrStuck) {
			t.Errorf("another user: %v", err)
		}
		if counting.Held() != 1 {
			t.Error("released under a call that is out")
		}
		tray.Wake()
		synctest.Wait()
		if counting.Held() != 0 {
			t.Error("not released when the call came back")
		}
		if err := d.Use(t.Context(), ask, slot); err != nil {
			t.Error(err)
		}
	})
}

// ask is work that sends a command to the first card, and takes its time.
func ask(cards []smartcard.Transmitter) error {
	_, err := cards[0].Transmit(context.Background(), uid)
	return err
}

// slow is a service that connects, and lets go, when it is told to.
type slow struct {
	smartcard.Service
	connect, disconnect chan struct{}
}

func (s *slow) Connect(slot string) (smartcard.Card, error) {
	<-s.connect
	card, err := s.Service.Connect(slot)
	return &slowCard{card, s}, err
}

type slowCard struct {
	smartcard.Card
	of *slow
}

func (c *slowCard) Disconnect() error {
	<-c.of.disconnect
	return c.Card.Disconnect()
}

func TestAConnectionThatComesTooLateIsReleased(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, counting, _, _, _ := desk()
		s := &slow{counting, make(chan struct{}), make(chan struct{})}
		close(s.disconnect)
		d := smartcard.NewDesk(s)
		err := d.Use(within(t, time.Second), func([]smartcard.Transmitter) error { t.Error("work begins"); return nil }, slot)
		if connecting, ok := errors.AsType[*smartcard.ConnectError](err); !ok || connecting.Slot != slot || !errors.Is(err, smartcard.ErrTimeout) {
			t.Fatal(err)
		}
		if err := d.Use(t.Context(), idle, slot); !errors.Is(err, smartcard.ErrStuck) {
			t.Error(err)
		}
		close(s.connect)
		synctest.Wait()
		if counting.Taken() != 1 || counting.Held() != 0 {
			t.Errorf("%d taken, %d held", counting.Taken(), counting.Held())
		}
	})
}

func TestAReaderThatDoesNotLetGoIsStuckUntilItDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, counting, _, _, _ := desk()
		s := &slow{counting, make(chan struct{}), make(chan struct{})}
		close(s.connect)
		d := smartcard.NewDesk(s)
		begin := time.Now()
		if err := d.Use(within(t, time.Millisecond), idle, slot); err != nil || time.Since(begin) > time.Millisecond {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		if err := d.Use(within(t, time.Millisecond), idle, slot); !errors.Is(err, smartcard.ErrStuck) || time.Since(begin) > 2*time.Millisecond {
			t.Errorf("another user: %v after %v", err, time.Since(begin))
		}
		close(s.disconnect)
		synctest.Wait()
		if counting.Held() != 0 {
			t.Error("still held")
		}
	})
}

func TestAReaderThatDoesNotLetGoIsNotWaitedForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, counting, _, _, _ := desk()
		s := &slow{counting, make(chan struct{}), make(chan struct{})}
		close(s.connect)
		d := smartcard.NewDesk(s)
		said := errors.New("said")
		begin := time.Now()
		err := d.Use(t.Context(), func([]smartcard.Transmitter) error { return said }, slot)
		if !errors.Is(err, said) || time.Since(begin) > time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		time.AfterFunc(100*time.Millisecond, func() { close(s.disconnect) })
		if err := d.Use(t.Context(), idle, slot); err != nil {
			t.Fatalf("a slot that is let go in a moment: %v", err)
		}
		if counting.Held() != 0 {
			t.Error("still held")
		}
	})
}

// keeping is a card that remembers the slices it was given and gave.
type keeping struct {
	smartcard.Service
	slices [][]byte
}

type keepingCard struct {
	smartcard.Card
	in *keeping
}

func (k *keeping) Connect(slot string) (smartcard.Card, error) {
	card, err := k.Service.Connect(slot)
	return keepingCard{card, k}, err
}

func (c keepingCard) Transmit(apdu []byte) ([]byte, error) {
	answer, err := c.Card.Transmit(apdu)
	c.in.slices = append(c.in.slices, apdu, answer)
	return answer, err
}
