package smartcardtest

import (
	"context"
	"maps"
	"slices"
	"sync"

	"simpul/reader-bridge/smartcard"
)

// Readers are trays behind a [smartcard.Service], by the names of their slots. Make one with [NewReaders].
type Readers struct {
	trays map[string]*Tray

	mu   sync.Mutex
	used map[string]bool // slots that are connected to
	down bool            // the service is gone
	news chan struct{}   // closed and replaced when it goes or comes back
}

// NewReaders returns a service with these slots.
func NewReaders(trays map[string]*Tray) *Readers {
	return &Readers{trays: trays, used: map[string]bool{}, news: make(chan struct{})}
}

// Stop makes the service go away: connections are lost, and everything fails with [smartcard.ErrService].
func (r *Readers) Stop() { r.turn(true) }

// Start brings the service back.
func (r *Readers) Start() { r.turn(false) }

func (r *Readers) turn(down bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = down
	close(r.news)
	r.news = make(chan struct{})
}

func (r *Readers) gone() (bool, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.down, r.news
}

// Connect opens the chip on a tray for one user.
func (r *Readers) Connect(slot string) (smartcard.Card, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	tray := r.trays[slot]
	switch {
	case r.down:
		return nil, smartcard.ErrService
	case tray == nil:
		return nil, smartcard.ErrNoReader
	case r.used[slot]:
		return nil, smartcard.ErrShared
	}
	chip, _ := tray.look()
	if chip == nil {
		return nil, smartcard.ErrNoCard
	}
	chip.Reset()
	r.used[slot] = true
	return &connection{r, slot, tray, chip}, nil
}

// Watch reports the slots until ctx ends or the service goes away.
func (r *Readers) Watch(ctx context.Context, seen func([]smartcard.Slot)) error {
	changes := make(chan struct{}, 1)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var watchers sync.WaitGroup
	defer watchers.Wait()
	defer stop()
	for _, tray := range r.trays {
		watchers.Go(func() { tray.report(ctx, changes) })
	}
	for {
		down, news := r.gone()
		if down {
			return smartcard.ErrService
		}
		seen(r.slots())
		select {
		case <-ctx.Done():
			return nil
		case <-news:
		case <-changes:
		}
	}
}

func (r *Readers) slots() []smartcard.Slot {
	var slots []smartcard.Slot
	for _, name := range slices.Sorted(maps.Keys(r.trays)) {
		state := smartcard.Empty
		if chip, _ := r.trays[name].look(); chip != nil {
			state = smartcard.Present
		}
		slots = append(slots, smartcard.Slot{Name: name, State: state})
	}
	return slots
}

// report tells of every change on the tray.
func (t *Tray) report(ctx context.Context, changes chan<- struct{}) {
	for ctx.Err() == nil {
		_, changed := t.look()
		select {
		case changes <- struct{}{}:
		default: // it is not yet heard of the one before
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}

// connection is a chip that somebody has to himself.
type connection struct {
	readers *Readers
	slot    string
	tray    *Tray
	chip    *faulty
}

// Transmit asks the chip.
func (c *connection) Transmit(apdu []byte) ([]byte, error) {
	if down, _ := c.readers.gone(); down {
		return nil, smartcard.ErrService
	}
	answer, ok := c.tray.transmit(c.chip, apdu, nil)
	if !ok {
		return nil, smartcard.ErrRemoved
	}
	return answer, nil
}

// Disconnect resets the chip and gives the slot free.
func (c *connection) Disconnect() error {
	c.chip.Reset()
	c.readers.mu.Lock()
	defer c.readers.mu.Unlock()
	delete(c.readers.used, c.slot)
	return nil
}
