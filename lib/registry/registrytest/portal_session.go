package registrytest

import (
	"crypto/rand"
	"net/http"
	"strings"
	"sync"
)

// portal is what the two portals remember.
type portal struct {
	mu       sync.Mutex
	sessions map[string]*portalSession
	captcha  bool
	changed  bool
	refuses  string // code of wire §1.9 that every login meets, "" for none
	logins   int    // attempts
	failed   int    // with other credentials than expected
	ended    int    // logged out
	turned   int    // searches that met the door
}

type portalSession struct {
	id       string
	token    string
	loggedIn bool
	answer   page
}

const cookieName = "PORTALSESSID"

// session returns the session of a request, nil for none. A cookie is the id and a part that changes with every answer.
func (p *portal) session(r *http.Request) *portalSession {
	cookie, err := r.Cookie(cookieName)
	if err != nil {
		return nil
	}
	id, _, _ := strings.Cut(cookie.Value, ".")
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sessions[id]
}

// open starts a session that has not logged in yet.
func (p *portal) open() *portalSession {
	p.mu.Lock()
	defer p.mu.Unlock()
	session := &portalSession{id: rand.Text(), token: rand.Text()}
	p.sessions[session.id] = session
	return session
}

// logIn gives the session a new id: who planted the old one in a browser has nothing.
func (p *portal) logIn(session *portalSession) *portalSession {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sessions, session.id)
	fresh := &portalSession{id: rand.Text(), token: rand.Text(), loggedIn: true}
	p.sessions[fresh.id] = fresh
	return fresh
}

func (p *portal) end(session *portalSession) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sessions, session.id)
	p.ended++
}

// spends reports whether the token of a form is the session's. In the list layout it is good once.
func (p *portal) spends(session *portalSession, l Layout, r *http.Request) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l == TableLayout {
		return r.PostForm.Get("_token") == session.token
	}
	good := r.Header.Get("X-CSRF-TOKEN") == session.token
	session.token = rand.Text()
	return good
}

func (p *portal) keep(session *portalSession, answer page) {
	p.mu.Lock()
	defer p.mu.Unlock()
	session.answer = answer
}

func (p *portal) last(session *portalSession) page {
	p.mu.Lock()
	defer p.mu.Unlock()
	return session.answer
}

func (p *portal) refusal() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.refuses
}

func (p *portal) count(n *int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	*n++
}

func (p *portal) read(n *int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return *n
}

// setCookie hands out the session, with a part that is new each time, as some frameworks do.
func (s *Server) setCookie(w http.ResponseWriter, l Layout, session *portalSession) {
	http.SetCookie(w, &http.Cookie{Name: cookieName, Value: session.id + "." + rand.Text()[:6], Path: string(l), Secure: true, HttpOnly: true})
}

// ExpireSessions ends every session of the portals, as time does.
func (s *Server) ExpireSessions() {
	s.portal.mu.Lock()
	defer s.portal.mu.Unlock()
	clear(s.portal.sessions)
}

// DemandCaptcha puts a captcha on every page of the portals, or takes it off.
func (s *Server) DemandCaptcha(on bool) {
	s.portal.mu.Lock()
	defer s.portal.mu.Unlock()
	s.portal.captcha = on
}

// ChangePages gives the portals' pages other names and labels than before, or the old ones.
func (s *Server) ChangePages(on bool) {
	s.portal.mu.Lock()
	defer s.portal.mu.Unlock()
	s.portal.changed = on
}

// RefuseLogins makes every login meet the words of one code of wire §1.9, such as 17; "" lets them in again.
func (s *Server) RefuseLogins(code string) {
	s.portal.mu.Lock()
	defer s.portal.mu.Unlock()
	s.portal.refuses = code
}

// Logins returns how many logins were tried at the portals, whatever came of them.
func (s *Server) Logins() int { return s.portal.read(&s.portal.logins) }

// FailedLogins returns how many logins had the wrong credentials: what locks an account.
func (s *Server) FailedLogins() int { return s.portal.read(&s.portal.failed) }

// Logouts returns how many sessions of the portals were ended by their user.
func (s *Server) Logouts() int { return s.portal.read(&s.portal.ended) }

// TurnedAway returns how many searches met the door of the portals: nothing was looked up, and nothing is in [Server.Calls].
func (s *Server) TurnedAway() int { return s.portal.read(&s.portal.turned) }
