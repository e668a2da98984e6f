package bridge

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
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

// certificateFile holds the bridge's own certificate and its key, in the folder of its state.
const certificateFile = "bridge-certificate.pem"

// maxPEM bounds a file of certificates.
const maxPEM = 64 << 10

// years is how long the bridge's own certificate is good for. Functions believe its fingerprint, not its dates.
const years = 10

// TLS are the files of a bridge's identity; all may be left out.
type TLS struct {
	CertFile     string `yaml:"cert_file"`      // PEM; left out: the bridge makes its own
	KeyFile      string `yaml:"key_file"`       // with cert_file
	ClientCAFile string `yaml:"client_ca_file"` // PEM; whoever calls needs a certificate of these authorities
}

// Identity returns how the bridge speaks TLS, and the fingerprint that functions pin: the SHA-256 of its certificate in DER, in hex. A
// bridge without files makes a certificate at its first start and keeps it in folder.
func Identity(files TLS, folder, id string, now time.Time) (*tls.Config, string, error) {
	certificate, err := files.certificate(folder, id, now)
	if err != nil {
		return nil, "", err
	}
	config := &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{certificate}} // both ends are ours
	if files.ClientCAFile != "" {
		if config.ClientCAs, err = authorities(files.ClientCAFile); err != nil {
			return nil, "", err
		}
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	return config, Fingerprint(certificate.Certificate[0]), nil
}

// Fingerprint returns the SHA-256 of a certificate in DER, in lower-case hex.
func Fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

// HasOwn reports whether a bridge has made its certificate in folder.
func HasOwn(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, certificateFile))
	return err == nil
}

func (f TLS) certificate(folder, id string, now time.Time) (tls.Certificate, error) {
	if (f.CertFile == "") != (f.KeyFile == "") {
		return tls.Certificate{}, errors.New("tls: needs both cert_file and key_file, or neither")
	}
	if f.CertFile != "" {
		certificate, err := tls.LoadX509KeyPair(f.CertFile, f.KeyFile)
		if err != nil {
			return tls.Certificate{}, errors.New("tls: cert_file and key_file are not a certificate in PEM and its key")
		}
		return certificate, nil
	}
	path := filepath.Join(folder, certificateFile)
	text, err := readPEM(path)
	if errors.Is(err, fs.ErrNotExist) {
		if text, err = newCertificate(id, now); err == nil {
			err = keep(path, text)
		}
	}
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("the bridge's own certificate: %w", err)
	}
	return tls.X509KeyPair(text, text)
}

func readPEM(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, maxPEM))
}

// keep writes the file whole or not at all, and to the disk before it gets its name: half of one, or none behind a name, would stop every start
// after a loss of power.
func keep(path string, text []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // for its owner alone
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // a key that nobody has pinned
	}
	return err
}

// newCertificate returns a key of P-256 and a certificate that it signed itself, in PEM.
func newCertificate(id string, now time.Time) ([]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: id}, DNSNames: []string{"localhost"},
		NotBefore: now.AddDate(0, 0, -1), NotAfter: now.AddDate(years, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})...), nil
}

func authorities(path string) (*x509.CertPool, error) {
	text, err := readPEM(path)
	if err != nil {
		return nil, fmt.Errorf("tls: client_ca_file: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, errors.New("tls: client_ca_file: no certificate in PEM")
	}
	return pool, nil
}
