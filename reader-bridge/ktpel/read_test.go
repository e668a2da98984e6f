package ktpel_test

import (
	"errors"
	"testing"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

func TestAGenuineCardIsRead(t *testing.T) {
	for name, w := range map[string]way{"shipped profile": public(t), "other profile": other(t)} {
		for kind, print := range map[string]smartcardtest.Print{
			"type A, short control": {},
			"type A, long control":  {LongCC: true},
			"type B, short control": {TypeB: true},
			"type B, long control":  {TypeB: true, LongCC: true},
		} {
			t.Run(name+", "+kind, func(t *testing.T) {
				v := newWorld(t, w)
				print.Fields = w.fields
				v.cards.Put(v.issuer.Card(print))
				v.wantGenuine(t)
				v.wantGenuine(t) // the SAM was locked again, and opens again
			})
		}
	}
}

func TestWhatIsNotGenuineSaysWhy(t *testing.T) {
	for name, row := range map[string]struct {
		spoil func(v *world)
		class ktpel.Class
		party ktpel.Party
	}{
		"another card":             {func(v *world) { v.cards.Put(smartcardtest.Blank{}) }, ktpel.NotKTPel, ktpel.Card},
		"a card of another issuer": {func(v *world) { v.cards.Put(stranger(v)) }, ktpel.NotKTPel, ktpel.Card},
		"a card that pretends":     {func(v *world) { v.cards.Put(smartcardtest.Pretender{Card: stranger(v)}) }, ktpel.NotKTPel, ktpel.SAM},
		"data that was changed":    {func(v *world) { v.card.Tamper() }, ktpel.SignatureInvalid, ktpel.SAM},
		"no SAM":                   {func(v *world) { v.sams.Take() }, ktpel.SAMRefuses, ktpel.SAM},
		"a SAM with other secrets": {func(v *world) { v.sams.Put(v.issuer.SAM()) }, ktpel.SAMRefuses, ktpel.SAM},
		"another chip as SAM":      {func(v *world) { v.sams.Put(smartcardtest.Blank{}) }, ktpel.SAMRefuses, ktpel.SAM},
		"no card":                  {func(v *world) { v.cards.Take() }, ktpel.Broken, ktpel.Card},
		"no service":               {func(v *world) { v.readers.Stop() }, ktpel.Broken, ktpel.Card},
		"a record of other text":   {func(v *world) { v.card.Sign([]byte("tanpa kutip")) }, ktpel.Broken, ktpel.Card},
	} {
		t.Run(name, func(t *testing.T) {
			v := newWorld(t, public(t))
			row.spoil(v)
			got, err := v.read(t)
			f, ok := errors.AsType[*ktpel.Failure](err)
			if !ok || f.Class != row.class || f.Party != row.party || !got.Empty() {
				t.Errorf("%v, want %s at %s", err, row.class, row.party)
			}
			if held := v.counting.Held(); held != 0 {
				t.Errorf("%d connections are still held", held)
			}
		})
	}
}

func stranger(v *world) *smartcardtest.Card {
	return smartcardtest.NewIssuer(v.dialect).Card(smartcardtest.Print{Fields: v.fields})
}
