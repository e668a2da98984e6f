//go:build cgo || windows

package pcsc

import (
	"errors"
	"fmt"

	"github.com/ebfe/scard"

	"simpul/reader-bridge/smartcard"
)

// kind turns an error of PC/SC into one of package smartcard, with PC/SC's number in the text; nil stays nil. What is not
// listed is trouble between reader and card: most drivers report a card that slips as one of several such numbers.
func kind(err error) error {
	code, ok := errors.AsType[scard.Error](err)
	if !ok {
		return err
	}
	return fmt.Errorf("PC/SC %08X: %w", uint32(code), sentinel(code))
}

func sentinel(code scard.Error) error {
	switch code {
	case scard.ErrNoService, scard.ErrServiceStopped, scard.ErrShutdown, scard.ErrSystemCancelled,
		scard.ErrInvalidHandle, scard.ErrCommError: // the last two: the service went away, or came back and has forgotten us
		return smartcard.ErrService
	case scard.ErrUnknownReader, scard.ErrReaderUnavailable, scard.ErrNoReadersAvailable:
		return smartcard.ErrNoReader
	case scard.ErrNoSmartcard:
		return smartcard.ErrNoCard
	case scard.ErrRemovedCard:
		return smartcard.ErrRemoved
	case scard.ErrResetCard:
		return smartcard.ErrReset
	case scard.ErrSharingViolation:
		return smartcard.ErrShared
	case scard.ErrUnresponsiveCard, scard.ErrUnpoweredCard, scard.ErrUnsupportedCard:
		return smartcard.ErrMute
	}
	return smartcard.ErrTransport
}
