package webportal_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal"
	"simpul/lib/registry/webportal/session"
	"simpul/lib/resident"
)

// usurped is a store in which somebody else always got the lease meanwhile.
type usurped struct{ session.Store }

func (usurped) Save(context.Context, string, string, session.Entry, time.Duration) (bool, error) {
	return false, nil
}

func TestALoginThatTookTooLongIsGivenUpAndLoggedOut(t *testing.T) { // another process may have logged in since
	o := newOffice(t, tableProfile)
	o.local(o.over(usurped{o.store}))
	o.counts(1, 0, 0)
	if o.server.Logouts() != 1 {
		t.Error("a session that nobody will find stays open")
	}
}

// The store failed, and now the portal falls silent: the question is over when its time is.
func TestALogoutThatThePortalDoesNotAnswerEndsWithItsQuestion(t *testing.T) {
	s := newScripted(t)
	gone := make(chan struct{})
	s.on("POST /portal/keluar", func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done() // until the client hangs up
		close(gone)
	})
	s.settings.Timeout = 2 * time.Second
	s.refuse(s.over(usurped{s.store}), registry.NotSent, true)
	<-gone
}

func TestASessionKeepsTheCookiesThatThePortalChanges(t *testing.T) {
	s := newScripted(t)
	s.on("GET /portal/masuk", andCookie("urutan", "pertama", s.script["GET /portal/masuk"]))
	s.on("POST /portal/cari", andCookie("urutan", "kedua", s.script["POST /portal/cari"]))
	s.die(s.client())
	s.die(s.client()) // another process, which finds the session in the store
	requests := s.requests()
	if last := requests[len(requests)-1]; !strings.Contains(last.header, "urutan=kedua") || !strings.Contains(last.header, "sid=kue") {
		t.Errorf("%s: the cookie is gone", last.what)
	}
	s.expect(1, 2)
}

// The next search in the session is another officer's, and the session lies in Redis between them (PKS-2.2g).
func TestNothingOfASearchStaysInTheSession(t *testing.T) {
	s := newScripted(t)
	s.on("GET /portal/masuk", andCookie("isian", "", s.script["GET /portal/masuk"]))
	s.on("POST /portal/cari", andCookie("isian", "nik%3D"+someone().NIK, andCookie("terakhir", "WATI", s.script["POST /portal/cari"])))
	for range 2 {
		s.die(s.client())
	}
	for _, r := range s.requests() {
		if strings.Contains(r.header, someone().NIK) || strings.Contains(r.header, "terakhir") {
			t.Errorf("%s carries what the search before it left", r.what)
		}
	}
}

// andCookie answers with a cookie besides.
func andCookie(name, value string, answer http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/portal"})
		answer(w, r)
	}
}

func TestAPortalIsLeftAsItsProfileSays(t *testing.T) {
	for name, row := range map[string]struct {
		changes []string
		path    string
		want    int
	}{
		"by a form":  {nil, "POST /portal/keluar", 1},
		"by a link":  {[]string{"method: POST", "method: GET"}, "GET /portal/keluar", 1},
		"not at all": {[]string{"logout:\n  path: /portal/keluar\n  method: POST\n", ""}, "POST /portal/keluar", 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t, row.changes...)
			c := s.client()
			s.die(c)
			must(t, c.Close(t.Context()))
			if got := s.count(row.path); got != row.want {
				t.Errorf("%d times", got)
			}
		})
	}
}

func TestAPortalThatDoesNotLetGoIsAnErrorWithoutSecrets(t *testing.T) {
	s := newScripted(t)
	c := s.client()
	s.die(c)
	s.on("GET /portal/cari", code(503))
	err := c.Close(t.Context())
	if err == nil || !hidden(err.Error(), password, userID, "127.0.0.1", "kue") {
		t.Errorf("%v", err)
	}
}

func TestARefusalIsNoSessionToLogOutOf(t *testing.T) {
	s := newScripted(t)
	s.on("POST /portal/masuk", page(loginForm))
	c := s.client()
	s.refuse(c, registry.LoginFailed, true)
	must(t, c.Close(t.Context()))
	if s.count("POST /portal/keluar")+s.count("GET /portal/cari") != 0 {
		t.Error("logged out of nothing")
	}
}

