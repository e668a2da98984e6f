//go:build !cgo && !windows

package pcsc_test

import (
	"errors"
	"testing"

	"simpul/reader-bridge/smartcard"
	"simpul/reader-bridge/smartcard/pcsc"
)

func TestABuildWithoutPCSCSaysSo(t *testing.T) {
	d := smartcard.NewDesk(pcsc.New())
	if err := d.Run(t.Context()); !errors.Is(err, smartcard.ErrUnsupported) {
		t.Error(err)
	}
	if _, err := d.Open(t.Context(), "Pembaca 00 00"); !errors.Is(err, smartcard.ErrUnsupported) {
		t.Error(err)
	}
}
