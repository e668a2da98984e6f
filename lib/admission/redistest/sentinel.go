package redistest

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Sentinel is a redis-sentinel, which is redis-server under another name, that lives as long as its test.
type Sentinel struct {
	port string
	process
}

// Watch returns configuration for [StartSentinel]: it calls the primary at address (host:port) name, and replaces it alone,
// after two seconds without a word: with less, a busy machine makes it replace the living.
func Watch(name, address string) []string {
	host, port, _ := net.SplitHostPort(address)
	return []string{
		"sentinel monitor " + name + " " + host + " " + port + " 1",
		"sentinel down-after-milliseconds " + name + " 2000",
		"sentinel failover-timeout " + name + " 5000",
	}
}

// StartSentinel starts a sentinel with that configuration, on a port of its own.
func StartSentinel(t testing.TB, lines ...string) *Sentinel {
	t.Helper()
	s := &Sentinel{}
	t.Cleanup(func() { s.end(syscall.SIGKILL) })
	file := filepath.Join(folder(t), "sentinel.conf")
	for range 20 {
		s.port = FreePort(t)
		text := strings.Join(append(lines, s.place(strings.Join(lines, "\n"))...), "\n") + "\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if s.start(t, "+monitor", file, "--sentinel") {
			return s
		}
	}
	t.Fatal("the sentinel did not start: " + s.said())
	return nil
}

// place comes last, and so wins over what the lines say.
func (s *Sentinel) place(lines string) []string {
	if strings.Contains(lines, "tls-cert-file") {
		return []string{"bind 127.0.0.1", "port 0", "tls-port " + s.port}
	}
	return []string{"bind 127.0.0.1", "port " + s.port}
}

// Host returns the sentinel's address, host:port.
func (s *Sentinel) Host() string { return "127.0.0.1:" + s.port }

// Knows waits until the sentinel has found that many replicas: it cannot promote others.
func (s *Sentinel) Knows(replicas int) {
	await(func() bool { return s.logged("+slave slave") >= replicas })
}
