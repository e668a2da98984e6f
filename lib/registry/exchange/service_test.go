package exchange_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// question is what arrived.
type question struct {
	raw  string // status line and headers as they were written
	http *http.Request
	body string
	nth  int // counted over all connections, from 1
}

// service is a registry that answers with bytes: script gets each question and its connection, and tells whether the
// connection goes on.
type service struct {
	url       string
	cert      tls.Certificate
	authority authority
	atMost    uint16        // version of TLS, 0 for the newest
	tickets   [32]byte      // key of the sessions that it resumes
	greeted   chan struct{} // not nil: tickets come after the handshake, and then one is sent here
	script    func(q question, conn net.Conn) bool

	mu          sync.Mutex
	questions   []question
	count       int
	connections int
	hellos      []*tls.ClientHelloInfo
	running     sync.WaitGroup
}

// serve starts a service over TLS on loopback; change may replace its certificate before that.
func serve(t testing.TB, script func(q question, conn net.Conn) bool, change ...func(*service)) *service {
	t.Helper()
	s := &service{script: script, authority: newAuthority(t)}
	s.cert = s.authority.leaf(t, "127.0.0.1", time.Hour)
	for _, c := range change {
		c(s)
	}
	s.url = "https://" + s.start(t, func(raw net.Conn) net.Conn {
		return tls.Server(&corked{Conn: raw}, &tls.Config{GetConfigForClient: s.hello})
	})
	return s
}

// servePlain is serve without TLS.
func servePlain(t testing.TB, script func(q question, conn net.Conn) bool) *service {
	t.Helper()
	s := &service{script: script}
	s.url = "http://" + s.start(t, func(raw net.Conn) net.Conn { return raw })
	return s
}

func (s *service) start(t testing.TB, dress func(net.Conn) net.Conn) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.running.Add(1)
	t.Cleanup(func() { _ = listener.Close(); s.running.Wait() })
	go s.accept(listener, dress)
	return listener.Addr().String()
}

func (s *service) hello(hello *tls.ClientHelloInfo) (*tls.Config, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hellos = append(s.hellos, hello)
	// Old versions are taken here, so that the client's own limit is what refuses them.
	config := &tls.Config{Certificates: []tls.Certificate{s.cert}, MinVersion: tls.VersionTLS10, MaxVersion: s.atMost}
	if s.greeted != nil {
		config.ClientAuth = tls.RequestClientCert // puts them behind the client's last word
	}
	config.SetSessionTicketKeys([][32]byte{s.tickets})
	return config, nil
}

func (s *service) accept(listener net.Listener, dress func(net.Conn) net.Conn) {
	defer s.running.Done()
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.connections++
		s.mu.Unlock()
		s.running.Add(1)
		go s.talk(dress(conn))
	}
}

func (s *service) talk(conn net.Conn) {
	defer s.running.Done()
	defer func() { _ = conn.Close() }()
	if secure, ok := conn.(*tls.Conn); ok && s.greeted != nil {
		_ = secure.HandshakeContext(context.Background())
		s.greeted <- struct{}{}
	}
	var raw bytes.Buffer
	reader := bufio.NewReader(io.TeeReader(conn, &raw))
	for {
		request, err := http.ReadRequest(reader)
		if err != nil {
			return
		}
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return
		}
		if q := s.note(question{raw: raw.String(), http: request, body: string(body)}); !s.script(q, conn) {
			return
		}
		raw.Reset()
	}
}

func (s *service) note(q question) question {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	q.nth = s.count
	if s.count <= 100 { // a benchmark must not fill the memory
		s.questions = append(s.questions, q)
	}
	return q
}

// seen returns the questions and the number of connections so far.
func (s *service) seen() ([]question, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]question(nil), s.questions...), s.connections
}
