package webportal_test

import (
	"net/http"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
	"simpul/lib/registry/webportal"
)

// Whatever is wrong before a search costs no hit; what a human must mend keeps its kind (JUKNIS-II.B.1).
func TestWhatFailsBeforeASearchCostsNothing(t *testing.T) {
	captcha := `<div class="g-recaptcha"></div>`
	for name, row := range map[string]struct {
		path   string
		answer http.HandlerFunc
		kind   registry.FaultKind
		logins int
	}{
		"the login page is down":               {"GET /portal/masuk", code(503), registry.NotSent, 0},
		"the login page is gone":               {"GET /portal/masuk", code(404), registry.PageChanged, 0},
		"the login page moved":                 {"GET /portal/masuk", to("/portal/login"), registry.PageChanged, 0},
		"the login page changed":               {"GET /portal/masuk", page("<form></form>"), registry.PageChanged, 0},
		"the login page has no token":          {"GET /portal/masuk", page(`<form id="form-masuk"></form>`), registry.PageChanged, 0},
		"the login page wants a captcha":       {"GET /portal/masuk", page(loginForm + captcha), registry.Captcha, 0},
		"the login page cannot be read":        {"GET /portal/masuk", cut, registry.NotSent, 0},
		"the login breaks":                     {"POST /portal/masuk", code(500), registry.NotSent, 1},
		"the login is cut":                     {"POST /portal/masuk", cut, registry.NotSent, 1},
		"the login is forbidden":               {"POST /portal/masuk", code(429), registry.LoginFailed, 1},
		"the login is forbidden with words":    {"POST /portal/masuk", withStatus(403, `<p class="alert">Kuota akses hari ini telah habis</p>`), registry.QuotaExhausted, 1},
		"the search form is gone, with words":  {"GET /portal/cari", withStatus(404, `<p class="alert">Instansi tidak aktif</p>`), registry.InstitutionInactive, 1},
		"the login leads to another server":    {"POST /portal/masuk", to("https://192.0.2.1/portal/beranda"), registry.PageChanged, 1},
		"the login leads back":                 {"POST /portal/masuk", to("/portal/masuk"), registry.LoginFailed, 1},
		"the login ends in a captcha":          {"POST /portal/masuk", page(captcha), registry.Captcha, 1},
		"the search form is down":              {"GET /portal/cari", code(502), registry.NotSent, 1},
		"the search form is gone":              {"GET /portal/cari", code(404), registry.PageChanged, 1},
		"the search form moved":                {"GET /portal/cari", to("/portal/beranda"), registry.PageChanged, 1},
		"the search form changed":              {"GET /portal/cari", page("<form></form>"), registry.PageChanged, 1},
		"the search form has no token":         {"GET /portal/cari", page(`<form id="form-cari"></form>`), registry.PageChanged, 1},
		"the search form wants a captcha":      {"GET /portal/cari", page(searchForm + captcha), registry.Captcha, 1},
		"the search form says the day is over": {"GET /portal/cari", page(searchForm + `<p class="alert">Kuota akses hari ini telah habis</p>`), registry.QuotaExhausted, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t)
			s.on(row.path, row.answer)
			c := s.client()
			s.refuse(c, row.kind, true)
			s.expect(row.logins, 0)
			s.refuse(c, row.kind, true)
			again := row.logins // a line that is down is tried again, a portal that said no is not
			if row.kind == registry.NotSent {
				again *= 2
			}
			s.expect(again, 0)
		})
	}
}

// Before a search the login page is reason enough, whatever stands on it: nothing was asked yet.
func TestALoginPageWithUnknownWordsInsteadOfTheFormIsALoginThatIsOver(t *testing.T) {
	s := newScripted(t)
	form := s.script["GET /portal/cari"]
	s.on("GET /portal/cari", inTurn(form, page(loginForm+`<p class="alert">Anda keluar otomatis</p>`), form))
	c := s.client()
	s.die(c)
	s.die(c)
	s.expect(2, 2)
}

