// Package sessiontest is a store of portal sessions in memory, and the test that every store has to pass.
package sessiontest

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"time"

	"simpul/lib/registry/webportal/session"
)

// Memory is a [session.Store] of one process. [Memory.Another] is that of another process with the same entries.
type Memory struct {
	user   string
	shared *shared
}

type shared struct {
	mu       sync.Mutex
	down     bool
	accounts map[string]*account
}

type account struct {
	entry session.Entry
	until time.Time
	owner string
	term  time.Time
	users map[string]time.Time
}

// New returns an empty store.
func New() *Memory { return &Memory{rand.Text(), &shared{accounts: map[string]*account{}}} }

// Another returns the store of another process.
func (m *Memory) Another() *Memory { return &Memory{rand.Text(), m.shared} }

var _ session.Store = (*Memory)(nil)

var errDown = errors.New("the store is down")

// Fail makes every method fail from now on, or no longer.
func (m *Memory) Fail(down bool) {
	m.shared.mu.Lock()
	defer m.shared.mu.Unlock()
	m.shared.down = down
}

// with runs f on the account as it is now.
func (m *Memory) with(name string, f func(a *account)) error {
	m.shared.mu.Lock()
	defer m.shared.mu.Unlock()
	if m.shared.down {
		return errDown
	}
	a := m.shared.accounts[name]
	if a == nil {
		a = &account{users: map[string]time.Time{}}
		m.shared.accounts[name] = a
	}
	if !a.until.After(time.Now()) {
		a.entry = session.Entry{}
	}
	if !a.term.After(time.Now()) {
		a.owner = ""
	}
	f(a)
	return nil
}

func (a *account) set(e session.Entry, idle time.Duration) {
	a.entry, a.until = e, time.Now().Add(idle)
}

// Load implements [session.Store].
func (m *Memory) Load(_ context.Context, name string, idle time.Duration) (e session.Entry, err error) {
	err = m.with(name, func(a *account) {
		if e = a.entry; e.Login != "" {
			a.users[m.user] = time.Now().Add(idle)
		}
	})
	return e, err
}

// Lease implements [session.Store].
func (m *Memory) Lease(_ context.Context, name, owner, stale string, term time.Duration) (e session.Entry, granted bool, err error) {
	err = m.with(name, func(a *account) {
		if a.entry.Login != "" && a.entry.Login != stale {
			e = a.entry
		} else if granted = a.owner == "" || a.owner == owner; granted {
			a.owner, a.term = owner, time.Now().Add(term)
		}
	})
	return e, granted, err
}

// Save implements [session.Store].
func (m *Memory) Save(_ context.Context, name, owner string, e session.Entry, idle time.Duration) (held bool, err error) {
	err = m.with(name, func(a *account) {
		switch {
		case a.entry.Login == e.Login:
			held = true
		case a.owner == owner:
			held = true
			a.set(e, idle)
			a.users[m.user] = time.Now().Add(idle)
		}
	})
	return held, err
}

// Update implements [session.Store].
func (m *Memory) Update(_ context.Context, name string, e session.Entry, idle time.Duration) error {
	return m.with(name, func(a *account) {
		if a.entry.Login == e.Login {
			a.set(e, idle)
		}
	})
}

// Release implements [session.Store].
func (m *Memory) Release(_ context.Context, name, owner string) error {
	return m.with(name, func(a *account) {
		if a.owner == owner {
			a.owner = ""
		}
	})
}

// Leave implements [session.Store].
func (m *Memory) Leave(_ context.Context, name string) (e session.Entry, err error) {
	err = m.with(name, func(a *account) {
		delete(a.users, m.user)
		for user, until := range a.users {
			if !until.After(time.Now()) {
				delete(a.users, user)
			}
		}
		if len(a.users) == 0 {
			e, a.entry = a.entry, session.Entry{}
		}
	})
	return e, err
}
