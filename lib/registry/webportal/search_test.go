package webportal_test

import (
	"net/http"
	"strings"
	"testing"

	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
	"simpul/lib/registry/webportal"
	"simpul/lib/resident"
)

// die asks about somebody of whom the scripted portal says that they are dead.
func (s *scripted) die(c *webportal.Client) {
	s.t.Helper()
	answer, err := c.Ask(s.t.Context(), about(s.t, someone()))
	if err != nil || answer.Status != resident.Deceased {
		s.t.Fatalf("%s, %v", answer.Status, err)
	}
}

func TestTheNIKTravelsInTheBodyOfASearchAlone(t *testing.T) {
	s := newScripted(t)
	s.die(s.client())
	for _, r := range s.requests() {
		nik := strings.Contains(r.body, someone().NIK)
		if strings.Contains(r.url+r.header, someone().NIK) || nik != (r.what == "POST /portal/cari") {
			t.Errorf("%s carries the NIK", r.what)
		}
		secret := strings.Contains(r.body, password)
		if !hidden(r.url+r.header, userID, password) || secret != (r.what == "POST /portal/masuk") {
			t.Errorf("%s carries the credentials", r.what)
		}
	}
}

func TestAFormIsSentAsABrowserWould(t *testing.T) {
	s := newScripted(t)
	s.die(s.client())
	for _, r := range s.requests() {
		if !strings.HasPrefix(r.what, "POST") {
			continue
		}
		from := "Referer:[" + s.settings.URL + strings.TrimPrefix(r.what, "POST ") + "]"
		for _, want := range []string{from, "Origin:[" + s.settings.URL + "]", "Content-Type:[application/x-www-form-urlencoded]", "sid=kue"} {
			if !strings.Contains(r.header, want) {
				t.Errorf("%s: %s is missing", r.what, want)
			}
		}
	}
	if body := s.requests()[1].body; body != "_token=tok-1&masuk=1&pengguna="+userID+"&sandi="+password {
		t.Errorf("login form %s", body)
	}
}

// A login page says that nobody looked for anything: but not of a session whose form was there a moment ago.
func TestALoginPageInAnswerToASearchIsAFaultWhereTheFormWasJustSeen(t *testing.T) {
	s := newScripted(t)
	c := s.client()
	s.on("POST /portal/cari", inTurn(s.script["POST /portal/cari"], to("/portal/masuk")))
	s.die(c)
	if s.refuse(c, registry.BrokenAnswer, false).Transport() {
		t.Error("the line is blamed for what the portal said")
	}
	s.expect(1, 2)
}

func TestALoginPageRightAfterALoginIsAFault(t *testing.T) {
	for name, row := range map[string]struct {
		path   string
		answer http.HandlerFunc
		unsent bool
	}{
		"instead of the search form":              {"GET /portal/cari", to("/portal/masuk"), true},
		"instead of the search form, as a page":   {"GET /portal/cari", page(loginForm), true},
		"instead of the search form, by a status": {"GET /portal/cari", code(401), true},
		"in answer to the search":                 {"POST /portal/cari", to("/portal/masuk?dari=cari"), false},
		"in answer to the search, as a page":      {"POST /portal/cari", page(loginForm), false},
		"in answer to the search, by a status":    {"POST /portal/cari", code(419), false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t)
			s.on(row.path, row.answer)
			s.refuse(s.client(), registry.LoginFailed, row.unsent)
			searches := 1
			if row.unsent {
				searches = 0
			}
			s.expect(1, searches)
		})
	}
}

func TestASearchIsPostedAtMostTwiceAndALoginMadeAtMostOnce(t *testing.T) {
	s := newScripted(t, "form_once: false", "form_once: true")
	c := s.client()
	s.die(c)
	s.on("POST /portal/cari", to("/portal/masuk"))
	s.refuse(c, registry.LoginFailed, false)
	s.expect(2, 3)
}

