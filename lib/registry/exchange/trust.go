package exchange

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"

	"simpul/lib/config"
)

// errPin is the refusal of a certificate that is not the pinned one.
var errPin = errors.New("the certificate is not the pinned one")

// trust says whom to believe.
func trust(settings config.TLS, secrets *config.Secrets) (*tls.Config, error) {
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, CurvePreferences: keyShares(settings)}
	switch {
	case settings.DangerousNoVerification:
		cfg.InsecureSkipVerify = true // by a setting whose name warns; it is logged at every start
	case settings.PinSHA256 != "":
		return cfg, believePin(cfg, settings.PinSHA256)
	case settings.CAFile != "":
		return cfg, believeCA(cfg, settings.CAFile, secrets)
	}
	return cfg, nil
}

// keyShares returns nil for Go's own. ML-KEM among them protects what is recorded today from computers of tomorrow; in a
// closed network nobody is to record anything, and the line is thin (JUKNIS-I.B).
func keyShares(settings config.TLS) []tls.CurveID {
	if settings.KeyShares == "default" {
		return nil
	}
	return []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384}
}

// believePin names one certificate, so neither its name nor its dates matter any more: registries that answer on a bare
// address show certificates that no authority stands for (wire §2.1).
func believePin(cfg *tls.Config, pin string) error {
	want, err := hex.DecodeString(pin)
	if err != nil || len(want) != sha256.Size {
		return errors.New("tls.pin_sha256: not 64 hexadecimal digits")
	}
	cfg.InsecureSkipVerify = true // replaced by the pin, which also sees resumed sessions
	cfg.VerifyConnection = func(cs tls.ConnectionState) error {
		if sum := sha256.Sum256(cs.PeerCertificates[0].Raw); !bytes.Equal(sum[:], want) {
			return errPin
		}
		return nil
	}
	return nil
}

func believeCA(cfg *tls.Config, file string, secrets *config.Secrets) error {
	pem, err := secrets.Read(file)
	if err != nil {
		return fmt.Errorf("tls.ca_file: %w", err)
	}
	cfg.RootCAs = x509.NewCertPool()
	if !cfg.RootCAs.AppendCertsFromPEM([]byte(pem.Reveal())) {
		return errors.New("tls.ca_file: no certificate in PEM")
	}
	return nil
}
