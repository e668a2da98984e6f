package smartcard

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// retry is how long [Desk.Run] waits for a service that is gone. A restart of pcscd takes about as long.
const retry = 250 * time.Millisecond

// Run keeps the states that [Desk.Slots] returns, until ctx ends. A service that goes away, or is not there yet, is tried
// again for ever: no restart of the bridge is needed. A build without PC/SC is not, and Run returns [ErrUnsupported].
func (d *Desk) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		err := d.service.Watch(ctx, d.see)
		if errors.Is(err, ErrUnsupported) {
			d.lose(err)
			return err
		}
		d.lose(ErrService)
		select {
		case <-ctx.Done():
		case <-time.After(retry):
		}
	}
	return nil
}

// see takes what the service reports.
func (d *Desk) see(slots []Slot) {
	slots = slices.SortedFunc(slices.Values(slots), func(a, b Slot) int { return strings.Compare(a.Name, b.Name) })
	d.mu.Lock()
	defer d.mu.Unlock()
	d.slots, d.down = slots, nil
	d.tell()
}

// lose forgets what the service reported.
func (d *Desk) lose(why error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !errors.Is(d.down, why) { // else nothing has changed: it is looked for several times a second
		d.slots, d.down = nil, why
		d.tell()
	}
}

// Changed returns a channel that is closed at the next change of what [Desk.Slots] returns; ask for it before Slots, so that
// nothing is missed.
func (d *Desk) Changed() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.news
}
