package smartcard_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"simpul/reader-bridge/smartcard"
)

func TestAStatusWordIsItsKindAndShowsItsHex(t *testing.T) {
	for _, row := range []struct {
		sw    uint16
		kind  error
		known bool
	}{
		{0x6982, smartcard.ErrSecurity, true},
		{0x6983, smartcard.ErrSecurity, true},
		{0x6988, smartcard.ErrSecurity, true},
		{0x63C2, smartcard.ErrSecurity, false},
		{0x6A82, smartcard.ErrNotFound, true},
		{0x6A83, smartcard.ErrNotFound, true},
		{0x6700, smartcard.ErrLength, true},
		{0x6C10, smartcard.ErrLength, false},
		{0x6985, smartcard.ErrConditions, true},
		{0x6D00, smartcard.ErrUnknownINS, true},
		{0x6E00, smartcard.ErrUnknownINS, true},
		{0x6B00, smartcard.ErrParameters, true},
		{0x6A80, smartcard.ErrParameters, true},
		{0x6110, smartcard.ErrUnfinished, false},
		{0x6F00, smartcard.ErrStatus, false},
		{0x9001, smartcard.ErrStatus, false},
	} {
		status := &smartcard.StatusError{SW: row.sw}
		err := fmt.Errorf("reading: %w", status)
		if !errors.Is(err, row.kind) || !errors.Is(smartcard.Kind(err), row.kind) || !strings.Contains(err.Error(), fmt.Sprintf("%04X", row.sw)) {
			t.Errorf("%04X is %v, want %v", row.sw, err, row.kind)
		}
		if status.Known() != row.known {
			t.Errorf("%04X known: %t", row.sw, !row.known)
		}
	}
}

func TestAnErrorOfNoKindHasNone(t *testing.T) {
	if kind := smartcard.Kind(errors.New("something else")); kind != nil {
		t.Errorf("%v", kind)
	}
	if kind := smartcard.Kind(fmt.Errorf("a: %w", smartcard.ErrRemoved)); !errors.Is(kind, smartcard.ErrRemoved) {
		t.Errorf("%v", kind)
	}
}
