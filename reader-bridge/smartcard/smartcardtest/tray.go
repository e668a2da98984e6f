package smartcardtest

import "sync"

// Tray is a slot that a chip is laid on and taken from. Make one with [NewTray].
type Tray struct {
	plan *Plan // nil: nothing fails

	mu      sync.Mutex
	chip    *faulty       // nil: empty
	changed chan struct{} // closed and replaced when a chip comes or goes, or wakes
}

// NewTray returns an empty tray whose chips fail as planned; plan may be nil.
func NewTray(plan *Plan) *Tray { return &Tray{plan: plan, changed: make(chan struct{})} }

// Put lays a chip on the tray.
func (t *Tray) Put(chip Chip) { t.change(&faulty{Chip: chip}) }

// Take takes the chip away, a silent one too.
func (t *Tray) Take() { t.change(nil) }

// Wake lets a silent chip answer.
func (t *Tray) Wake() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tell()
}

func (t *Tray) change(chip *faulty) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.chip = chip
	t.tell()
}

// tell wakes who waits. The caller holds mu.
func (t *Tray) tell() {
	close(t.changed)
	t.changed = make(chan struct{})
}

// look returns the chip, nil for none, and what is closed when that changes.
func (t *Tray) look() (*faulty, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.chip, t.changed
}

// transmit asks chip, and reports false once it is not there any more. A silent chip holds the caller up, until over is closed.
func (t *Tray) transmit(chip *faulty, apdu []byte, over <-chan struct{}) ([]byte, bool) {
	fault := t.plan.next()
	now, changed := t.look()
	if now != chip {
		return nil, false
	}
	switch fault {
	case Removed:
		t.Take()
		return nil, false
	case Silent:
		select {
		case <-changed:
		case <-over:
			return nil, false
		}
		if now, _ = t.look(); now != chip {
			return nil, false
		}
	}
	return chip.answer(fault, apdu), true
}
