//go:build cgo || windows

package pcsc

import (
	"errors"

	"github.com/ebfe/scard"

	"simpul/reader-bridge/smartcard"
)

// New returns PC/SC. It asks nothing of the service yet.
func New() smartcard.Service { return service{} }

type service struct{}

// Connect opens the card in the slot for this program alone.
func (service) Connect(slot string) (smartcard.Card, error) {
	context, err := scard.EstablishContext()
	if err != nil {
		return nil, kind(err)
	}
	connected, err := context.Connect(slot, scard.ShareExclusive, scard.ProtocolAny)
	if err != nil {
		return nil, errors.Join(kind(err), released(context))
	}
	c := &card{context, connected}
	if p := connected.ActiveProtocol(); p != scard.ProtocolT0 && p != scard.ProtocolT1 { // scard panics at any other
		return nil, errors.Join(smartcard.ErrTransport, c.Disconnect())
	}
	return c, nil
}

// card is a connected card with the context it has to itself.
type card struct {
	context *scard.Context
	card    *scard.Card
}

// Transmit sends one command.
func (c *card) Transmit(apdu []byte) ([]byte, error) {
	if len(apdu) == 0 { // scard takes the address of the first byte
		return nil, smartcard.ErrTransport
	}
	answer, err := c.card.Transmit(apdu)
	if err != nil {
		return nil, kind(err)
	}
	return answer, nil
}

// Disconnect resets the card, which ends its session, and releases the context even if that fails.
func (c *card) Disconnect() error {
	return errors.Join(kind(c.card.Disconnect(scard.ResetCard)), released(c.context))
}

func released(context *scard.Context) error { return kind(context.Release()) }
