package smartcard

import (
	"context"
	"slices"
)

// Transmit sends a command APDU and returns the response with its status word, by the deadline of ctx. After an error of kind
// [ErrTimeout] the channel is of no more use: the call is still out, and what it brings is wiped.
func (c *Channel) Transmit(ctx context.Context, apdu []byte) ([]byte, error) {
	if c.over {
		return nil, ErrStuck
	}
	if err := ctx.Err(); err != nil {
		return nil, late(err)
	}
	apdu = slices.Clone(apdu) // the caller may wipe his while an overdue call still reads
	c.calls <- func(card Card) answer {
		response, err := card.Transmit(apdu)
		clear(apdu)
		return answer{response, err}
	}
	return c.wait(ctx)
}
