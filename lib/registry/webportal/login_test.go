package webportal_test

import (
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal"
	"simpul/lib/registry/webportal/session"
)

func TestTheFirstQuestionLogsInAndTheOthersDoNot(t *testing.T) {
	o := newOffice(t, tableProfile)
	first, second := o.client(), o.client()
	for _, c := range []*webportal.Client{first, first, second, first} {
		o.ask(c)
	}
	o.counts(1, 4, 0)
}

// all asks with many officers of several processes at once and returns what became of them.
func (o *office) all(clients ...*webportal.Client) (faults []*registry.Fault) {
	o.t.Helper()
	var officers sync.WaitGroup
	var mu sync.Mutex
	for i := range 4 * len(clients) {
		officers.Go(func() {
			_, err := clients[i%len(clients)].Ask(o.t.Context(), about(o.t, someone()))
			if fault, ok := errors.AsType[*registry.Fault](err); ok {
				mu.Lock()
				defer mu.Unlock()
				faults = append(faults, fault)
			}
		})
	}
	officers.Wait()
	return faults
}

func TestManyWhoNeedALoginMakeOne(t *testing.T) { // a login storm locks the account (JUKNIS-II.C.2b.3a)
	for name, profile := range map[string]string{"tables": tableProfile, "lists": listProfile} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, profile)
			clients := []*webportal.Client{o.client(), o.client(), o.client()}
			if faults := o.all(clients...); len(faults) > 0 {
				t.Fatal(faults)
			}
			o.counts(1, 12, 0)
			o.server.ExpireSessions()
			if faults := o.all(clients...); len(faults) > 0 {
				t.Fatal(faults)
			}
			o.counts(2, 24, 0)
		})
	}
}

func TestAnExpiredSessionIsFoundAtTheFormAndRenewedOnce(t *testing.T) {
	o := newOffice(t, tableProfile)
	c := o.client()
	o.ask(c)
	o.server.ExpireSessions()
	o.ask(c)
	o.counts(2, 2, 0)
}

// Without the form before each search, the search itself meets the door. Nothing was looked up, and one more is allowed.
func TestASearchThatMetTheDoorIsPostedOnceMore(t *testing.T) {
	o := newOffice(t, tableProfile, "form_once: false", "form_once: true")
	c := o.client()
	o.ask(c)
	o.server.ExpireSessions()
	o.ask(c)
	o.counts(2, 2, 1)
	if n := o.server.CallsFor(someone().NIK); n != 2 {
		t.Errorf("%d questions reached the register", n)
	}
}

func TestARefusedLoginIsTriedOnceByEverybody(t *testing.T) {
	o := newOffice(t, tableProfile)
	o.write("password", "salah")
	clients := []*webportal.Client{o.client(), o.client(), o.client()}
	faults := o.all(clients...)
	if len(faults) != 12 {
		t.Fatalf("%d faults", len(faults))
	}
	for _, fault := range faults {
		if fault.Kind != registry.LoginFailed || !fault.Unsent {
			t.Errorf("%v, unsent %t", fault, fault.Unsent)
		}
	}
	if o.server.FailedLogins() != 1 {
		t.Errorf("%d wrong passwords at the portal", o.server.FailedLogins())
	}
	o.write("password", password) // an administrator puts in the right one
	o.ask(clients[0])
	o.counts(2, 1, 0)
}

func TestARefusalIsForgottenAfterAMinute(t *testing.T) {
	o := newOffice(t, tableProfile)
	c := o.client()
	o.server.RefuseLogins("17")
	if o.refuse(c, registry.UserInactive, true).Held {
		t.Error("the first word is told to be an old one")
	}
	o.server.RefuseLogins("")
	if !o.refuse(c, registry.UserInactive, true).Held {
		t.Error("an old word is told to be a new one")
	}
	o.counts(1, 0, 0)
	o.rewrite(func(s *session.Session) { s.Since = s.Since.Add(-2 * time.Minute) })
	o.ask(c)
	o.counts(2, 1, 0)
}

func TestEachRefusalOfALoginHasItsKind(t *testing.T) { // JUKNIS-II.C.2b.3
	for code, kind := range map[string]registry.FaultKind{
		"03": registry.LoginFailed, "04": registry.AddressRefused, "05": registry.QuotaExhausted, "06": registry.OutsideHours,
		"16": registry.InstitutionInactive, "17": registry.UserInactive,
		"99": registry.LoginFailed, // words that nobody knows, and the login page again
	} {
		o := newOffice(t, tableProfile)
		o.server.RefuseLogins(code)
		o.refuse(o.client(), kind, true)
		o.counts(1, 0, 0)
	}
}

func TestCredentialsRotateBetweenTwoQuestions(t *testing.T) { // PKS-2.1d
	o := newOffice(t, tableProfile)
	c := o.client()
	o.ask(c)
	o.server.SetCredentials("pengguna-baru", "sandi-baru")
	o.write("user-id", "pengguna-baru")
	o.write("password", "sandi-baru")
	o.ask(c)
	o.counts(2, 2, 0)
	if o.server.FailedLogins() != 0 {
		t.Errorf("%d logins failed", o.server.FailedLogins())
	}
}

