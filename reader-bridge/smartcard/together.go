package smartcard

import (
	"context"
	"fmt"
)

// Together lets work speak to two cards, and returns its error, or by the deadline of ctx an error of kind [ErrTimeout]. All of work's
// calls are made on the one goroutine that work is on: handed over one by one, they cost a fifth of a dialog with chips that answer at
// once. Past the deadline both slots are [Stuck] until the call that is out comes back; work then gets no other answer than that it is
// late, and what it returns goes to nobody. Both channels must be open, and are of no more use after an error of that kind.
func Together(ctx context.Context, first, second *Channel, work func(first, second Transmitter) error) error {
	if first.over || second.over {
		return ErrStuck
	}
	if err := ctx.Err(); err != nil {
		return late(err)
	}
	lent, over := make(chan Card, 1), make(chan struct{})
	second.calls <- func(card Card) answer {
		lent <- card
		<-over
		return answer{}
	}
	first.calls <- func(card Card) answer {
		defer close(over)
		return answer{err: guarded(func() error { return work(direct{card}, direct{<-lent}) })}
	}
	_, err := first.wait(ctx)
	if first.over {
		second.abandon()
		return err
	}
	_, _ = second.wait(context.Background()) // it answers as soon as work is done
	return err
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
