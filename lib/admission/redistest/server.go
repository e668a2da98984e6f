// Package redistest runs real redis-server processes for one test, and a proxy that makes the way to them unreliable.
//
// [Start] starts the redis-server of the machine on a unix socket in a folder of its own: no port is taken, tests run beside
// each other, and everything is gone after the test. It keeps nothing on disk unless asked to ([Persistent]). A machine
// without redis-server fails the test: what Redis does under a real clock, a real crash and a real restart is not to be skipped.
//
// [NewProxy] stands between client and server and loses replies, hangs or cuts. [Server.Follow] makes a replica, straight or
// through a proxy, and [Server.Promote] ends that. Where an address must be one that others can dial, [Listen] takes a
// port, and [StartSentinel] watches it.
package redistest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// Persistent are arguments for [Start]: an append-only file that is on disk before a command is answered.
var Persistent = []string{"--appendonly", "yes", "--appendfsync", "always"}

// Server is a redis-server that lives as long as its test.
type Server struct {
	t    testing.TB
	dir  string
	port string // "0": none
	args []string
	process
}

// Start starts a redis-server; args are added to its command line. The first may be a configuration file, which then says
// alone what is kept on disk.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	s := prepare(t, "0", args)
	s.Restart()
	return s
}

// prepare makes the folder; the server is gone before it is.
func prepare(t testing.TB, port string, args []string) *Server {
	t.Helper()
	dir := folder(t)
	s := &Server{t: t, dir: dir, port: port, args: args}
	if err := os.Mkdir(s.data(), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Kill)
	return s
}

// line is the command line.
func (s *Server) line() []string {
	file, kept, args := []string{}, []string{"--save", "", "--appendonly", "no"}, s.args
	if len(args) > 0 && !strings.HasPrefix(args[0], "--") {
		file, kept, args = args[:1], nil, args[1:]
	}
	ports := []string{"--port", s.port}
	if slices.Contains(args, "--tls-cert-file") {
		ports = []string{"--port", "0", "--tls-port", s.port}
	}
	place := []string{"--bind", "127.0.0.1", "--unixsocket", s.Addr(), "--dir", s.data(), "--repl-diskless-sync", "no"}
	return slices.Concat(file, kept, args, ports, place)
}

// folder is not TempDir: a socket's path may not pass 107 bytes.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "redis")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// Addr returns the path of the socket.
func (s *Server) Addr() string { return filepath.Join(s.dir, "sock") }

// URL returns the address as configuration spells it.
func (s *Server) URL() string { return "unix://" + s.Addr() }

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Restart starts the server again after [Server.Stop] or [Server.Kill], with what it had persisted, and waits until it accepts
// connections.
func (s *Server) Restart() {
	s.t.Helper()
	if !s.start(s.t, "ready to accept connections", s.line()...) {
		s.t.Fatal("redis-server did not start: " + s.said())
	}
}

// Stop ends the server as an administrator does.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

// Kill ends the server as a crash does. It may be called when the server is gone.
func (s *Server) Kill() { s.end(syscall.SIGKILL) }

// Pause makes the server hang: connections are accepted by the kernel and nothing answers.
func (s *Server) Pause() { s.signal(syscall.SIGSTOP) }

// Resume ends [Server.Pause]; what was sent meanwhile is executed now.
func (s *Server) Resume() { s.signal(syscall.SIGCONT) }

// Backup copies what the server has on disk, and returns how to put it back while the server is down.
func (s *Server) Backup() (restore func()) {
	s.t.Helper()
	backup := s.t.TempDir()
	s.copy(backup, s.data())
	return func() {
		if err := os.RemoveAll(s.data()); err != nil {
			s.t.Fatal(err)
		}
		s.copy(s.data(), backup)
	}
}

func (s *Server) copy(to, from string) {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		s.t.Fatal(err)
	}
}
