package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certified is a certificate for 127.0.0.1 with its key, as the file gateway-tls has them.
func certified(t *testing.T, serial int64) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	var file bytes.Buffer
	must(t, pem.Encode(&file, &pem.Block{Type: "CERTIFICATE", Bytes: der}))
	must(t, pem.Encode(&file, &pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	return file.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func replace(t *testing.T, path string, content []byte) {
	t.Helper()
	must(t, os.WriteFile(path+".new", content, 0o600))
	must(t, os.Rename(path+".new", path))
}

// offered asks for /function/verify-nik at an address, trusting one certificate, and returns the status; 0 if it is not trusted.
func offered(t *testing.T, address, path string, trusted []byte) int {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(trusted)
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: pool}}}
	res, err := client.Post("https://"+address+path, "application/json", strings.NewReader("{}"))
	if err != nil {
		return 0
	}
	_, _ = io.Copy(io.Discard, res.Body)
	must(t, res.Body.Close())
	return res.StatusCode
}

// mounted is a gateway with both doors, before a function that answers 200.
func mounted(t *testing.T, secrets string) (plain, secure string) {
	t.Helper()
	function := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(function.Close)
	log := slog.New(slog.DiscardHandler)
	p, err := plan([]string{"-listen", "127.0.0.1:0", "-tls-listen", "127.0.0.1:0", "-secrets", secrets, "verify-nik=" + function.URL},
		func(name string) (string, bool) { return "0", name == "healthcheck_interval" })
	must(t, err)
	doors, err := open(t.Context(), p, log)
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- serve(ctx, doors, p, log) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return doors[0].Addr().String(), doors[1].Addr().String()
}

func TestTheCertificateChangesWithoutARestart(t *testing.T) {
	secrets := t.TempDir()
	path, first, second := filepath.Join(secrets, "gateway-tls"), certified(t, 1), certified(t, 2)
	replace(t, path, first)
	_, secure := mounted(t, secrets)
	if status := offered(t, secure, "/function/verify-nik", first); status != 200 {
		t.Error("the first certificate:", status)
	}
	replace(t, path, second)
	if old, fresh := offered(t, secure, "/function/verify-nik", first), offered(t, secure, "/function/verify-nik", second); old != 0 || fresh != 200 {
		t.Error("after the change:", old, fresh)
	}
	replace(t, path, []byte("half a file"))
	if status := offered(t, secure, "/function/verify-nik", second); status != 200 {
		t.Error("a broken file ended service:", status)
	}
}

// What administrators ask is answered on this machine, and there alone.
func TestTheNetworkSeesFunctionsAlone(t *testing.T) {
	secrets := t.TempDir()
	certificate := certified(t, 1)
	for name, content := range map[string]string{"gateway-tls": string(certificate), "basic-auth-user": "admin", "basic-auth-password": "sandi-uji"} {
		must(t, os.WriteFile(filepath.Join(secrets, name), []byte(content), 0o600))
	}
	plain, secure := mounted(t, secrets)
	if status := offered(t, secure, "/system/functions", certificate); status != 404 {
		t.Error("the network asks for /system/functions:", status)
	}
	res, err := http.Get("http://" + plain + "/system/functions")
	must(t, err)
	must(t, res.Body.Close())
	if res.StatusCode != 401 {
		t.Error("without a password:", res.StatusCode)
	}
}

func TestNoTLSWithoutACertificate(t *testing.T) {
	for name, args := range map[string][]string{
		"no folder": {"-tls-listen", "127.0.0.1:0", "a=http://127.0.0.1:1"},
		"no file":   {"-listen", "127.0.0.1:0", "-tls-listen", "127.0.0.1:0", "-secrets", t.TempDir(), "a=http://127.0.0.1:1"},
	} {
		if err := run(t.Context(), args, slog.New(slog.DiscardHandler)); err == nil {
			t.Error(name)
		}
	}
}
