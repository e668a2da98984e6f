// Package posttest runs a real mail server, Debian's exim4, on loopback: with TLS by a CA of its own and one account. What it takes
// it keeps in its spool, where tests read it. Nothing that ships may import it.
package posttest

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The account that the server knows, and its name in certificates.
const (
	User     = "simpul"
	Password = "sandi-uji"
	Host     = "surel.contoh.invalid"
)

// Server is a mail server.
type Server struct {
	Address  string // host:port, for STARTTLS
	Implicit string // host:port, for TLS from the first byte
	CA       []byte // PEM

	folder string
	stop   func()
}

// Start starts a server that ends with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	folder, err := os.MkdirTemp("", "surel")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(folder) }) // exim's processes may still be leaving
	must(t, os.Chmod(folder, 0o755))               // exim gives up its rights
	for _, name := range []string{"spool", "log"} {
		must(t, os.Mkdir(filepath.Join(folder, name), 0o777))
		must(t, os.Chmod(filepath.Join(folder, name), 0o777))
	}
	s := &Server{folder: folder, Address: free(t), Implicit: free(t), stop: func() {}}
	s.CA = certificate(t, folder)
	must(t, os.WriteFile(filepath.Join(folder, "exim.conf"), []byte(s.settings()), 0o644))
	s.Up(t)
	t.Cleanup(s.Down)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func free(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// settings make a server that takes mail from who logs in through TLS, and puts off recipients while the file grey is there.
func (s *Server) settings() string {
	_, plain, _ := net.SplitHostPort(s.Address)
	_, implicit, _ := net.SplitHostPort(s.Implicit)
	return strings.NewReplacer("FOLDER", s.folder, "PLAIN_PORT", plain, "TLS_PORT", implicit, "HOST", Host, "USER", User, "PASSWORD", Password).Replace(`
primary_hostname = HOST
spool_directory = FOLDER/spool
log_file_path = FOLDER/log/%slog
local_interfaces = 127.0.0.1
daemon_smtp_ports = PLAIN_PORT : TLS_PORT
tls_on_connect_ports = TLS_PORT
tls_advertise_hosts = ${if exists{FOLDER/plain}{}{*}}
tls_certificate = FOLDER/cert.pem
tls_privatekey = FOLDER/key.pem
queue_only = true
host_lookup =
rfc1413_query_timeout = 0s
message_size_limit = 20M
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
begin acl
rcpt:
  defer message = greylisted, come back later
        condition = ${if exists{FOLDER/grey}}
  accept authenticated = *
  deny message = relay not permitted
begin routers
all:
  driver = manualroute
  route_list = * 127.0.0.1
  transport = none
begin transports
none:
  driver = smtp
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = ${if def:tls_in_cipher}
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{USER}}{eq{$auth3}{PASSWORD}}}}
  server_set_id = $auth2
`)
}

// Up starts the server again after Down.
func (s *Server) Up(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	exim := exec.CommandContext(ctx, "/usr/sbin/exim4", "-bdf", "-C", filepath.Join(s.folder, "exim.conf"), "-oP", filepath.Join(s.folder, "spool", "pid"))
	var said bytes.Buffer
	exim.Stderr = &said
	exim.WaitDelay = time.Second // children may still hold it
	must(t, exim.Start())
	s.stop = func() {
		cancel()
		_ = exim.Wait()
	}
	for deadline := time.Now().Add(30 * time.Second); ; {
		c, err := net.Dial("tcp", s.Address)
		if err == nil {
			_ = c.Close()
			return
		}
		if time.Now().After(deadline) {
			s.stop()
			t.Fatalf("exim4 (scripts/install-test-tools.sh) does not listen: %s", said.String())
		}
		time.Sleep(20 * time.Millisecond) // another process is awaited
	}
}

// Down stops the server: nobody listens.
func (s *Server) Down() { s.stop(); s.stop = func() {} }

// Grey makes the server put off every recipient, or no longer.
func (s *Server) Grey(t testing.TB, on bool) { s.flag(t, "grey", on) }

// Plain makes the server offer no STARTTLS, or offer it again.
func (s *Server) Plain(t testing.TB, on bool) { s.flag(t, "plain", on) }

func (s *Server) flag(t testing.TB, name string, on bool) {
	t.Helper()
	path := filepath.Join(s.folder, name)
	if !on {
		must(t, os.Remove(path))
		return
	}
	must(t, os.WriteFile(path, nil, 0o644))
}

// Log is what the server wrote about connections and mails.
func (s *Server) Log() string {
	var all strings.Builder
	files, _ := filepath.Glob(filepath.Join(s.folder, "log", "*log"))
	for _, file := range files {
		text, _ := os.ReadFile(file) // a log that is not there says nothing
		fmt.Fprintf(&all, "%s\n", text)
	}
	return all.String()
}
