package feedbacktest

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Server is a running simulator. Its methods may be called at any time, from any goroutine.
type Server struct {
	options  Options
	books    *books
	failures failures
	token    atomic.Pointer[string]
	latency  atomic.Int64
	byNIK    atomic.Bool

	addr    string
	door    sync.Mutex // guards http and listener
	http    *http.Server
	serving sync.WaitGroup
	chores  sync.WaitGroup // ports to reopen
	stop    context.CancelFunc
	stopped context.Context
}

// Start brings up a service that answers at once. Errors: [ErrNotLoopback], incomplete options, an address in use.
func Start(o Options) (*Server, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{options: o, books: newBooks(), addr: o.Addr}
	s.stopped, s.stop = context.WithCancel(context.Background())
	s.SetToken(o.Token)
	s.SetLatency(o.Latency)
	s.SetByNIK(o.ByNIK)
	if err := s.Reopen(); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

// URL returns https://host:port.
func (s *Server) URL() string { return "https://" + s.addr }

// Path returns the path that takes units.
func (s *Server) Path() string { return s.options.Path }

// CAPEM returns the CA to trust, PEM.
func (s *Server) CAPEM() []byte { return s.options.Certificate.CAPEM() }

// SetToken changes the token that is expected from the next request on: its life is unknown (wire §3).
func (s *Server) SetToken(token string) { s.token.Store(&token) }

// SetLatency changes how long each answer is held back from now on.
func (s *Server) SetLatency(d time.Duration) { s.latency.Store(int64(d)) }

// SetByNIK changes what is a duplicate from now on: a NIK that is stored, or only the same content. Nobody has seen which (wire §3).
func (s *Server) SetByNIK(by bool) { s.byNIK.Store(by) }

// Refuse closes the port and cuts every connection, until [Server.Reopen]: the line is cut.
func (s *Server) Refuse() error {
	s.door.Lock()
	defer s.door.Unlock()
	if s.http == nil {
		return nil
	}
	err := s.http.Close()
	s.http = nil
	s.serving.Wait()
	return err
}

// Reopen listens again on the same port; it does nothing while the port is open. It fails when another program took the port
// meanwhile, or after [Server.Close].
func (s *Server) Reopen() error {
	s.door.Lock()
	defer s.door.Unlock()
	if s.stopped.Err() != nil {
		return errors.New("feedback simulator: closed")
	}
	if s.http != nil {
		return nil
	}
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		return fmt.Errorf("feedback simulator: %w", err)
	}
	if s.addr != listener.Addr().String() { // the first time, before anybody can read it
		s.addr = listener.Addr().String()
	}
	server := &http.Server{
		Handler:           http.HandlerFunc(s.route),
		ErrorLog:          log.New(io.Discard, "", 0), // callers that distrust the certificate are what tests are about
		ReadHeaderTimeout: 10 * time.Second,
	}
	s.http = server
	s.serving.Go(func() { _ = server.Serve(tls.NewListener(listener, s.options.Certificate.TLS())) })
	return nil
}

// Close stops at once and returns when every connection is cut.
func (s *Server) Close() error {
	s.stop()
	err := s.Refuse()
	s.chores.Wait()
	return err
}

func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.options.Control && strings.HasPrefix(r.URL.Path, controlPrefix):
		s.control(w, r)
	case r.URL.Path != s.options.Path || r.URL.RawQuery != "": // a NIK does not belong into a URL
		http.NotFound(w, r)
	case r.Method != http.MethodPost:
		http.Error(w, "", http.StatusMethodNotAllowed)
	default:
		s.serve(w, r)
	}
}

// pause waits, and reports false when ctx or the server ended first.
func (s *Server) pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	wait := time.NewTimer(d)
	defer wait.Stop()
	select {
	case <-wait.C:
		return true
	case <-ctx.Done():
	case <-s.stopped.Done():
	}
	return false
}
