//go:build cgo || windows

package pcsc

import (
	"errors"
	"strings"
	"testing"

	"github.com/ebfe/scard"

	"simpul/reader-bridge/smartcard"
)

func TestEveryErrorOfPCSCIsOfAKindAndShowsItsNumber(t *testing.T) {
	for code, want := range map[scard.Error]error{
		scard.ErrNoService:          smartcard.ErrService,
		scard.ErrServiceStopped:     smartcard.ErrService,
		scard.ErrInvalidHandle:      smartcard.ErrService,
		scard.ErrCommError:          smartcard.ErrService,
		scard.ErrUnknownReader:      smartcard.ErrNoReader,
		scard.ErrReaderUnavailable:  smartcard.ErrNoReader,
		scard.ErrNoReadersAvailable: smartcard.ErrNoReader,
		scard.ErrNoSmartcard:        smartcard.ErrNoCard,
		scard.ErrRemovedCard:        smartcard.ErrRemoved,
		scard.ErrResetCard:          smartcard.ErrReset,
		scard.ErrSharingViolation:   smartcard.ErrShared,
		scard.ErrUnresponsiveCard:   smartcard.ErrMute,
		scard.ErrUnpoweredCard:      smartcard.ErrMute,
		scard.ErrNotTransacted:      smartcard.ErrTransport,
		scard.ErrProtoMismatch:      smartcard.ErrTransport,
		scard.ErrNoMemory:           smartcard.ErrTransport, // any other
	} {
		err := kind(code)
		if !errors.Is(err, want) || !errors.Is(smartcard.Kind(err), want) || !strings.Contains(err.Error(), "PC/SC 801000") {
			t.Errorf("%08X: %v, want %v", uint32(code), err, want)
		}
	}
	if kind(nil) != nil {
		t.Error("nil is an error")
	}
}

func TestStatesAreReadAsPCSCMeansThem(t *testing.T) {
	for flags, want := range map[scard.StateFlag]smartcard.State{
		scard.StateEmpty:                      smartcard.Empty,
		scard.StatePresent:                    smartcard.Present,
		scard.StatePresent | scard.StateInuse: smartcard.Present,
		scard.StatePresent | scard.StateInuse | scard.StateExclusive: smartcard.Foreign,
		scard.StatePresent | scard.StateMute:                         smartcard.Mute,
		scard.StatePresent | 7<<16:                                   smartcard.Present, // the event counter
		scard.StateUnavailable:                                       smartcard.Gone,
		scard.StateUnknown:                                           smartcard.Gone,
	} {
		if got := stateOf(flags); got != want {
			t.Errorf("%X is %s, want %s", uint32(flags), got, want)
		}
	}
}
