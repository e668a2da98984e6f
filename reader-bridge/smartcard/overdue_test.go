package smartcard_test

import (
	"bytes"
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
		c, err := d.Open(t.Context(), slot)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Transmit(within(t, time.Second), []byte{0, 0xA4, 0, 0}); !errors.Is(err, smartcard.ErrTimeout) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		if err := c.Close(); err != nil {
			t.Errorf("closing what is overdue: %v", err)
		}
		if _, err := c.Transmit(t.Context(), []byte{0, 0xA4, 0, 0}); !errors.Is(err, smartcard.ErrStuck) {
			t.Errorf("another command: %v", err)
		}
		if _, err := d.Open(t.Context(), slot); !errors.Is(err, smartcard.ErrStuck) {
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
		if c, err = d.Open(t.Context(), slot); err != nil {
			t.Fatal(err)
		}
		_ = c.Close()
	})
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
		if _, err := d.Open(within(t, time.Second), slot); !errors.Is(err, smartcard.ErrTimeout) {
			t.Fatal(err)
		}
		if _, err := d.Open(t.Context(), slot); !errors.Is(err, smartcard.ErrStuck) {
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
		c, err := d.Open(t.Context(), slot)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		if err := c.CloseWithin(within(t, time.Millisecond)); !errors.Is(err, smartcard.ErrStuck) || time.Since(begin) > time.Millisecond {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		if _, err := d.Open(within(t, time.Millisecond), slot); !errors.Is(err, smartcard.ErrStuck) || time.Since(begin) > 2*time.Millisecond {
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
		c, err := d.Open(t.Context(), slot)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		if err := c.Close(); !errors.Is(err, smartcard.ErrStuck) || time.Since(begin) > time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		time.AfterFunc(100*time.Millisecond, func() { close(s.disconnect) })
		if c, err = d.Open(t.Context(), slot); err != nil {
			t.Fatalf("a slot that is let go in a moment: %v", err)
		}
		_ = c.Close()
		synctest.Wait()
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

func TestWhatNobodyTakesAnyMoreIsWiped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, counting, tray, plan, _ := desk()
		k := &keeping{Service: counting}
		plan.At(0, smartcardtest.Silent)
		c, err := smartcard.NewDesk(k).Open(t.Context(), slot)
		if err != nil {
			t.Fatal(err)
		}
		apdu := []byte{0xFF, 0xCA, 0, 0, 0}
		_, _ = c.Transmit(within(t, time.Second), apdu)
		tray.Wake()
		synctest.Wait()
		if len(k.slices) != 2 || len(k.slices[1]) != 6 {
			t.Fatalf("%d slices", len(k.slices))
		}
		for _, slice := range k.slices {
			if len(bytes.Trim(slice, "\x00")) > 0 {
				t.Errorf("%d bytes are left", len(slice))
			}
		}
		if apdu[0] != 0xFF {
			t.Error("the caller's command was wiped")
		}
	})
}
