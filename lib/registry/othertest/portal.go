package othertest

import (
	"crypto/rand"
	"maps"
	"net/http"
)

// The web portal of this installation. Nothing is known of the real one (§4), so
// all of this is invented, as a small PHP application of an office might look.
const (
	portalRoot   = "/pemanfaatan"
	portalCookie = "LAINSESI"
	checkField   = "__cek" // one-time token of a form
)

// visit is one browser: before the login, or in.
type visit struct {
	in     bool
	checks map[string]bool // tokens given out and not yet used
}

// portalRoutes adds the pages.
func (s *Server) portalRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+portalRoot+"/masuk.php", s.showLogin)
	mux.HandleFunc("POST "+portalRoot+"/masuk.php", s.takeLogin)
	mux.HandleFunc("GET "+portalRoot+"/beranda.php", s.inside(func(w http.ResponseWriter, _ *http.Request, _ *visit) {
		show(w, homePage, nil)
	}))
	mux.HandleFunc("GET "+portalRoot+"/cari.php", s.inside(func(w http.ResponseWriter, _ *http.Request, v *visit) {
		show(w, searchPage, view{Check: v.check()})
	}))
	mux.HandleFunc("POST "+portalRoot+"/cari.php", s.inside(s.search))
	mux.HandleFunc("GET "+portalRoot+"/keluar.php", s.leave)
}

// check gives out a new one-time token.
func (v *visit) check() string {
	token := rand.Text()
	v.checks[token] = true
	return token
}

// spend uses a token up; it is false for one that was never given out.
func (v *visit) spend(token string) bool {
	known := v.checks[token]
	delete(v.checks, token)
	return known
}

// showLogin starts a visit. A token of the form belongs to the cookie.
func (s *Server) showLogin(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.enter(w, false)
	show(w, loginPage, view{Check: v.check()})
}

// enter begins a visit under a fresh cookie; s.mu is held.
func (s *Server) enter(w http.ResponseWriter, in bool) *visit {
	id, v := rand.Text(), &visit{in: in, checks: map[string]bool{}}
	s.visits[id] = v
	http.SetCookie(w, &http.Cookie{
		Name: portalCookie, Value: id, Path: portalRoot, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode,
	})
	return v
}

// takeLogin checks the form. A wrong form is shown again with Gagal Login
// (JUKNIS-II.C.2b.3a), status 200. A right one ends every other visit of the
// account: one browser at a time.
func (s *Server) takeLogin(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.visitOf(r)
	if v == nil || !v.spend(formValue(w, r, checkField)) {
		sendTo(w, r, "masuk.php")
		return
	}
	if refusal := s.loginRefusal(formValue(w, r, "akun"), formValue(w, r, "kata_kunci")); refusal != "" {
		show(w, loginPage, view{Check: v.check(), Refusal: refusal})
		return
	}
	maps.DeleteFunc(s.visits, func(_ string, other *visit) bool { return other.in || other == v })
	s.enter(w, true)
	sendTo(w, r, "beranda.php")
}

// loginRefusal is the text for credentials that do not open, else empty; s.mu
// is held. Faults of the account that are in force for everybody show here.
func (s *Server) loginRefusal(user, password string) string {
	if user != s.user || password != s.password {
		return "Gagal Login"
	}
	switch forced := s.people[s.options.AnswerAs].person; forced.Fault {
	case FaultLogin, FaultInstitution, FaultUser:
		return portalText(forced)
	}
	return ""
}

// leave is the way out; it asks nothing.
func (s *Server) leave(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cookie, err := r.Cookie(portalCookie); err == nil {
		delete(s.visits, cookie.Value)
	}
	sendTo(w, r, "masuk.php")
}

// ExpireSessions forgets every login to the portal, as time would.
func (s *Server) ExpireSessions() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.visits)
}
