package acceptance_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"simpul/deploy/local/stack"
	"simpul/lib/config/configtest"
	"simpul/lib/identity"
	"simpul/lib/identity/errand"
	"simpul/lib/registry/registrytest"
)

// certified is the content of gateway-tls, and the certificate in it.
func certified(t *testing.T, serial int64) (file string, certificate *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	certificate, err = x509.ParseCertificate(der)
	must(t, err)
	var out bytes.Buffer
	must(t, pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: der}))
	must(t, pem.Encode(&out, &pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	return out.String(), certificate
}

// The gateway's certificate changes under load: callers, each of whom comes by a new connection, trust both for that time.
func TestTheGatewaysCertificateRotatesUnderLoad(t *testing.T) {
	w := newWorld(t, 1, "SIMPUL_AGREEMENT__QUOTA__DAILY_LIMIT=100000")
	first, old := certified(t, 1)
	second, fresh := certified(t, 2)
	file := keyFile{t, filepath.Join(t.TempDir(), "gateway-tls")}
	must(t, os.WriteFile(file.path, []byte(first), 0o600))
	address, err := stack.FreeAddress()
	must(t, err)
	gateway := exec.Command(filepath.Join(binaries, "gateway"), "-listen", "127.0.0.1:0", "-tls-listen", address, "-secrets", filepath.Dir(file.path),
		"verify-nik="+w.verifiers()[0])
	must(t, gateway.Start())
	t.Cleanup(func() { _ = errors.Join(gateway.Process.Signal(syscall.SIGTERM), gateway.Wait()) })

	both := x509.NewCertPool()
	both.AddCert(old)
	both.AddCert(fresh)
	w.client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: both}}}
	w.URL = "https://" + address
	w.await(w.URL + "/healthz")
	l := w.underLoad(w.token)
	l.more()
	must(t, os.WriteFile(file.path+".new", []byte(second), 0o600))
	must(t, os.Rename(file.path+".new", file.path))
	l.more()
	l.end()
	both = x509.NewCertPool()
	both.AddCert(fresh)
	w.client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: both}}}
	if a, err := w.verify(w.URL + "/function/verify-nik"); err != nil || a.code != http.StatusOK {
		t.Error("the new certificate is not shown:", a.code, err)
	}
}

// The key of tokens for the bridges changes while cards are read, first at the counters, then at verify-nik.
func TestTheBridgesKeyRotatesUnderLoad(t *testing.T) {
	environ := append(ownSimulator(t), "SIMPUL_AGREEMENT__QUOTA__DAILY_LIMIT=100000")
	for name, value := range configtest.LooseGuard() {
		environ = append(environ, name+"="+value)
	}
	started := launch(t, shipped(t), environ...)
	state := filepath.Join(started.folder, ".local")
	token, err := stack.Token(state, "petugas-01", identity.ScopeVerify)
	must(t, err)
	w, body := &world{t: t, token: token, Stack: &stack.Stack{URL: started.url}}, carded(registrytest.Samples()[0])
	for a := (answer{code: http.StatusServiceUnavailable}); a.code == http.StatusServiceUnavailable; { // a bridge lets nobody in for its first second
		a, err = w.do(w.request(http.MethodPost, w.URL+"/function/verify-nik", body))
		must(t, err)
	}
	l := w.underLoadOf(1, body, token) // a reader has one card on it
	mint, known := keyFile{t, filepath.Join(stack.SecretsFolder(state), "simpul-bridge")}, keyFile{t, filepath.Join(state, "reader", "bridge-keys")}
	old, fresh := mint.lines()[0], freshKey()
	public, err := errand.Public(fresh)
	must(t, err)
	for _, step := range []func(){
		func() { known.put(append(known.lines(), strings.TrimSpace(public))...) },
		func() { mint.put(fresh, old) },
		func() { mint.put(fresh) },
		func() { known.put(strings.TrimSpace(public)) },
	} {
		step()
		l.more()
	}
	l.end()
	must(t, started.Process.Signal(syscall.SIGINT))
	started.drain()
	must(t, started.Wait())
}
