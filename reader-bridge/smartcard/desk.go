package smartcard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Desk is what stands between users and a [Service]: one user at a time for each slot, and an answer by the deadline
// whatever a card does. Make one with [NewDesk]; its methods may be called from several goroutines.
type Desk struct {
	service Service

	mu    sync.Mutex
	held  map[string]State // InUse or Stuck; no entry: free
	slots []Slot           // as the service last said
	down  error            // why slots is not to be believed; nil while it is
	news  chan struct{}    // closed and replaced at every change
}

// NewDesk puts a desk before service. Until [Desk.Run] has heard from it, [Desk.Slots] says [ErrService].
func NewDesk(service Service) *Desk {
	return &Desk{service: service, held: map[string]State{}, down: ErrService, news: make(chan struct{})}
}

// Slots returns the slots by name as they were last reported, at once: nothing is asked of the service, which may be blocked.
// While nobody knows there are none, and the error is of kind [ErrService] or [ErrUnsupported].
func (d *Desk) Slots() ([]Slot, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	slots := slices.Clone(d.slots)
	for i := range slots {
		if state, held := d.held[slots[i].Name]; held && slots[i].State != Gone {
			slots[i].State = state
		}
	}
	return slots, d.down
}

// Await returns nil as soon as the slot holds a card that nobody has, and otherwise by the deadline of ctx, with the kind that
// says what was in the way: [ErrNoCard], [ErrNoReader], [ErrMute], [ErrShared], [ErrBusy], [ErrStuck], [ErrService].
func (d *Desk) Await(ctx context.Context, slot string) error {
	for {
		d.mu.Lock()
		news := d.news
		d.mu.Unlock()
		obstacle := d.obstacle(slot)
		if obstacle == nil {
			return nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return fmt.Errorf("waiting for a card: %w (%w)", obstacle, ctx.Err())
		}
	}
}

// obstacle is what keeps a card in the slot from being used.
func (d *Desk) obstacle(slot string) error {
	slots, err := d.Slots()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(slots, func(s Slot) bool { return s.Name == slot })
	if i < 0 {
		return ErrNoReader
	}
	switch slots[i].State {
	case Present:
		return nil
	case Foreign:
		return ErrShared
	case Mute:
		return ErrMute
	case InUse:
		return ErrBusy
	case Stuck:
		return ErrStuck
	case Gone:
		return ErrNoReader
	default:
		return ErrNoCard
	}
}

// takeSoon is take that gives a slot that is stuck a moment: the last user's deadline may have ended while it was being let go.
func (d *Desk) takeSoon(ctx context.Context, slots []string) error {
	timer := time.NewTimer(grace)
	defer timer.Stop()
	for {
		news, err := d.Changed(), d.take(slots)
		if !errors.Is(err, ErrStuck) {
			return err
		}
		select {
		case <-news:
		case <-timer.C:
			return err
		case <-ctx.Done():
			return err
		}
	}
}

// take makes all slots the caller's, or none.
func (d *Desk) take(slots []string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, slot := range slots {
		switch d.held[slot] {
		case InUse:
			return &ConnectError{slot, ErrBusy}
		case Stuck:
			return &ConnectError{slot, ErrStuck}
		}
	}
	d.set(slots, InUse)
	return nil
}

// stick shows a user's slots as [Stuck], unless they are free meanwhile: then they may be another's.
func (d *Desk) stick(u *user) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !u.gone {
		d.set(u.slots, Stuck)
	}
}

// free gives a user's slots back.
func (d *Desk) free(u *user) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, slot := range u.slots {
		delete(d.held, slot)
	}
	u.gone = true
	d.tell()
}

func (d *Desk) set(slots []string, state State) {
	for _, slot := range slots {
		d.held[slot] = state
	}
	d.tell()
}

// tell wakes who waits. The caller holds mu.
func (d *Desk) tell() {
	close(d.news)
	d.news = make(chan struct{})
}
