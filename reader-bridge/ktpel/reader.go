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
	card, err := r.desk.Open(ctx, r.slots.Card)
	if err != nil {
		return resident.Person{}, connecting(Card, err)
	}
	defer func() { _ = card.CloseWithin(ctx) }() // the desk shows a slot that does not let go
	sam, err := r.desk.Open(ctx, r.slots.SAM)
	if err != nil {
		return resident.Person{}, connecting(SAM, err)
	}
	defer func() { _ = sam.CloseWithin(ctx) }()
	return r.talk(ctx, card, sam)
}

// talk holds the dialog. What it says when it is too late goes to nobody.
func (r *Reader) talk(ctx context.Context, card, sam *smartcard.Channel) (resident.Person, error) {
	var person resident.Person
	d := dialog{ctx: ctx, profile: r.profile}
	err := smartcard.Together(ctx, card, sam, func(card, sam smartcard.Transmitter) error {
		var err error
		d.card, d.sam, d.values = card, sam, map[string][]byte{nameOpening: r.opening.copied()}
		person, err = d.run()
		return err
	})
	if err == nil {
		return person, nil
	}
	if failure, ok := errors.AsType[*Failure](err); ok {
		return resident.Person{}, failure
	}
	return resident.Person{}, r.profile.steps[d.at.Load()].failure(err) // no answer at all
}

// connecting is a failure before the first step.
func connecting(party Party, err error) *Failure {
	return step{Step: Step{Name: "connect", To: string(party)}}.failure(err)
}
