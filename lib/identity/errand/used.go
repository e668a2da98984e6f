package errand

import (
	"sync"
	"time"
)

// mostUsed bounds the memory of ids: far more reads than a counter sees in two minutes.
const mostUsed = 4096

// ticket is a token that was let in.
type ticket struct{ issued, until time.Time }

// used remembers ids until their tokens have expired.
type used struct {
	mu     sync.Mutex
	ids    map[string]ticket
	latest time.Time // when the youngest of those forgotten was issued: nothing as old comes in, though the clock be set back
}

// add reports whether a token is new, and whether there was room for it.
func (u *used) add(id string, t ticket, now time.Time) (fresh, room bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.forget(now)
	if _, there := u.ids[id]; there || !t.issued.After(u.latest) {
		return false, true
	}
	if len(u.ids) >= mostUsed {
		return false, false
	}
	if u.ids == nil {
		u.ids = map[string]ticket{}
	}
	u.ids[id] = t
	return true, true
}

// forget drops what has expired.
func (u *used) forget(now time.Time) {
	for id, t := range u.ids {
		if t.until.After(now) {
			continue
		}
		delete(u.ids, id)
		if t.issued.After(u.latest) {
			u.latest = t.issued
		}
	}
}