func TestASessionThatIsOldEnoughIsMadeAnew(t *testing.T) {
	o := newOffice(t, tableProfile)
	c := o.client()
	o.ask(c)
	o.rewrite(func(s *session.Session) { s.Since = s.Since.Add(-8 * time.Hour) })
	o.ask(c)
	o.counts(2, 2, 0)
}

// Its hit is spent when the search has left: what ends the session then ends the answer.
func TestANewLoginLeavesTheSearchesInTheOldSessionAlone(t *testing.T) {
	s := newScripted(t)
	searching, over := make(chan struct{}), make(chan struct{})
	end := sync.OnceFunc(func() { close(over) })
	defer end()
	answer := s.script["POST /portal/cari"]
	s.die(s.client())
	s.on("POST /portal/cari", inTurn(func(w http.ResponseWriter, r *http.Request) {
		close(searching)
		<-over
		if s.count("POST /portal/keluar")+s.count("GET /portal/keluar") > 0 {
			to("/portal/masuk")(w, r)
			return
		}
		answer(w, r)
	}, answer))
	slow := make(chan struct{})
	go func() {
		defer close(slow)
		if _, err := s.client().Ask(t.Context(), about(t, someone())); err != nil {
			t.Errorf("the answer is lost: %v", err)
		}
	}()
	<-searching
	s.rewrite(func(old *session.Session) { old.Since = old.Since.Add(-8 * time.Hour) })
	s.die(s.client())
	end()
	<-slow
	s.expect(2, 3)
}

func TestTheLastOneWhoLeavesLogsOut(t *testing.T) {
	for name, profile := range map[string][]string{
		"posted": {tableProfile}, "posted with kept tokens": {tableProfile, "form_once: false", "form_once: true"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, profile[0], profile[1:]...)
			first, second := o.client(), o.client()
			o.ask(first)
			o.ask(second)
			must(t, first.Close(t.Context()))
			if o.server.Logouts() != 0 {
				t.Error("logged out under somebody's hands")
			}
			o.ask(second)
			must(t, second.Close(t.Context()))
			if o.server.Logouts() != 1 {
				t.Errorf("%d logouts", o.server.Logouts())
			}
			o.ask(o.client()) // whoever starts next logs in
			o.counts(2, 4, 0)
		})
	}
}

func TestAnOperatorWithAnAccountUsesIt(t *testing.T) { // JUKNIS-II.A
	o := newOffice(t, tableProfile)
	o.settings.Portal.OwnAccounts = []string{"petugas-02"}
	o.write("user-id-petugas-02", userID)
	o.write("password-petugas-02", password)
	c := o.client()
	for _, operator := range []string{"petugas-01", "petugas-02", "petugas-03", "petugas-02", ""} {
		q := about(t, someone())
		q.Operator = operator
		if _, err := c.Ask(t.Context(), q); err != nil {
			t.Fatalf("%s: %v", operator, err)
		}
	}
	o.counts(2, 5, 0)
	o.write("password-petugas-02", "salah")
	q := about(t, someone())
	q.Operator = "petugas-02"
	if _, err := c.Ask(t.Context(), q); err == nil {
		t.Error("the office's account stood in for an operator's")
	}
	o.ask(c) // whose own is as it was
	must(t, c.Close(t.Context()))
	if o.server.Logouts() != 1 { // what the changed password left is the portal's to forget
		t.Errorf("%d logouts", o.server.Logouts())
	}
}

// rewrite changes the stored session of the office.
func (o *office) rewrite(change func(*session.Session)) {
	o.t.Helper()
	sealer := o.sealer()
	e, err := o.store.Load(o.t.Context(), "kantor", time.Hour)
	must(o.t, err)
	s, ok, err := sealer.Open("kantor", e)
	must(o.t, err)
	if !ok {
		o.t.Fatal("no session to change")
	}
	change(&s)
	e, err = sealer.Seal("kantor", s)
	must(o.t, err)
	must(o.t, o.store.Update(o.t.Context(), "kantor", e, time.Hour))
}

func TestANewKeyCostsALogin(t *testing.T) {
	o := newOffice(t, tableProfile)
	c := o.client()
	o.ask(c)
	o.write("key", "uji-2:"+key("z"))
	o.ask(c)
	o.counts(2, 2, 0)
	o.write("key", "uji-3:"+key("y")+"\nuji-2:"+key("z")) // as it should be done
	o.ask(c)
	o.counts(2, 3, 0)
}

func TestWhatIsMissingStopsTheStartOrCostsNothing(t *testing.T) {
	o := newOffice(t, tableProfile)
	c := o.client()
	for _, name := range []string{"user-id", "password", "key"} {
		o.write(name, "")
		o.local(c)
		if _, err := webportal.New(o.settings, o.secrets(), o.store); err == nil {
			t.Errorf("started without %s", name)
		}
		o.write(name, map[string]string{"user-id": userID, "password": password, "key": "uji-1:" + key("k")}[name])
	}
	o.store.Fail(true)
	o.local(c)
	o.store.Fail(false)
	o.counts(0, 0, 0)
	o.ask(c)
	for _, name := range []string{"profile", "ca"} {
		o.write(name, "bukan: itu")
		if _, err := webportal.New(o.settings, o.secrets(), o.store); err == nil {
			t.Errorf("started with a bad %s", name)
		}
	}
}
