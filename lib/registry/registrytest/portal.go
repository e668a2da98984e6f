package registrytest

import (
	"net/http"
	"strings"
	"time"
)

// Layout is one of two portals that the simulator serves beside the web service, to the same people and from the same quota.
// They have nothing in common but their purpose, so that a profile that reads both is shown to be data. What a real portal
// looks like nobody has published (wire §4).
type Layout string

// The layouts. A path without a session leads to the form that asks to log in.
const (
	TableLayout Layout = "/portal"  // tables; a hidden token that lasts as long as the session; answers at once; UTF-8
	ListLayout  Layout = "/layanan" // lists and inputs; a token in a meta element, good once; answers by redirect; Windows-1252
)

// Paths below a layout.
const (
	pathLogin  = "/masuk"
	pathHome   = "/beranda"
	pathSearch = "/cari"
	pathResult = "/hasil"
	pathLogout = "/keluar"
)

// layoutOf returns the layout that a path belongs to, and the rest of the path.
func layoutOf(path string) (l Layout, rest string, ok bool) {
	for _, l := range []Layout{TableLayout, ListLayout} {
		if rest, ok := strings.CutPrefix(path, string(l)+"/"); ok {
			return l, "/" + rest, true
		}
	}
	return "", "", false
}

// servePortal answers a browser, or who behaves like one.
func (s *Server) servePortal(w http.ResponseWriter, r *http.Request, l Layout, path string) {
	if r.URL.RawQuery != "" || r.ParseForm() != nil { // a NIK does not belong into a URL
		http.NotFound(w, r)
		return
	}
	session := s.portal.session(r)
	switch method := r.Method + " " + path; {
	case method == "GET "+pathLogin:
		s.showLogin(w, r, l, session, "")
	case method == "POST "+pathLogin:
		s.takeLogin(w, r, l, session)
	case session == nil || !session.loggedIn:
		s.turnAway(w, r, l)
	case method == "GET "+pathHome:
		s.showPage(w, r, l, session, page{kind: pathHome})
	case method == "GET "+pathSearch:
		s.showPage(w, r, l, session, page{kind: pathSearch})
	case method == "POST "+pathSearch:
		s.takeSearch(w, r, l, session)
	case method == "GET "+pathResult && l == ListLayout:
		s.showPage(w, r, l, session, s.portal.last(session))
	case method == "POST "+pathLogout:
		s.portal.end(session)
		http.Redirect(w, r, string(l)+pathLogin, http.StatusFound)
	default:
		http.NotFound(w, r)
	}
}

// turnAway is the door: it looks at the session, and at nothing that was sent.
func (s *Server) turnAway(w http.ResponseWriter, r *http.Request, l Layout) {
	if r.Method == http.MethodPost {
		s.portal.count(&s.portal.turned)
	}
	if l == ListLayout {
		s.showLogin(w, r, l, nil, "Sesi Anda telah berakhir, silakan masuk kembali")
		return
	}
	http.Redirect(w, r, string(l)+pathLogin, http.StatusFound)
}

// takeLogin compares user id and password; the words of a failure stand on the login page.
func (s *Server) takeLogin(w http.ResponseWriter, r *http.Request, l Layout, session *portalSession) {
	s.portal.count(&s.portal.logins)
	if session == nil || !s.portal.spends(session, l, r) {
		http.Error(w, "Page Expired", 419)
		return
	}
	fields, expected := loginFields(l), s.expected.Load()
	if refusal := s.portal.refusal(); refusal != "" {
		s.showLogin(w, r, l, session, wordOf(refusal).text)
		return
	}
	if r.PostForm.Get(fields[0]) != expected.userID || r.PostForm.Get(fields[1]) != expected.password {
		s.portal.count(&s.portal.failed)
		s.showLogin(w, r, l, session, wordOf("03").text)
		return
	}
	s.setCookie(w, l, s.portal.logIn(session))
	http.Redirect(w, r, string(l)+pathHome, http.StatusFound)
}

// loginFields are the names of the fields for user id and password.
func loginFields(l Layout) [2]string {
	if l == ListLayout {
		return [2]string{"j_username", "j_password"}
	}
	return [2]string{"pengguna", "sandi"}
}

// takeSearch is one question. It is charged before it is counted, as in [Server.serve].
func (s *Server) takeSearch(w http.ResponseWriter, r *http.Request, l Layout, session *portalSession) {
	if !s.portal.spends(session, l, r) {
		s.portal.count(&s.portal.turned)
		http.Error(w, "Page Expired", 419)
		return
	}
	nik := r.PostForm.Get(map[Layout]string{TableLayout: "nik", ListLayout: "kriteria.nik"}[l])
	today, failure := s.today(), s.failures.next()
	answer := s.found(today, nik)
	if failure == EmptyContent {
		answer = page{kind: pathSearch, nik: nik}
	}
	s.counters.arrived(today, nik)
	if !s.pause(r.Context(), time.Duration(s.latency.Load())) {
		panic(http.ErrAbortHandler)
	}
	if failure == "" || failure == None {
		s.answerSearch(w, r, l, session, answer)
		return
	}
	s.deliver(w, r, s.render(l, session, answer), failure)
}

// answerSearch shows the result, or keeps it for the page that the browser is sent to.
func (s *Server) answerSearch(w http.ResponseWriter, r *http.Request, l Layout, session *portalSession, answer page) {
	if l == ListLayout {
		s.portal.keep(session, answer)
		http.Redirect(w, r, string(l)+pathResult, http.StatusSeeOther)
		return
	}
	s.showPage(w, r, l, session, answer)
}
