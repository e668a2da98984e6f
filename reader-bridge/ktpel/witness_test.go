package ktpel_test

import (
	"encoding/hex"
	"regexp"
	"testing"

	"simpul/reader-bridge/smartcard"
)

// witness remembers every slice that went to a chip or came from one.
type witness struct {
	smartcard.Service
	seen [][]byte // the slices themselves
	told []string // their bytes in hex, as they were
}

type witnessed struct {
	smartcard.Card
	by *witness
}

func (w *witness) Connect(slot string) (smartcard.Card, error) {
	card, err := w.Service.Connect(slot)
	if err != nil {
		return nil, err
	}
	return witnessed{card, w}, nil
}

func (c witnessed) Transmit(apdu []byte) ([]byte, error) {
	answer, err := c.Card.Transmit(apdu)
	for _, slice := range [][]byte{apdu, answer} {
		c.by.seen = append(c.by.seen, slice)
		c.by.told = append(c.by.told, hex.EncodeToString(slice))
	}
	return answer, err
}

// witnessed returns a world whose commands are remembered.
func witnessedWorld(t testing.TB) (*world, *witness) {
	t.Helper()
	v := newWorld(t, public(t))
	w := &witness{Service: v.counting}
	v.desk = smartcard.NewDesk(w)
	v.reader = v.readerWith(t, v.sam)
	return v, w
}

var hexRun = regexp.MustCompile(`[0-9a-f]{16,}`)

// found returns how many runs of hex in text hold eight bytes that went by.
func (w *witness) found(text string) int {
	passed, found := map[string]bool{}, 0
	for _, told := range w.told {
		for i := 0; i+16 <= len(told); i += 16 {
			passed[told[i:i+16]] = true
		}
	}
	for _, run := range hexRun.FindAllString(text, -1) {
		for i := 0; i+16 <= len(run); i++ {
			if passed[run[i:i+16]] {
				found++
			}
		}
	}
	return found
}
