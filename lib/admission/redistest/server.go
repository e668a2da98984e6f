// Package redistest runs a real redis-server for one test, and a proxy that makes the way to it unreliable.
//
// [Start] starts the redis-server of the machine on a unix socket in a folder of its own: no port is taken, tests run beside
// each other, and everything is gone after the test. It keeps nothing on disk unless asked to ([Persistent]). A machine
// without redis-server fails the test: what Redis does under a real clock, a real crash and a real restart is not to be skipped.
//
// [NewProxy] stands between client and server and loses replies, hangs or cuts.
package redistest

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
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
	args []string
	cmd  *exec.Cmd
	done chan struct{} // closed when the process is gone
}

// Start starts a redis-server; args are added to its command line.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is missing: install the package redis-server (Debian, Ubuntu) or redis (Fedora, Alpine)")
	}
	dir, err := os.MkdirTemp("", "redis") // not TempDir: a socket's path may not pass 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := &Server{t: t, dir: dir}
	s.args = append([]string{"--port", "0", "--unixsocket", s.Addr(), "--dir", s.data(), "--save", "", "--appendonly", "no"}, args...)
	if err := os.Mkdir(s.data(), 0o700); err != nil {
		t.Fatal(err)
	}
	s.Restart()
	t.Cleanup(s.Kill)
	return s
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
	s.cmd, s.done = exec.Command("redis-server", s.args...), make(chan struct{})
	log, err := s.cmd.StdoutPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	ready := make(chan bool, 1)
	go watch(s.cmd, bufio.NewScanner(log), ready, s.done)
	if !<-ready {
		s.t.Fatal("redis-server did not start")
	}
}

// watch reads the log to its end, so that the server never blocks on it, and collects the process.
func watch(cmd *exec.Cmd, log *bufio.Scanner, ready chan<- bool, done chan<- struct{}) {
	for log.Scan() {
		if strings.Contains(strings.ToLower(log.Text()), "ready to accept connections") {
			ready <- true
		}
	}
	_ = cmd.Wait() // its exit status says no more than how the test ended it
	close(ready)
	close(done)
}

// Stop ends the server as an administrator does.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

// Kill ends the server as a crash does. It may be called when the server is gone.
func (s *Server) Kill() { s.end(syscall.SIGKILL) }

func (s *Server) end(signal syscall.Signal) {
	s.signal(signal)
	<-s.done
}

// Pause makes the server hang: connections are accepted by the kernel and nothing answers.
func (s *Server) Pause() { s.signal(syscall.SIGSTOP) }

// Resume ends [Server.Pause]; what was sent meanwhile is executed now.
func (s *Server) Resume() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(signal syscall.Signal) { _ = s.cmd.Process.Signal(signal) }

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
