package othertest

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// path is the province shape of §1.1, /<PP>/<APP>/<method>, with one of the
	// METHOD words that are not CALL_NIK.
	path = "/dukcapil/get_json/34/IZIN_3400/BYNIK"
	// ipUser is the registered LAN address (JUKNIS-I.A), from RFC 5737.
	ipUser = "192.0.2.74"
)

// Server is a running fake; make one with [Start], end it with [Server.Close].
type Server struct {
	http     *http.Server
	url      string
	caPEM    []byte
	user     string
	password string
	marker   string
	order    []Person
	people   map[string]entry
	calls    atomic.Int64
	done     chan struct{}

	mu      sync.Mutex
	options Options
	visits  map[string]*visit // of the portal, by cookie
}

// Start serves on a free loopback port with fresh credentials, marker and CA.
// Errors: one of the refusals of [Options], no port, no entropy.
func Start(opts Options) (*Server, error) {
	s := &Server{
		user: "34" + rand.Text()[:8], password: rand.Text(), marker: "MARKAH" + rand.Text(),
		options: opts, done: make(chan struct{}), visits: map[string]*visit{},
	}
	s.order, s.people = index(everybody(s.marker))
	if err := opts.check(s.people); err != nil {
		return nil, err
	}
	if err := s.listen(); err != nil {
		return nil, fmt.Errorf("othertest: %w", err)
	}
	return s, nil
}

// listen makes the certificates and begins to serve.
func (s *Server) listen() error {
	caPEM, leaf, err := certificates(time.Now())
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen on loopback: %w", err)
	}
	s.caPEM, s.url = caPEM, "https://"+listener.Addr().String()
	s.http = newHTTP(s.handler(), leaf)
	go s.serve(listener)
	return nil
}

// newHTTP is an HTTP/1.1 server, the most that an old servlet container (§1.3)
// would speak. Handshakes that fail on purpose in tests are not worth a log.
func newHTTP(handler http.Handler, leaf tls.Certificate) *http.Server {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &http.Server{
		Handler: handler, Protocols: &protocols, ReadHeaderTimeout: 10 * time.Second,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{leaf}, MinVersion: tls.VersionTLS12},
		ErrorLog:  log.New(io.Discard, "", 0),
	}
}

// serve runs until Close and then lets Close return.
func (s *Server) serve(listener net.Listener) {
	defer close(s.done)
	if err := s.http.ServeTLS(listener, "", ""); !errors.Is(err, http.ErrServerClosed) {
		panic(err) // a fake that stopped by itself must not look like a registry outage
	}
}

// Close cuts all connections and waits for the listener's end. It may be
// repeated.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.done
	if err != nil {
		return fmt.Errorf("othertest: close: %w", err)
	}
	return nil
}