func TestOnlyABareLoginPageLetsASearchBePostedOnceMore(t *testing.T) {
	for name, row := range map[string]struct {
		answer http.HandlerFunc
		kind   registry.FaultKind // "" is an answer
	}{
		"a redirect to the login page":         {to("/portal/masuk"), ""},
		"the login page":                       {page(loginForm), ""},
		"the login page and a known word":      {page(loginForm + `<p class="alert">Sesi Anda telah berakhir, silakan masuk kembali!</p>`), ""},
		"a status of the profile":              {code(419), ""},
		"the login page and an unknown word":   {page(loginForm + `<p class="alert">Permintaan Anda sedang diproses</p>`), registry.Unknown},
		"the login page and a used-up quota":   {page(loginForm + `<p class="alert">Kuota akses hari ini telah habis</p>`), registry.QuotaExhausted},
		"the login page and a captcha":         {page(loginForm + `<div class="g-recaptcha"></div>`), registry.Captcha},
		"the login page and a record":          {page(loginForm + `<table id="hasil"></table>`), registry.PageChanged},
		"a redirect elsewhere":                 {to("/portal/beranda"), registry.PageChanged},
		"a redirect to another server's login": {to("https://192.0.2.1/portal/masuk"), registry.PageChanged},
		"a redirect to nowhere":                {to(""), registry.PageChanged},
		"another status":                       {code(403), registry.HTTPError},
		"a used-up quota behind a status":      {withStatus(403, `<p class="alert">Kuota akses hari ini telah habis</p>`), registry.QuotaExhausted},
		"the same behind one of the door's":    {withStatus(419, `<p class="alert">Kuota akses hari ini telah habis</p>`), registry.QuotaExhausted},
		"a person behind a status":             {withStatus(404, `<p class="alert">Data Ditemukan, Meninggal Dunia</p>`), registry.HTTPError},
		"a page nobody knows":                  {page("<h1>Pemeliharaan</h1>"), registry.PageChanged},
		"no HTML": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-16")
		}, registry.BrokenAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t, "form_once: false", "form_once: true")
			c := s.client()
			s.die(c)
			s.on("POST /portal/cari", inTurn(row.answer, s.script["POST /portal/cari"]))
			if row.kind == "" {
				s.die(c)
				s.expect(2, 3)
				return
			}
			s.refuse(c, row.kind, false)
			s.expect(1, 2)
		})
	}
}

// The first search left: whatever stops the second, it may have been counted.
func TestWhatFailsBetweenTwoSearchesCounts(t *testing.T) {
	for name, row := range map[string]struct {
		fail func(s *scripted) http.HandlerFunc
		kind registry.FaultKind
	}{
		"the store of sessions": {func(s *scripted) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { s.store.Fail(true); to("/portal/masuk")(w, r) }
		}, registry.NoAnswer},
		"the login page": {func(s *scripted) http.HandlerFunc {
			s.on("GET /portal/masuk", code(503))
			return to("/portal/masuk")
		}, registry.HTTPError},
		"the login": {func(s *scripted) http.HandlerFunc {
			s.on("POST /portal/masuk", page(loginForm+`<p class="alert">Gagal Login</p>`))
			return to("/portal/masuk")
		}, registry.LoginFailed},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t, "form_once: false", "form_once: true")
			c := s.client()
			s.die(c)
			s.on("POST /portal/cari", row.fail(s))
			s.refuse(c, row.kind, false)
		})
	}
}

func TestASecondSearchThatDoesNotLeaveCountsAsTheFirst(t *testing.T) {
	s := newScripted(t, "form_once: false", "form_once: true")
	c := s.client()
	s.die(c)
	s.on("POST /portal/cari", to("/portal/masuk"))
	s.on("GET /portal/cari", func(w http.ResponseWriter, r *http.Request) { // the line goes down before the second
		if err := s.http.Listener.Close(); err != nil {
			t.Error(err)
		}
		w.Header().Set("Connection", "close")
		page(strings.ReplaceAll(searchForm, "%s", ""))(w, r)
	})
	s.refuse(c, registry.NoAnswer, false)
	s.expect(2, 2)
}

func TestARedirectToTheResultIsFollowedOnlyToThePathOfTheProfile(t *testing.T) {
	prg := []string{"  # answer: /portal/hasil ", "  answer: /portal/hasil #"}
	result := page(strings.ReplaceAll(searchForm, "%s", someone().NIK) + `<p class="alert">Data Ditemukan, Data Ganda</p>`)
	for name, row := range map[string]struct {
		to, result http.HandlerFunc
		kind       registry.FaultKind
	}{
		"there":               {to("/portal/hasil"), result, ""},
		"there, kept waiting": {to("/portal/hasil"), code(503), registry.HTTPError},
		"with the NIK in it":  {to("/portal/hasil/" + someone().NIK), result, registry.PageChanged},
		"as another POST": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/portal/hasil")
			w.WriteHeader(307)
		}, result, registry.PageChanged},
		"another's result":        {to("/portal/hasil"), page(strings.ReplaceAll(searchForm, "%s", registrytest.WithExpected(registrytest.Found)[1].NIK) + `<p class="alert">Data Ditemukan, Data Ganda</p>`), registry.BrokenAnswer},
		"a result about nobody":   {to("/portal/hasil"), page(`<p class="alert">Data Ditemukan, Data Ganda</p>`), registry.PageChanged},
		"turned away, by then":    {to("/portal/hasil"), to("/portal/masuk"), registry.BrokenAnswer},
		"the login page, by then": {to("/portal/hasil"), page(loginForm), registry.BrokenAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScripted(t, prg...)
			s.on("POST /portal/cari", row.to)
			s.on("GET /portal/hasil", row.result)
			if row.kind == "" {
				if answer, err := s.client().Ask(t.Context(), about(t, someone())); err != nil || answer.Status != resident.Duplicate {
					t.Errorf("%s, %v", answer.Status, err)
				}
			} else {
				s.refuse(s.client(), row.kind, false)
			}
			for _, r := range s.requests() {
				if strings.Contains(r.url, someone().NIK) {
					t.Error("a NIK in a URL")
				}
			}
			s.expect(1, 1)
		})
	}
}
