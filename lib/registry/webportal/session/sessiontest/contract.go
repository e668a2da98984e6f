package sessiontest

import (
	"testing"
	"time"

	"simpul/lib/registry/webportal/session"
)

const (
	name = "kantor"
	long = time.Minute
)

// Contract tests two processes' stores that share what they hold.
func Contract(t *testing.T, start func(t *testing.T) (a, b session.Store)) {
	for promise, test := range map[string]func(*testing.T, pair){
		"one at a time logs in":                    oneLogsIn,
		"a lease ends with its term":               leaseEnds,
		"a late login is not stored":               lateLogin,
		"a repeated save is the same save":         repeatedSave,
		"an update keeps to its login":             updateOfItsLogin,
		"an entry is forgotten after its time":     entryEnds,
		"the last user gets the entry":             lastUser,
		"a user who went silent is not waited for": silentUser,
		"accounts do not meet":                     accounts,
	} {
		t.Run(promise, func(t *testing.T) {
			a, b := start(t)
			test(t, pair{t, a, b})
		})
	}
}

type pair struct {
	t    *testing.T
	a, b session.Store
}

func (p pair) load(s session.Store, idle time.Duration) session.Entry {
	p.t.Helper()
	e, err := s.Load(p.t.Context(), name, idle)
	p.must(err)
	return e
}

func (p pair) lease(s session.Store, owner, stale string, term time.Duration) (session.Entry, bool) {
	p.t.Helper()
	e, granted, err := s.Lease(p.t.Context(), name, owner, stale, term)
	p.must(err)
	return e, granted
}

func (p pair) save(s session.Store, owner, login string, idle time.Duration) bool {
	p.t.Helper()
	held, err := s.Save(p.t.Context(), name, owner, entry(login), idle)
	p.must(err)
	return held
}

func (p pair) leave(s session.Store) session.Entry {
	p.t.Helper()
	e, err := s.Leave(p.t.Context(), name)
	p.must(err)
	return e
}

func (p pair) want(got, want session.Entry) {
	p.t.Helper()
	if got != want {
		p.t.Errorf("%+v, want %+v", got, want)
	}
}

func (p pair) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// login logs in as nobody else does.
func (p pair) login(s session.Store, login string, idle time.Duration) {
	p.t.Helper()
	if _, granted := p.lease(s, "pemilik-"+login, "", long); !granted || !p.save(s, "pemilik-"+login, login, idle) {
		p.t.Fatal("no login")
	}
	p.must(s.Release(p.t.Context(), name, "pemilik-"+login))
}

func entry(login string) session.Entry { return session.Entry{Login: login, Sealed: "segel-" + login} }

// until waits for what time alone brings.
func (p pair) until(happened func() bool) {
	p.t.Helper()
	for beat := time.Tick(time.Millisecond); !happened(); <-beat {
		p.must(p.t.Context().Err())
	}
}

func oneLogsIn(t *testing.T, p pair) {
	p.want(p.load(p.a, long), session.Entry{})
	if _, granted := p.lease(p.a, "satu", "", long); !granted {
		t.Fatal("the first may not log in")
	}
	if _, granted := p.lease(p.a, "satu", "", long); !granted {
		t.Error("asked again, the same one may not")
	}
	if e, granted := p.lease(p.b, "dua", "", long); granted || e != (session.Entry{}) {
		t.Error("a second one may log in at the same time")
	}
	if !p.save(p.a, "satu", "masuk-1", long) {
		t.Error("the login is not stored")
	}
	if _, granted := p.lease(p.b, "dua", "masuk-1", long); granted {
		t.Error("the lease ended with the login")
	}
	p.must(p.a.Release(t.Context(), name, "satu"))
	if e, granted := p.lease(p.b, "dua", "", long); granted || e != entry("masuk-1") {
		t.Errorf("who waited gets %+v, %t", e, granted)
	}
	p.want(p.load(p.b, long), entry("masuk-1"))
	if _, granted := p.lease(p.b, "dua", "masuk-1", long); !granted {
		t.Error("nobody may renew what is over")
	}
	p.want(p.load(p.a, long), entry("masuk-1"))
	p.must(p.b.Release(t.Context(), name, "dua"))
	if _, granted := p.lease(p.a, "tiga", "masuk-1", long); !granted {
		t.Error("a lease that was given up still holds")
	}
}

func leaseEnds(t *testing.T, p pair) {
	p.lease(p.a, "satu", "", 20*time.Millisecond)
	p.until(func() bool { _, granted := p.lease(p.b, "dua", "", long); return granted })
	p.must(p.a.Release(t.Context(), name, "satu"))
	if _, granted := p.lease(p.a, "tiga", "", long); granted {
		t.Error("the former owner ended another's lease")
	}
}

func lateLogin(t *testing.T, p pair) {
	p.lease(p.a, "satu", "", 20*time.Millisecond)
	p.until(func() bool { _, granted := p.lease(p.b, "dua", "", long); return granted })
	if p.save(p.a, "satu", "masuk-1", long) {
		t.Error("stored without a lease")
	}
	p.want(p.load(p.b, long), session.Entry{})
	if !p.save(p.b, "dua", "masuk-2", long) {
		t.Error("the owner's login is not stored")
	}
}

func repeatedSave(t *testing.T, p pair) {
	p.lease(p.a, "satu", "", long)
	for range 2 { // its reply was lost, and by then the lease as well
		if !p.save(p.a, "satu", "masuk-1", long) {
			t.Error("not stored")
		}
		p.must(p.a.Release(t.Context(), name, "satu"))
	}
}

func updateOfItsLogin(t *testing.T, p pair) {
	p.login(p.a, "masuk-1", long)
	changed := session.Entry{Login: "masuk-1", Sealed: "lain"}
	p.must(p.b.Update(t.Context(), name, changed, long))
	p.want(p.load(p.a, long), changed)
	p.must(p.b.Update(t.Context(), name, entry("masuk-0"), long))
	p.want(p.load(p.a, long), changed)
}

func entryEnds(_ *testing.T, p pair) {
	p.login(p.a, "masuk-1", 20*time.Millisecond)
	p.until(func() bool { return p.load(p.b, long) == session.Entry{} })
	p.must(p.a.Update(p.t.Context(), name, entry("masuk-1"), long))
	p.want(p.load(p.b, long), session.Entry{})
}

func lastUser(_ *testing.T, p pair) {
	p.login(p.a, "masuk-1", long)
	p.load(p.b, long)
	p.want(p.leave(p.a), session.Entry{})
	p.want(p.load(p.b, long), entry("masuk-1"))
	p.want(p.leave(p.b), entry("masuk-1"))
	p.want(p.load(p.a, long), session.Entry{})
	p.want(p.leave(p.a), session.Entry{})
}

func silentUser(_ *testing.T, p pair) {
	p.login(p.a, "masuk-1", long)
	p.load(p.b, time.Millisecond)
	p.until(func() bool { return p.leave(p.a) == entry("masuk-1") })
}

func accounts(t *testing.T, p pair) {
	p.login(p.a, "masuk-1", long)
	e, err := p.a.Load(t.Context(), "petugas-01", long)
	p.must(err)
	p.want(e, session.Entry{})
	_, granted, err := p.a.Lease(t.Context(), "petugas-01", "satu", "", long)
	p.must(err)
	if !granted {
		t.Error("another account's login is in the way")
	}
}
