package othertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"net"
	"time"
)

// validity is longer than any test run; the CA's key is dropped at once.
const validity = 24 * time.Hour

// certificates makes a throw-away CA and one server certificate for 127.0.0.1,
// without any DNS name: Dukcapil's hosts are bare addresses (§2.1).
func certificates(now time.Time) (caPEM []byte, leaf tls.Certificate, err error) {
	ca := unsigned("CA uji lain", now)
	ca.IsCA, ca.BasicConstraintsValid = true, true
	ca.KeyUsage = x509.KeyUsageCertSign
	caKey, caDER, err := sign(ca, ca, nil)
	if err != nil {
		return nil, tls.Certificate{}, err
	}
	host := unsigned("127.0.0.1", now)
	host.KeyUsage, host.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	host.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	key, der, err := sign(host, ca, caKey)
	if err != nil {
		return nil, tls.Certificate{}, err
	}
	caPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER})
	return caPEM, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// unsigned is what both certificates share; the serial is left to the library.
func unsigned(name string, now time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(validity),
	}
}

// sign makes a key and its certificate under parent, self-signed without
// parentKey.
func sign(cert, parent *x509.Certificate, parentKey *ecdsa.PrivateKey) (*ecdsa.PrivateKey, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make key: %w", err)
	}
	if parentKey == nil {
		parentKey = key
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, parent, &key.PublicKey, parentKey)
	if err != nil {
		return nil, nil, fmt.Errorf("sign certificate: %w", err)
	}
	return key, der, nil
}
