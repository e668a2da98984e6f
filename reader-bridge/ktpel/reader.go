package ktpel

import (
	"context"
	"errors"

	"simpul/lib/resident"
	"simpul/reader-bridge/smartcard"
)

// Slots are the two slots of a reader, by the names that PC/SC gives them.
type Slots struct {
	Card string // contactless
	SAM  string // contact
}

// Reader reads cards in one slot with the SAM in another. Make one with [NewReader]; its methods may be called from several
// goroutines, and the desk lets one read at a time.
type Reader struct {
	desk    *smartcard.Desk
	profile *Profile
	slots   Slots
	opening Opening
}

// NewReader returns a reader of cards. Nothing is asked of the slots yet.
func NewReader(desk *smartcard.Desk, profile *Profile, slots Slots, opening Opening) *Reader {
	return &Reader{desk, profile, slots, opening}
}

// Read reads the card that is there now ([smartcard.Desk.Await] waits for one), and returns by the deadline of ctx. The error is
// always a [*Failure]; without one the card is [Genuine]. Nothing is kept: card and SAM are reset, and let go.
func (r *Reader) Read(ctx context.Context) (resident.Person, error) {
	var person resident.Person
	d := dialog{ctx: ctx, profile: r.profile}
	err := r.desk.Use(ctx, func(cards []smartcard.Transmitter) error {
		var err error
		d.card, d.sam, d.values = cards[0], cards[1], map[string][]byte{nameOpening: r.opening.copied()}
		person, err = d.run()
		return err
	}, r.slots.Card, r.slots.SAM)
	if err == nil {
		return person, nil // else it goes to nobody: the dialog may still be at it
	}
	return resident.Person{}, r.failure(err, &d)
}

// failure is what an error of a read says.
func (r *Reader) failure(err error, d *dialog) *Failure {
	if failure, ok := errors.AsType[*Failure](err); ok {
		return failure
	}
	if connecting, ok := errors.AsType[*smartcard.ConnectError](err); ok {
		party := Card
		if connecting.Slot == r.slots.SAM {
			party = SAM
		}
		return step{Step: Step{Name: "connect", To: string(party)}}.failure(connecting.Cause)
	}
	return r.profile.steps[d.at.Load()].failure(err) // no answer at all
}
