package admission_test

import (
	"crypto/tls"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
)

const untrusted = "redis: the certificate is not one to trust"

// trusting is a process that believes the authority in file, and expects name.
func (w *world) trusting(host, file, name string) *admission.Admission {
	w.t.Helper()
	c := config.Redis{URL: "rediss://" + host, TLS: config.RedisTLS{CAFile: file, ServerName: name}}
	return w.connect(c, config.NewSecrets(w.t.TempDir()))
}

func TestRedisIsReachedWithTLS(t *testing.T) {
	ca := redistest.NewAuthority(t)
	for _, row := range []struct{ certified, expected string }{
		{"127.0.0.1", ""}, // the address that was dialled
		{"redis.example", "redis.example"},
	} {
		server := redistest.Listen(t, ca.TLS(row.certified)...)
		w := newWorld(t, server.URL())
		a := w.trusting(server.Host(), ca.File(), row.expected)
		w.initialise(a, 0)
		w.admit(a)
		if err := a.Ready(t.Context()); err != nil {
			t.Errorf("%s: %v", row.certified, err)
		}
	}
}

func TestAServerThatCannotProveItsNameIsRefused(t *testing.T) {
	ca, other := redistest.NewAuthority(t), redistest.NewAuthority(t)
	server := redistest.Listen(t, ca.TLS("127.0.0.1")...)
	w := newWorld(t, server.URL())
	because(t, w.trusting(server.Host(), other.File(), "").Ready(t.Context()), untrusted)
	because(t, w.trusting(server.Host(), ca.File(), "redis.example").Ready(t.Context()), untrusted)
	because(t, w.trusting(server.Host(), "", "").Ready(t.Context()), untrusted) // the system has never heard of it
	because(t, w.trusting(server.Host()+"/0?skip_verify=true", other.File(), "").Ready(t.Context()), untrusted)
}

func TestNeitherSideSpeaksInClear(t *testing.T) {
	ca := redistest.NewAuthority(t)
	secure, plain := redistest.Listen(t, ca.TLS("127.0.0.1")...), redistest.Listen(t)
	w := newWorld(t, secure.URL())
	short := func(s *admission.Settings) { s.Timeout = time.Second }
	because(t, w.replicaAt("redis://"+secure.Host(), short).Ready(t.Context()), "redis: ")
	because(t, w.trusting(plain.Host(), ca.File(), "").Ready(t.Context()), "redis: ")
}

func TestTLSBefore12IsRefused(t *testing.T) {
	ca := redistest.NewAuthority(t)
	args := ca.TLS("127.0.0.1")
	pair, err := tls.LoadX509KeyPair(args[1], args[3])
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	met := make(chan error, 1)
	go func() {
		conn, err := listener.Accept()
		if err == nil {
			old := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
			err = old.Handshake()
			_ = conn.Close()
		}
		met <- err
	}()
	w := newWorld(t, "")
	because(t, w.trusting(listener.Addr().String(), ca.File(), "").Ready(t.Context()), "redis: ")
	if err := <-met; err == nil || !strings.Contains(err.Error(), "version") {
		t.Errorf("the server met %v", err)
	}
}

// The file is read for each new connection, so that an authority is replaced without a restart.
func TestTheAuthorityRotates(t *testing.T) {
	before, after := redistest.NewAuthority(t), redistest.NewAuthority(t)
	server := redistest.Listen(t, after.TLS("127.0.0.1")...)
	w, folder := newWorld(t, server.URL()), t.TempDir()
	c := config.Redis{URL: "rediss://" + server.Host(), TLS: config.RedisTLS{CAFile: "redis-ca"}}
	a := w.connect(c, config.NewSecrets(folder))
	because(t, a.Ready(t.Context()), "redis.tls.ca_file: secret file redis-ca: no such file")
	replace(t, filepath.Join(folder, "redis-ca"), []byte("PEM"))
	because(t, a.Ready(t.Context()), "redis.tls.ca_file: no certificate in PEM")
	for _, row := range []struct {
		authority *redistest.Authority
		trusted   bool
	}{{before, false}, {after, true}} {
		pem, err := os.ReadFile(row.authority.File())
		if err != nil {
			t.Fatal(err)
		}
		replace(t, filepath.Join(folder, "redis-ca"), pem)
		if err := a.Ready(t.Context()); strings.Contains(err.Error(), untrusted) == row.trusted {
			t.Errorf("%v", err)
		}
	}
}

func replace(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path+"~", content, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+"~", path); err != nil {
		t.Fatal(err)
	}
}
