package webportal

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"time"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/registry/webportal/session"
)

const (
	refusedFor = time.Minute           // how long nobody tries again a login that was refused
	beat       = 50 * time.Millisecond // between two looks at whether somebody else is done
	grace      = 5 * time.Second       // a lease outlasts its question by this
)

// visit is one question's way into a session.
type visit struct {
	*Client
	account
	credentials
	session         session.Session
	fields, headers []profile.Field // tokens of the search form
	alive           bool            // as far as this question knows, the session is logged in
	seen            bool            // and the portal has just shown its search form
	fresh           bool            // this question logged in
	owner           string          // this visit's name as the owner of a lease, "" until it asks for one
	held            bool            // it has the lease
}

// enter finds a session to search in. Its error is about what comes before a search.
func (v *visit) enter(ctx context.Context) (err error) {
	if v.credentials, err = v.Client.credentials(v.account); err != nil {
		return err
	}
	v.uses(v.account)
	if err := v.load(ctx); err != nil {
		return err
	}
	if v.profile.Search.OneAtATime {
		if err := v.queue(ctx); err != nil {
			return err
		}
	}
	return v.start(ctx)
}

// load takes what is stored now.
func (v *visit) load(ctx context.Context) error {
	entry, err := v.store.Load(ctx, v.name, v.profile.Session.Idle)
	if err != nil {
		return err
	}
	return v.take(entry)
}

// take opens an entry. Of none, or of one that no key opens, no more than the id of the login remains.
func (v *visit) take(e session.Entry) error {
	s, _, err := v.sealer.Open(v.name, e)
	v.session = s
	v.session.Login = e.Login
	return err
}

// usable reports whether the session, or the refusal, was made with these credentials, and lately enough.
func (v *visit) usable() bool {
	age := v.profile.Session.Age
	if v.session.Refused != "" {
		age = refusedFor
	}
	return v.session.Key == v.key && now().Sub(v.session.Since) < age
}

// start goes into the session that is there, or logs in.
func (v *visit) start(ctx context.Context) error {
	switch {
	case !v.usable():
		return v.renew(ctx)
	case v.session.Refused != "":
		return v.remembered()
	case v.profile.Search.FormOnce && !v.session.Doubt:
		v.fields, v.headers, v.alive = v.session.Fields, v.session.Headers, true
		return nil
	}
	err := v.see(ctx)
	if errors.Is(err, errDoor) {
		return v.renew(ctx)
	}
	return err
}

// remembered is the refusal that somebody met a moment ago.
func (v *visit) remembered() error {
	return &registry.Fault{Kind: v.session.Refused, Held: true, Cause: errHeld}
}

// renew gets a session in the place of one that is over, and sees its search form: another process's, if that has logged in
// meanwhile, or one of its own.
func (v *visit) renew(ctx context.Context) error {
	v.alive = false
	for {
		newer, err := v.lease(ctx)
		if err != nil {
			return err
		}
		if newer == (session.Entry{}) {
			return v.logIn(ctx)
		}
		if err := v.load(ctx); err != nil { // and be counted as its user: who made it may leave at once
			return err
		}
		if v.usable() {
			return v.join(ctx)
		}
	}
}

// join goes into the session that another process has just made.
func (v *visit) join(ctx context.Context) error {
	if v.session.Refused != "" {
		return v.remembered()
	}
	err := v.see(ctx)
	if errors.Is(err, errDoor) {
		return &registry.Fault{Kind: registry.NotSent, NotTheLine: true, Cause: errOver}
	}
	return err
}

// queue waits for the lease, which this visit then keeps until it leaves, and takes the session as whoever had the lease before
// left it.
func (v *visit) queue(ctx context.Context) error {
	for !v.held {
		if _, err := v.lease(ctx); err != nil {
			return err
		}
		if err := v.load(ctx); err != nil {
			return err
		}
	}
	return nil
}

// lease waits until the lease is this visit's, or there is another login than the one it knows: that one is returned.
func (v *visit) lease(ctx context.Context) (newer session.Entry, err error) {
	v.owner = cmp.Or(v.owner, rand.Text()) // before it asks: a lease whose reply is lost is given back as well
	for {
		newer, granted, err := v.store.Lease(ctx, v.name, v.owner, v.session.Login, v.settings.Timeout+grace)
		v.held = v.held || granted
		if granted || err != nil || newer != (session.Entry{}) {
			return newer, err
		}
		select {
		case <-ctx.Done():
			return session.Entry{}, ctx.Err()
		case <-time.After(beat):
		}
	}
}

// leave puts back what the portal changed in the session, and lets others at the lease. It does not end with ctx: the answer is
// there, and the next question needs the session.
func (v *visit) leave(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	if v.alive {
		if entry, err := v.sealer.Seal(v.name, v.session); err == nil {
			_ = v.store.Update(ctx, v.name, entry, v.rest()) // without it the session ends earlier than it must
		}
	}
	if v.owner != "" {
		_ = v.store.Release(ctx, v.name, v.owner) // without it the lease ends with its term
	}
}

// rest is how long the session may lie unused from now on.
func (v *visit) rest() time.Duration {
	over := v.session.Since.Add(v.profile.Session.Age).Sub(now())
	return max(min(v.profile.Session.Idle, over), time.Second)
}
