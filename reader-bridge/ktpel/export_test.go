package ktpel

import (
	"context"

	"simpul/lib/resident"
	"simpul/reader-bridge/smartcard"
)

// Person reads a record as a dialog does.
func (p *Profile) Person(record []byte) (resident.Person, error) { return p.Record.person(record) }

// Fill fills a template.
func Fill(text string, values map[string][]byte) ([]byte, error) {
	t, err := parseTemplate(text)
	if err != nil {
		return nil, err
	}
	return t.fill(values)
}

// Kept holds the dialog and returns what its steps kept, as it is when the dialog has ended.
func Kept(ctx context.Context, p *Profile, card, sam smartcard.Transmitter, opening Opening) (map[string][]byte, error) {
	d := dialog{ctx: ctx, profile: p, card: card, sam: sam, values: map[string][]byte{nameOpening: opening.copied()}}
	_, err := d.run()
	return d.values, err
}
