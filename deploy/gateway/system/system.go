// Package system is what faas-cli asks of a gateway, as far as one machine has it: list, describe, logs, secret, and version.
//
//	GET  /system/functions, /system/function/<name>   processes and calls
//	GET  /system/logs?name=…                          the gateway's line of each call; what a function itself says is in the journal
//	GET  /system/secrets                              names, never contents
//	POST, PUT /system/secrets                         a new value, for simpul-secrets.service to put in its place
//	GET  /system/info, /system/namespaces
//
// Everything else is refused: what runs here is decided by units and releases, and a secret that a function needs is not deleted
// from afar. Who asks shows user and password (HTTP basic authentication), which are the secrets basic-auth-user and
// basic-auth-password; where there are none there is no such address. The gateway offers these addresses on loopback alone.
//
// The gateway can read no secret but its own. A new value goes to its inbox, a folder from which root takes it.
package system

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"simpul/deploy/gateway/front"
	"simpul/lib/config"
	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// Pool is where the processes of a function are.
type Pool interface {
	// Ready returns how many processes there may be, and how many are ready.
	Ready() (all, ready int)
}

// Options are what the addresses show.
type Options struct {
	Functions map[string]Pool
	Book      *front.Book
	Secrets   *config.Secrets // with basic-auth-user and basic-auth-password
	Names     string          // file with the names of all secrets, one per line
	Inbox     string          // folder for new values
	Patience  time.Duration   // how long a log is followed
}

// System answers under /system/.
type System struct {
	options Options
	mux     *http.ServeMux
}

// New returns the addresses.
func New(o Options) *System {
	s := &System{options: o, mux: http.NewServeMux()}
	s.mux.HandleFunc("GET /system/functions", s.list)
	s.mux.HandleFunc("GET /system/function/{name}", s.describe)
	s.mux.HandleFunc("GET /system/logs", s.logs)
	s.mux.HandleFunc("GET /system/secrets", s.names)
	s.mux.HandleFunc("POST /system/secrets", s.create)
	s.mux.HandleFunc("PUT /system/secrets", s.update)
	s.mux.HandleFunc("GET /system/info", s.info)
	s.mux.HandleFunc("GET /system/namespaces", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, []string{}) })
	return s
}

// ServeHTTP answers who knows user and password.
func (s *System) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	httpserver.Protect(w.Header())
	switch known, offered := s.knows(r); {
	case !offered:
		refuse(w, r, problem.New(problem.CodeAlamatTidakAda))
	case !known:
		w.Header().Set("WWW-Authenticate", `Basic realm="simpul"`)
		http.Error(w, "user or password is wrong", http.StatusUnauthorized)
	default:
		if _, pattern := s.mux.Handler(r); pattern == "" {
			refuse(w, r, problem.New(problem.CodeAlamatTidakAda))
			return
		}
		s.mux.ServeHTTP(w, r)
	}
}

// knows compares digests, whose length says nothing, and both of them always.
func (s *System) knows(r *http.Request) (known, offered bool) {
	user, err := s.options.Secrets.Read("basic-auth-user")
	password, wrong := s.options.Secrets.Read("basic-auth-password")
	if err != nil || wrong != nil {
		return false, false
	}
	gotUser, gotPassword, _ := r.BasicAuth()
	same := func(a, b string) int {
		x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
		return subtle.ConstantTimeCompare(x[:], y[:])
	}
	return same(gotUser, user.Reveal())&same(gotPassword, password.Reveal()) == 1, true
}

func refuse(w http.ResponseWriter, r *http.Request, p *problem.Problem) {
	httpserver.WriteProblem(w, p, httpserver.CallID(r.Header))
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.MarshalWrite(w, v) // the caller may have gone
}
