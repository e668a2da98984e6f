//go:build !cgo && !windows

package pcsc

import (
	"context"

	"simpul/reader-bridge/smartcard"
)

// New returns a service that says [smartcard.ErrUnsupported]: this program was built without cgo.
func New() smartcard.Service { return none{} }

type none struct{}

func (none) Connect(string) (smartcard.Card, error) { return nil, smartcard.ErrUnsupported }

func (none) Watch(context.Context, func([]smartcard.Slot)) error { return smartcard.ErrUnsupported }
