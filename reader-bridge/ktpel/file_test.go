package ktpel_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// TestARecordLongerThanTheProfileAllowsIsNotRead, although the card has all of it, well signed.
func TestARecordLongerThanTheProfileAllowsIsNotRead(t *testing.T) {
	const most = 4096 // of the shipped profile
	v := newWorld(t, public(t))
	record := smartcardtest.Record(v.fields)
	v.card.Sign(slices.Concat(record, bytes.Repeat([]byte(" "), most-len(record))))
	v.wantGenuine(t)
	v.card.Sign(slices.Concat(record, bytes.Repeat([]byte(" "), most-len(record)+1)))
	if _, err := v.read(t); err == nil || !strings.Contains(err.Error(), "baca_gagal at baca_biodata") {
		t.Error(err)
	}
}

// generous is a card that gives a byte more than it is asked for.
type generous struct{ *smartcardtest.Card }

func (g generous) Transmit(apdu []byte) []byte {
	answer := g.Card.Transmit(apdu)
	if apdu[0] == 0 && apdu[1] == 0xB0 {
		answer = slices.Insert(answer, len(answer)-2, 0xEE)
	}
	return answer
}

func TestMoreThanWasAskedForIsRefused(t *testing.T) {
	v := newWorld(t, other(t))
	v.cards.Put(generous{v.card})
	_, err := v.read(t)
	if f, ok := errors.AsType[*ktpel.Failure](err); !ok || f.Class != ktpel.NotKTPel || !strings.Contains(f.Error(), "more than was asked for") {
		t.Error(err)
	}
}

// TestWhatStepsKeptIsWipedWhenTheDialogEnds, the record and what unlocks the SAM included.
func TestWhatStepsKeptIsWipedWhenTheDialogEnds(t *testing.T) {
	v := newWorld(t, public(t))
	opening, err := ktpel.NewOpening(v.sam.Secrets())
	if err != nil {
		t.Fatal(err)
	}
	var kept map[string][]byte
	err = v.desk.Use(t.Context(), func(cards []smartcard.Transmitter) (err error) {
		kept, err = ktpel.Kept(t.Context(), v.profile, cards[0], cards[1], opening)
		return err
	}, slotCard, slotSAM)
	if err != nil || len(kept["record"]) == 0 || len(kept["opening"]) != 32 {
		t.Fatalf("%d values, %v", len(kept), err)
	}
	for name, value := range kept {
		if len(bytes.Trim(value, "\x00")) > 0 && name != "offset" && name != "le" { // the last place that was read
			t.Errorf("%s is left", name)
		}
	}
}
