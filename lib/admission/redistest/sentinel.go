package redistest

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/redis/go-redis/v9"
)

// Sentinel is a redis-sentinel, which is redis-server under another name, that lives as long as its test.
type Sentinel struct {
	port string
	process
}

// StartSentinel starts a sentinel that calls the server at address (host:port) name, and replaces it by a replica when it
// alone, or as many as quorum, have not heard of it for two seconds: with less, a busy machine makes it replace the living. Lines are added to its configuration.
func StartSentinel(t testing.TB, name, address, quorum string, lines ...string) *Sentinel {
	t.Helper()
	s := &Sentinel{}
	t.Cleanup(func() { s.end(syscall.SIGKILL) })
	file := filepath.Join(folder(t), "sentinel.conf")
	for range 20 {
		s.port = FreePort(t)
		text := strings.Join(append(watching(s.port, name, address, quorum), lines...), "\n") + "\n"
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

func watching(port, name, address, quorum string) []string {
	host, of, _ := net.SplitHostPort(address)
	return []string{
		"port " + port, "bind 127.0.0.1", "protected-mode no",
		"sentinel monitor " + name + " " + host + " " + of + " " + quorum,
		"sentinel down-after-milliseconds " + name + " 2000",
		"sentinel failover-timeout " + name + " 5000",
	}
}

// Host returns the sentinel's address, host:port.
func (s *Sentinel) Host() string { return "127.0.0.1:" + s.port }

// Knows waits until the sentinel has found that many replicas of the primary it calls name: it cannot promote others.
func (s *Sentinel) Knows(t testing.TB, name string, replicas int) {
	t.Helper()
	c := redis.NewSentinelClient(&redis.Options{Addr: s.Host(), Protocol: 2, DisableIdentity: true})
	defer func() { _ = c.Close() }()
	await(func() bool {
		known, err := c.Replicas(context.Background(), name).Result()
		return err == nil && len(known) == replicas
	})
}
