package registrytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"time"
)

// validity is long enough for a demonstration and too short to be forgotten in a trust store.
const validity = 30 * 24 * time.Hour

// Certificate is a server's identity and the CA that vouches for it.
type Certificate struct {
	caPEM []byte
	leaf  tls.Certificate
}

// NewCertificate makes a throw-away CA and a leaf for 127.0.0.1, ::1 and localhost, both ECDSA P-256. The CA's key is
// forgotten at once: it vouches for nothing else, ever.
func NewCertificate() (*Certificate, error) {
	ca, caKey, err := issue(authority(), nil, nil)
	if err != nil {
		return nil, err
	}
	leaf, leafKey, err := issue(loopbackServer(), ca, caKey)
	if err != nil {
		return nil, err
	}
	return &Certificate{
		caPEM: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Raw}),
		leaf:  tls.Certificate{Certificate: [][]byte{leaf.Raw}, PrivateKey: leafKey, Leaf: leaf},
	}, nil
}

// LoadCertificate reads the CA's certificate and the leaf's certificate and key, all PEM.
func LoadCertificate(caFile, certFile, keyFile string) (*Certificate, error) {
	caPEM, err := os.ReadFile(caFile)
	if err != nil {
		return nil, fmt.Errorf("registry simulator: ca: %w", err)
	}
	leaf, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return nil, fmt.Errorf("registry simulator: leaf: %w", err)
	}
	return &Certificate{caPEM: caPEM, leaf: leaf}, nil
}

// CAPEM returns the CA's certificate: whom a caller must trust.
func (c *Certificate) CAPEM() []byte { return c.caPEM }

// TLS returns the settings of a server with this identity.
func (c *Certificate) TLS() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{c.leaf}}
}

// PinSHA256 returns the SHA-256 of the leaf in DER, 64 hexadecimal digits.
func (c *Certificate) PinSHA256() string {
	sum := sha256.Sum256(c.leaf.Certificate[0])
	return hex.EncodeToString(sum[:])
}

func authority() *x509.Certificate {
	return &x509.Certificate{
		Subject: pkix.Name{CommonName: "Simpul registry simulator CA"}, SerialNumber: big.NewInt(1),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
}

func loopbackServer() *x509.Certificate {
	return &x509.Certificate{
		Subject: pkix.Name{CommonName: "Simpul registry simulator"}, SerialNumber: big.NewInt(2),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
}

// issue signs template with parent's key, or with its own when there is no parent.
func issue(template, parent *x509.Certificate, signer *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("registry simulator: key: %w", err)
	}
	if parent == nil {
		parent, signer = template, key
	}
	// An hour back: the caller may live in a container whose clock is late.
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(validity)
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		return nil, nil, fmt.Errorf("registry simulator: certificate: %w", err)
	}
	made, err := x509.ParseCertificate(der)
	return made, key, err
}