// cut closes the connection instead of an answer.
func cut(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func TestTheWordsOfARefusalAreReadWhereALoginLeadsBackTo(t *testing.T) { // flashed into the session, as many frameworks do
	s := newScripted(t)
	s.on("POST /portal/masuk", to("/portal/masuk"))
	s.on("GET /portal/masuk", inTurn(page(loginForm), page(loginForm+`<p class="alert">User ID non aktif, silahkan menghubungi Admin</p>`)))
	s.refuse(s.client(), registry.UserInactive, true)
}

func TestACaptchaAndAChangedPageAreFaultsOfTheirOwn(t *testing.T) {
	for name, row := range map[string]struct {
		do   func(*registrytest.Server, bool)
		kind registry.FaultKind
	}{
		"captcha": {(*registrytest.Server).DemandCaptcha, registry.Captcha}, "changed": {(*registrytest.Server).ChangePages, registry.PageChanged},
	} {
		for _, profile := range []string{tableProfile, listProfile} {
			t.Run(name, func(t *testing.T) {
				o := newOffice(t, profile)
				c := o.client()
				o.ask(c)
				row.do(o.server, true)
				o.refuse(c, row.kind, true)
				o.server.ExpireSessions()
				o.refuse(o.client(), row.kind, true)
				o.counts(1, 1, 0)
			})
		}
		t.Run(name+", seen only in the answer", func(t *testing.T) {
			o := newOffice(t, tableProfile, "form_once: false", "form_once: true")
			c := o.client()
			o.ask(c)
			row.do(o.server, true)
			o.refuse(c, row.kind, false)
			o.counts(1, 2, 0)
		})
	}
}

// It may come between any two searches, and goes by itself; nobody but an administrator ends a suspension.
func TestAMaintenancePageStopsNobodyAndCostsOneHit(t *testing.T) {
	s := newScripted(t, "form_once: false", "form_once: true")
	c := s.client()
	s.die(c)
	form, answer, maintenance := s.script["GET /portal/cari"], s.script["POST /portal/cari"], page("<h1>Pemeliharaan</h1>")
	s.on("GET /portal/cari", maintenance)
	s.on("POST /portal/cari", maintenance)
	if !s.refuse(c, registry.PageChanged, false).Passing {
		t.Error("everybody is stopped")
	}
	for _, process := range []*webportal.Client{c, s.client()} {
		s.refuse(process, registry.PageChanged, true)
	}
	s.on("GET /portal/cari", form)
	s.on("POST /portal/cari", answer)
	s.die(c)
	s.die(c)
	if s.expect(1, 4); s.count("GET /portal/cari") != 4 {
		t.Errorf("the form was fetched %d times", s.count("GET /portal/cari"))
	}
}

func TestAChangedResultStopsEverybodyThoughItsFormIsThere(t *testing.T) {
	s := newScripted(t, "form_once: false", "form_once: true")
	c := s.client()
	s.die(c)
	s.on("POST /portal/cari", page("<h1>Hasil</h1>"))
	first, second := s.refuse(c, registry.PageChanged, false), s.refuse(c, registry.PageChanged, false)
	if !first.Passing || second.Passing {
		t.Errorf("passing %t, then %t", first.Passing, second.Passing)
	}
}

func TestARedirectToAnUnknownPageStopsEverybodyTheSecondTime(t *testing.T) {
	s := newScripted(t)
	c, answer, away := s.client(), s.script["POST /portal/cari"], to("/portal/pemeliharaan")
	s.on("POST /portal/cari", inTurn(away, answer, away, away))
	for _, passing := range []bool{true, true, false} {
		if s.refuse(c, registry.PageChanged, false).Passing != passing {
			t.Errorf("passing %t", !passing)
		}
		if s.count("POST /portal/cari") == 1 {
			s.die(c) // which ends the row
		}
	}
}
