package ktpel_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"simpul/reader-bridge/ktpel"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

// terse is a SAM that leaves the card's status word out once data is read: its answers end with what stands on the card.
type terse struct{ *smartcardtest.SAM }

func (s terse) Transmit(apdu []byte) []byte {
	answer := s.SAM.Transmit(apdu)
	if apdu[1] == 0xF4 && len(answer) > 4 {
		return slices.Concat(answer[:len(answer)-4], answer[len(answer)-2:])
	}
	return answer
}

// TestTheEndOfARecordIsNotToldAsAStatusWord: two letters of a name in hex are two letters of a name (PKS-2.2j).
func TestTheEndOfARecordIsNotToldAsAStatusWord(t *testing.T) {
	v := newWorld(t, public(t))
	v.sams.Put(terse{v.sam})
	_, err := v.read(t)
	f, ok := errors.AsType[*ktpel.Failure](err)
	if !ok || f.Class != ktpel.Broken || strings.Contains(f.Error(), "status") {
		t.Error(err)
	}
}
