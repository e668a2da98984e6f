package registrytest_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"simpul/lib/registry/registrytest"
)

func TestTheLeafIsForLoopbackAndVouchedForByTheCA(t *testing.T) {
	r := start(t, registrytest.Options{})
	state := dial(t, r).(*tls.Conn).ConnectionState()
	leaf := state.PeerCertificates[0]
	for _, name := range []string{"127.0.0.1", "::1", "localhost"} {
		if err := leaf.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
	if key, ok := leaf.PublicKey.(*ecdsa.PublicKey); !ok || key.Curve.Params().Name != "P-256" {
		t.Errorf("key %T", leaf.PublicKey)
	}
	if sum := sha256.Sum256(leaf.Raw); r.Certificate().PinSHA256() != hex.EncodeToString(sum[:]) {
		t.Error("the pin is another's")
	}
	if state.NegotiatedProtocol != "" {
		t.Errorf("the gateway speaks HTTP/1.1, not %s", state.NegotiatedProtocol)
	}
}

func TestAnotherSimulatorsCAIsNotTrusted(t *testing.T) {
	r, other := start(t, registrytest.Options{}), start(t, registrytest.Options{})
	r.client = trusting(other.CAPEM())
	var unknown x509.UnknownAuthorityError
	if _, err := r.send(context.Background(), question(someoneFound().NIK)); !errors.As(err, &unknown) || r.Calls() != 0 {
		t.Errorf("%d calls, %v", r.Calls(), err)
	}
}

func TestACertificateCanComeFromFiles(t *testing.T) {
	caFile, certFile, keyFile := selfSigned(t)
	certificate, err := registrytest.LoadCertificate(caFile, certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, registrytest.Options{Certificate: certificate})
	if got := r.code(someoneFound().NIK); got != "" {
		t.Errorf("code %s", got)
	}
	if _, err := registrytest.LoadCertificate(keyFile+"x", certFile, keyFile); err == nil {
		t.Error("a CA that is not there")
	}
	if _, err := registrytest.LoadCertificate(caFile, keyFile, certFile); err == nil {
		t.Error("key and certificate exchanged")
	}
}

// selfSigned writes a certificate that is its own CA.
func selfSigned(t *testing.T) (ca, cert, key string) {
	t.Helper()
	public, private, _ := ed25519.GenerateKey(rand.Reader)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	certDER, err := x509.CreateCertificate(rand.Reader, template, template, public, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert"), filepath.Join(t.TempDir(), "key")
	writePEM(t, cert, "CERTIFICATE", certDER)
	writePEM(t, key, "PRIVATE KEY", keyDER)
	return cert, cert, key
}

func writePEM(t *testing.T, path, kind string, der []byte) {
	t.Helper()
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
}
