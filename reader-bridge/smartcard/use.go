package smartcard

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// grace is how long [Desk.Use] waits for cards to be let go. It takes a reset, far less than this; a reader that needs more is shown
// as [Stuck] until it is done.
const grace = 250 * time.Millisecond

// Use takes the slots, connects to the cards in them in that order, lets work speak to the cards, resets them and gives the slots
// back. It returns work's error, or one of kind [ErrTimeout] by the deadline of ctx: the slots are [Stuck] then until the call that is
// out comes back, work gets no other answer than that it is late, and what it returns goes to nobody. Before work begins errors are
// [*ConnectError]: [ErrBusy] at once while another has a slot, and [ErrStuck] after a moment while a call to it is overdue, without
// asking the service, and what it says of the card.
//
// All calls to the service are made on one goroutine, which work is on: who made a call lets go of all it took, however long the call
// takes. Handed over one by one, calls would cost a fifth of a dialog with chips that answer at once.
func (d *Desk) Use(ctx context.Context, work func(cards []Transmitter) error, slots ...string) error {
	if err := ctx.Err(); err != nil {
		return &ConnectError{slots[0], late(err)}
	}
	if err := d.takeSoon(ctx, slots); err != nil {
		return err
	}
	u := &user{desk: d, slots: slots, said: make(chan error, 1), finished: make(chan struct{})}
	go u.run(ctx, work)
	select {
	case err := <-u.said:
		u.settle(ctx)
		return err
	case <-ctx.Done():
		d.stick(u)
		return u.late(ctx.Err())
	}
}

// ConnectError is what kept a card from being used at all.
type ConnectError struct {
	Slot  string
	Cause error
}

// Error names no slot: whoever asked knows it.
func (e *ConnectError) Error() string { return "connecting: " + e.Cause.Error() }

// Unwrap returns the cause.
func (e *ConnectError) Unwrap() error { return e.Cause }

func late(cause error) error { return fmt.Errorf("%w (%w)", ErrTimeout, cause) }

// user is one [Desk.Use].
type user struct {
	desk      *Desk
	slots     []string
	connected atomic.Int32  // how many of them
	said      chan error    // what came of it, before the cards are let go
	finished  chan struct{} // closed when the cards are let go and the slots are free
	gone      bool          // the slots are free; under the desk's lock
}

func (u *user) run(ctx context.Context, work func([]Transmitter) error) {
	defer close(u.finished)
	defer u.desk.free(u)
	cards, err := u.connect(ctx)
	defer func() {
		for _, c := range cards {
			_ = c.(direct).card.Disconnect() // a card that is gone cannot be reset, and needs not
		}
	}()
	if err == nil {
		err = guarded(func() error { return work(cards) })
	}
	u.said <- err
}

// connect returns the cards that are held, beside an error too.
func (u *user) connect(ctx context.Context) (cards []Transmitter, err error) {
	for _, slot := range u.slots {
		card, err := u.desk.service.Connect(slot)
		if err != nil {
			return cards, &ConnectError{slot, err}
		}
		cards = append(cards, direct{card})
		u.connected.Add(1)
		if err := ctx.Err(); err != nil {
			return cards, late(err)
		}
	}
	return cards, nil
}

// late is what a user hears whose deadline has passed.
func (u *user) late(cause error) error {
	if i := int(u.connected.Load()); i < len(u.slots) {
		return &ConnectError{u.slots[i], late(cause)}
	}
	return late(cause)
}

// settle waits a moment until the cards are let go.
func (u *user) settle(ctx context.Context) {
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-u.finished:
		return
	case <-timer.C:
	case <-ctx.Done():
	}
	u.desk.stick(u)
}

// guarded makes an error of a panic, which on a goroutine of its own would end the program and print what it was about.
func guarded(work func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic with a %T", cause)
		}
	}()
	return work()
}

// direct is a card in the hands of the goroutine that may wait for it.
type direct struct{ card Card }

// Transmit sends a command APDU, unless it is too late already. What comes too late is wiped.
func (d direct) Transmit(ctx context.Context, apdu []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, late(err)
	}
	answer, err := d.card.Transmit(apdu)
	if cause := ctx.Err(); cause != nil {
		clear(answer)
		return nil, late(cause)
	}
	return answer, err
}
