package othertest

import (
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
	address  string
	caPEM    []byte
	user     string
	password string
	marker   string
	order    []Person
	people   map[string]entry
	calls    atomic.Int64

	door     sync.Mutex // guards the next two
	listener net.Listener
	serving  sync.WaitGroup

	mu      sync.Mutex
	options Options
	visits  map[string]*visit // of the portal, by cookie
	asked   map[string]int    // questions by NIK
	heard   chan struct{}     // closed at the next question
	spoil   Spoil
	spoils  int // answers yet to spoil
}

// Start serves on a free loopback port with fresh credentials, marker and CA.
// Errors: one of the refusals of [Options], no port, no entropy.
func Start(opts Options) (*Server, error) {
	s := &Server{
		user: "34" + rand.Text()[:8], password: rand.Text(), marker: "MARKAH" + rand.Text(),
		options: opts, visits: map[string]*visit{},
		asked: map[string]int{}, heard: make(chan struct{}),
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
	s.caPEM, s.http, s.address = caPEM, newHTTP(s.handler(), leaf), "127.0.0.1:0"
	return s.Reopen()
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

// Close cuts all connections and waits for the listener's end. It may be
// repeated.
func (s *Server) Close() error {
	err := errors.Join(s.Refuse(), s.http.Close())
	if err != nil {
		return fmt.Errorf("othertest: close: %w", err)
	}
	return nil
}
