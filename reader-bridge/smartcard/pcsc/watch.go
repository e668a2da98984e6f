//go:build cgo || windows

package pcsc

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/ebfe/scard"

	"simpul/reader-bridge/smartcard"
)

// beat bounds one wait for a change, and so how late the end of the context, or a reader whose arrival the service did not
// tell, is noticed.
const beat = 500 * time.Millisecond

// arrivals is the name under which PC/SC reports that a reader came or went.
const arrivals = `\\?PnP?\Notification`

// Watch reports the slots until ctx ends or the service is gone.
func (service) Watch(ctx context.Context, seen func([]smartcard.Slot)) error {
	c, err := scard.EstablishContext()
	if err != nil {
		return kind(err)
	}
	defer func() { _ = c.Release() }() // fails only when the service is gone, and then there is nothing to release
	watched := []scard.ReaderState{{Reader: arrivals}}
	var last []smartcard.Slot
	for first := true; ctx.Err() == nil; first = false {
		if watched, err = readers(c, watched); err != nil {
			return err
		}
		if slots := slotsOf(watched); first || !slices.Equal(slots, last) {
			last = slots
			seen(slices.Clone(slots))
		}
		if err := wait(c, watched, beat); err != nil {
			return err
		}
	}
	return nil
}

// readers returns the readers there are now: those known with their last state, new ones asked for it.
func readers(c *scard.Context, known []scard.ReaderState) ([]scard.ReaderState, error) {
	names, err := c.ListReaders()
	if err != nil && !errors.Is(err, scard.ErrNoReadersAvailable) {
		return nil, kind(err)
	}
	next := known[:1:1] // arrivals
	var fresh []scard.ReaderState
	for _, name := range names {
		i := slices.IndexFunc(known, func(s scard.ReaderState) bool { return s.Reader == name })
		if i < 0 {
			fresh = append(fresh, scard.ReaderState{Reader: name})
		} else {
			next = append(next, known[i])
		}
	}
	err = wait(c, fresh, 0)
	return append(next, fresh...), err
}

// wait returns when a state differs from what is known of it, and makes the new one known.
func wait(c *scard.Context, states []scard.ReaderState, most time.Duration) error {
	if len(states) == 0 { // scard takes the address of the first
		return nil
	}
	err := c.GetStatusChange(states, most)
	if errors.Is(err, scard.ErrTimeout) || errors.Is(err, scard.ErrUnknownReader) { // the latter went between two calls; the next list tells
		return nil
	}
	if err != nil {
		return kind(err)
	}
	for i := range states {
		states[i].CurrentState = states[i].EventState &^ scard.StateChanged
	}
	return nil
}

// slotsOf returns what the states mean, without arrivals.
func slotsOf(states []scard.ReaderState) []smartcard.Slot {
	slots := make([]smartcard.Slot, 0, len(states))
	for _, s := range states[1:] {
		slots = append(slots, smartcard.Slot{Name: s.Reader, State: stateOf(s.CurrentState)})
	}
	return slots
}

func stateOf(f scard.StateFlag) smartcard.State {
	switch {
	case f&(scard.StateUnknown|scard.StateUnavailable) != 0:
		return smartcard.Gone
	case f&scard.StateMute != 0:
		return smartcard.Mute
	case f&scard.StateExclusive != 0:
		return smartcard.Foreign
	case f&scard.StatePresent != 0:
		return smartcard.Present
	}
	return smartcard.Empty
}
