package smartcard

import "context"

// Service reaches the slots of this machine. Its methods may be called from several goroutines.
type Service interface {
	// Connect powers up the card in the slot and keeps everybody else from it until Disconnect. It blocks as long as the slot
	// does. An error means that nothing is held.
	Connect(slot string) (Card, error)

	// Watch calls seen with all slots, at once and after every change, until ctx ends (nil) or the service is gone
	// ([ErrService]). seen is not called twice at a time, and keeps the slice.
	Watch(ctx context.Context, seen func([]Slot)) error
}

// Card is a connected card. One goroutine uses it.
type Card interface {
	// Transmit sends a command APDU and returns the response with its two status bytes. It blocks until the card answers or
	// leaves. The caller owns both slices, and wipes them.
	Transmit(apdu []byte) ([]byte, error)

	// Disconnect resets the card, which ends what it was authenticated for, and releases everything that Connect took. It
	// is called once, after an error of Transmit too.
	Disconnect() error
}

// Slot is one place for a card, as the service last reported it.
type Slot struct {
	Name  string // as the service calls it: what a Service connects to
	State State
}

// State is what is in a slot.
type State string

// The states. Stuck and InUse are the [Desk]'s, over what the service says.
const (
	Empty   State = "empty"   // no card
	Present State = "present" // a card, ready
	Foreign State = "other"   // a card that another program has to itself
	Mute    State = "mute"    // a card that did not answer its reset: upside down, broken, or no chip
	Gone    State = "gone"    // the reader is unplugged
	InUse   State = "in_use"  // one of our own users has it
	Stuck   State = "stuck"   // a call to it is overdue; take the card away, then unplug the reader
)
