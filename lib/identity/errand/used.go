package errand

import (
	"maps"
	"sync"
	"time"
)

// mostUsed bounds the memory of ids: far more reads than a counter sees in two minutes.
const mostUsed = 4096

// used remembers ids until their tokens have expired.
type used struct {
	mu   sync.Mutex
	ids  map[string]time.Time // when they may be forgotten
	seen time.Time
}

// latest returns the latest time ever told: a clock that is set back must not bring back a token whose id is forgotten.
func (u *used) latest(now time.Time) time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	if now.After(u.seen) {
		u.seen = now
	}
	return u.seen
}

// add reports whether an id is new, and whether there was room for it.
func (u *used) add(id string, until time.Time) (fresh, room bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, there := u.ids[id]; there {
		return false, true
	}
	maps.DeleteFunc(u.ids, func(_ string, until time.Time) bool { return until.Before(u.seen) })
	if len(u.ids) >= mostUsed {
		return false, false
	}
	if u.ids == nil {
		u.ids = map[string]time.Time{}
	}
	u.ids[id] = until
	return true, true
}
