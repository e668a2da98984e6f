package redistest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Listen is [Start] for a server that listens on a port of loopback as well, for replicas and sentinels that dial it.
func Listen(t testing.TB, args ...string) *Server {
	t.Helper()
	s := prepare(t, "", args)
	for range 20 { // somebody else may take the port in between
		s.port = FreePort(t)
		if s.start(t, "ready to accept connections", s.line()...) {
			return s
		}
	}
	t.Fatal("redis-server did not start: " + s.said())
	return nil
}

// FreePort returns a port of loopback that nobody listens on now, below those that the kernel gives to clients.
func FreePort(t testing.TB) string {
	t.Helper()
	for range 100 {
		port := strconv.Itoa(20_000 + rand.IntN(12_000))
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			_ = l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return ""
}

// Host returns the address of a server that [Listen] started, host:port.
func (s *Server) Host() string { return "127.0.0.1:" + s.port }

// Follow makes s a replica of the server at address (host:port), and waits until it has its data.
func (s *Server) Follow(address string) {
	s.t.Helper()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Do("REPLICAOF", host, port)
	s.Await("master_link_status:up")
}

// Promote makes a replica a primary.
func (s *Server) Promote() {
	s.t.Helper()
	s.Do("REPLICAOF", "NO", "ONE")
}

// Await waits until INFO shows the text, or until go test's own timeout: another process decides when.
func (s *Server) Await(text string) {
	s.t.Helper()
	await(func() bool { return strings.Contains(s.Do("INFO"), text) })
}

func await(happened func() bool) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !happened() {
		<-tick.C
	}
}

// Do sends one command as the default user, over the socket, and returns the answer as text.
func (s *Server) Do(words ...any) string {
	s.t.Helper()
	c := redis.NewClient(&redis.Options{Network: "unix", Addr: s.Addr(), Protocol: 2, DisableIdentity: true, PoolSize: 1})
	defer func() { _ = c.Close() }()
	answer, err := c.Do(context.Background(), words...).Result()
	if err != nil {
		s.t.Fatalf("%v: %v", words[0], err)
	}
	return fmt.Sprint(answer)
}
