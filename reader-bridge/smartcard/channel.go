package smartcard

import (
	"context"
	"fmt"
	"time"
)

// grace is how long [Channel.Close] waits for a card to be let go. It takes a reset, far less than this; a reader that needs
// more is shown as [Stuck] until it is done.
const grace = 250 * time.Millisecond

// Channel is the card of one user, from [Desk.Open] to [Channel.Close]; [Together] speaks over it. One goroutine uses it.
type Channel struct {
	desk *Desk
	slot string

	calls    chan call     // what the worker does next; closed to end it
	answers  chan answer   // one for each
	left     chan struct{} // closed when nobody takes answers any more
	finished chan struct{} // closed when the card is let go and the slot is free
	over     bool
	gone     bool // the slot is free; under the desk's lock
}

// call is something to do with a card.
type call func(Card) answer

type answer struct {
	apdu []byte
	err  error
}

// Open connects to the card in the slot. It returns by the deadline of ctx; a connection that comes later is released by
// itself. Without asking the service, it returns [ErrBusy] at once while another has the slot, and [ErrStuck] after a moment
// while a call to it is overdue.
func (d *Desk) Open(ctx context.Context, slot string) (*Channel, error) {
	if err := ctx.Err(); err != nil {
		return nil, late(err)
	}
	if err := d.takeSoon(ctx, slot); err != nil {
		return nil, err
	}
	c := &Channel{
		desk: d, slot: slot,
		calls: make(chan call), answers: make(chan answer), left: make(chan struct{}), finished: make(chan struct{}),
	}
	go c.work()
	if _, err := c.wait(ctx); err != nil {
		_ = c.Close() // says nothing that err does not
		return nil, err
	}
	return c, nil
}

// wait takes the worker's answer, or leaves it to itself.
func (c *Channel) wait(ctx context.Context) ([]byte, error) {
	select {
	case a := <-c.answers:
		return a.apdu, a.err
	case <-ctx.Done():
		c.abandon()
		return nil, late(ctx.Err())
	}
}

func late(cause error) error { return fmt.Errorf("%w (%w)", ErrTimeout, cause) }

// abandon leaves the worker alone with a call that is out.
func (c *Channel) abandon() {
	c.end()
	c.desk.stick(c)
}

// end tells the worker to let go once nothing is out. It may be called again.
func (c *Channel) end() {
	if !c.over {
		c.over = true
		close(c.left)
		close(c.calls)
	}
}

// Close resets the card and lets go of it. It waits no longer than a moment: a reader that takes more is shown as
// [Stuck] until it is done, and Close returns [ErrStuck]. It may be called again.
func (c *Channel) Close() error { return c.CloseWithin(context.Background()) }

// CloseWithin is Close that does not wait beyond the end of ctx either.
func (c *Channel) CloseWithin(ctx context.Context) error {
	abandoned := c.over
	c.end()
	if abandoned {
		return nil
	}
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case <-c.finished:
		return nil
	case <-timer.C:
	case <-ctx.Done():
	}
	c.desk.stick(c)
	return ErrStuck
}

// work is the one goroutine that calls the service for this channel: however long a call takes, who made it lets go of all it
// took.
func (c *Channel) work() {
	defer close(c.finished)
	defer c.desk.free(c)
	card, err := c.desk.service.Connect(c.slot)
	c.answer(nil, err)
	if err != nil {
		return
	}
	for do := range c.calls {
		a := do(card)
		c.answer(a.apdu, a.err)
	}
	_ = card.Disconnect() // a card that is gone cannot be reset, and needs not
}

// answer hands over, or wipes what nobody takes any more.
func (c *Channel) answer(apdu []byte, err error) {
	select {
	case c.answers <- answer{apdu, err}:
	case <-c.left:
		clear(apdu)
	}
}
