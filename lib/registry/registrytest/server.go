package registrytest

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Server is a running simulator. Its methods may be called at any time, from any goroutine.
type Server struct {
	options  Options
	counters *counters
	failures failures
	portal   portal
	expected atomic.Pointer[credentials]
	latency  atomic.Int64
	dialect  atomic.Pointer[Dialect]

	http        *http.Server
	connections connections
	addr        string
	door        sync.Mutex // guards the next three
	listener    net.Listener
	held        *os.File // the port while it is closed
	serving     sync.WaitGroup
	chores      sync.WaitGroup // ports to reopen
	stop        context.CancelFunc
	stopped     context.Context
}

type credentials struct{ userID, password string }

// Start brings up a registry that answers at once. Errors: [ErrNotLoopback], incomplete options, an address in use.
func Start(o Options) (*Server, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{options: o, counters: newCounters(o.Quota), addr: o.Addr}
	s.connections.open = map[net.Conn]*connection{}
	s.portal.sessions = map[string]*portalSession{}
	s.SetCredentials(o.UserID, o.Password)
	s.SetLatency(o.Latency)
	if err := s.SetDialect(o.Dialect); err != nil {
		return nil, err
	}
	s.stopped, s.stop = context.WithCancel(context.Background())
	s.http = &http.Server{
		Handler:           http.HandlerFunc(s.route),
		ConnState:         s.connections.watch,
		ErrorLog:          log.New(io.Discard, "", 0), // callers that distrust the certificate are what tests are about
		ReadHeaderTimeout: 10 * time.Second,
	}
	if err := s.Reopen(); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// URL returns https://host:port.
func (s *Server) URL() string { return "https://" + s.addr }

// Path returns the path of the lookup service.
func (s *Server) Path() string { return s.options.Path }

// ConformityPath returns the path of the kesesuaian service.
func (s *Server) ConformityPath() string { return s.options.ConformityPath }

// CAPEM returns the CA to trust, PEM.
func (s *Server) CAPEM() []byte { return s.options.Certificate.CAPEM() }

// Certificate returns the server's identity.
func (s *Server) Certificate() *Certificate { return s.options.Certificate }

// SetCredentials changes what is expected from the next question on (PKS-2.1d: they rotate).
func (s *Server) SetCredentials(userID, password string) {
	s.expected.Store(&credentials{userID, password})
}

// SetLatency changes how long each answer is held back from now on.
func (s *Server) SetLatency(d time.Duration) { s.latency.Store(int64(d)) }

// CloseIdle closes connections without a question in progress, the others after their answer: what a load balancer does to
// a quiet line.
func (s *Server) CloseIdle() { s.connections.closeIdle() }

// Close stops at once, cuts every connection and returns when all are gone.
func (s *Server) Close() error {
	s.stop()
	err := errors.Join(s.Refuse(), s.http.Close())
	s.door.Lock()
	err = errors.Join(err, s.release())
	s.door.Unlock()
	s.connections.gone.Wait()
	s.chores.Wait()
	return err
}

func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	if l, path, ok := layoutOf(r.URL.Path); ok {
		s.servePortal(w, r, l, path)
		return
	}
	switch {
	case s.options.Control && strings.HasPrefix(r.URL.Path, controlPrefix):
		s.control(w, r)
	case r.URL.Path != s.options.Path && r.URL.Path != s.options.ConformityPath || r.URL.RawQuery != "": // a NIK does not belong into a URL
		http.NotFound(w, r)
	case r.Method != http.MethodPost:
		http.Error(w, "", http.StatusMethodNotAllowed)
	default:
		s.serve(w, r)
	}
}