// A process that logs in and dies holds the others up no longer than a question and a little takes.
func TestWhoWaitsForAnothersLoginWaitsNoLongerThanItsOwnDeadline(t *testing.T) {
	o := newOffice(t, tableProfile)
	_, granted, err := o.store.Lease(t.Context(), "kantor", "proses-mati", "", time.Hour)
	if err != nil || !granted {
		t.Fatal(err)
	}
	o.settings.Timeout = time.Second
	o.local(o.client())
	o.counts(0, 0, 0)
	must(t, o.store.Release(t.Context(), "kantor", "proses-mati"))
	o.ask(o.client())
}

// mute is a store whose replies to a lease are lost.
type mute struct{ session.Store }

func (m mute) Lease(ctx context.Context, account, owner, stale string, term time.Duration) (session.Entry, bool, error) {
	_, _, _ = m.Store.Lease(ctx, account, owner, stale, term)
	return session.Entry{}, false, errors.New("the reply is lost")
}

func TestALeaseWhoseReplyIsLostIsGivenBack(t *testing.T) {
	o := newOffice(t, tableProfile)
	o.local(o.over(mute{o.store}))
	if _, granted, err := o.store.Lease(t.Context(), "kantor", "lain", "", time.Hour); err != nil || !granted {
		t.Error("everybody waits until it ends by itself")
	}
}

// early is the store of a process that looked just before another one logged in.
type early struct {
	session.Store
	looked bool
}

func (e *early) Load(ctx context.Context, account string, idle time.Duration) (session.Entry, error) {
	if !e.looked {
		e.looked = true
		return session.Entry{}, nil
	}
	return e.Store.Load(ctx, account, idle)
}

func TestWhoJoinsAnothersLoginIsAUserOfItsSession(t *testing.T) {
	o := newOffice(t, tableProfile)
	first, second := o.client(), o.over(&early{Store: o.store.Another()})
	o.ask(first)
	o.ask(second)
	must(t, first.Close(t.Context()))
	if o.server.Logouts() != 0 {
		t.Error("logged out under somebody's hands")
	}
	o.ask(second)
	o.counts(1, 3, 0)
}

func TestSearchesWaitForEachOtherWhereASessionKeepsOneAnswer(t *testing.T) {
	o := newOffice(t, listProfile)
	first, second := o.client(), o.client()
	o.ask(first)
	_, granted, err := o.store.Lease(t.Context(), "kantor", "lain", o.login(), time.Hour)
	if err != nil || !granted {
		t.Fatal("the lease was not given back")
	}
	o.settings.Timeout = time.Second
	o.refuse(o.client(), registry.NotSent, true)
	must(t, o.store.Release(t.Context(), "kantor", "lain"))
	o.ask(second)
	o.counts(1, 2, 0)
}

// strict is a portal that gives a session a new id with every answer, and knows the last one alone.
func (s *scripted) strict() {
	var mu sync.Mutex
	last := 0
	for _, what := range []string{"GET /portal/cari", "POST /portal/cari"} {
		answer := s.script[what]
		s.on(what, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			if cookie, err := r.Cookie("urutan"); last > 0 && (err != nil || cookie.Value != strconv.Itoa(last)) {
				to("/portal/masuk")(w, r)
				return
			}
			last++
			http.SetCookie(w, &http.Cookie{Name: "urutan", Value: strconv.Itoa(last), Path: "/portal"})
			answer(w, r)
		})
	}
}

func TestWhoWaitedTakesTheSessionAsTheOneBeforeLeftIt(t *testing.T) {
	s := newScripted(t, "form_once: false", "form_once: false\n  one_at_a_time: true")
	s.strict()
	clients := []*webportal.Client{s.client(), s.client()}
	var officers sync.WaitGroup
	for i := range 6 {
		officers.Go(func() {
			if answer, err := clients[i%2].Ask(t.Context(), about(t, someone())); err != nil || answer.Status != resident.Deceased {
				t.Errorf("%s, %v", answer.Status, err)
			}
		})
	}
	officers.Wait()
	s.expect(1, 6)
}

// login returns the id of the stored login.
func (o *office) login() string {
	o.t.Helper()
	e, err := o.store.Load(o.t.Context(), "kantor", time.Hour)
	must(o.t, err)
	return e.Login
}
