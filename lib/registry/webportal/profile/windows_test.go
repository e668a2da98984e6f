package profile

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

func TestEachByteOfWindows1252IsTheLetterOfTheStandard(t *testing.T) {
	for b := range 256 {
		want, err := charmap.Windows1252.NewDecoder().Bytes([]byte{byte(b)})
		if err != nil || string(fromWindows1252([]byte{byte(b)})) != string(want) {
			t.Errorf("%#x: %q, want %q, %v", b, fromWindows1252([]byte{byte(b)}), want, err)
		}
	}
}
