package cardreader

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"simpul/lib/config"
)

// dialTime is how long a bridge on the office's own network may take to be there.
const dialTime = 2 * time.Second

var errPin = errors.New("the certificate is not the pinned one")

// transport believes one certificate. Reads are minutes apart, so no connection is kept: one that died unseen would lose a read.
func transport(fingerprint, clientFile string, secrets *config.Secrets) (*http.Transport, error) {
	trust, err := pinned(fingerprint)
	if err != nil {
		return nil, err
	}
	if clientFile != "" {
		trust.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			return clientCertificate(clientFile, secrets)
		}
		if _, err := clientCertificate(clientFile, secrets); err != nil {
			return nil, err
		}
	}
	return &http.Transport{
		TLSClientConfig: trust, DialContext: (&net.Dialer{Timeout: dialTime}).DialContext, TLSHandshakeTimeout: dialTime,
		DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: 16 << 10,
	}, nil
}

// pinned names one certificate, so neither its name nor its dates matter: a bridge signs its own.
func pinned(fingerprint string) (*tls.Config, error) {
	want, err := hex.DecodeString(fingerprint)
	if err != nil || len(want) != sha256.Size {
		return nil, errors.New("readers: a fingerprint is not 64 hexadecimal digits")
	}
	return &tls.Config{
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true, // replaced by the pin, which sees resumed sessions too
		VerifyConnection: func(cs tls.ConnectionState) error {
			if sum := sha256.Sum256(cs.PeerCertificates[0].Raw); !bytes.Equal(sum[:], want) {
				return errPin
			}
			return nil
		},
	}, nil
}

// clientCertificate is read with each connection, so that it rotates without a restart.
func clientCertificate(file string, secrets *config.Secrets) (*tls.Certificate, error) {
	text, err := secrets.Read(file)
	if err != nil {
		return nil, fmt.Errorf("readers.client_file: %w", err)
	}
	certificate, err := tls.X509KeyPair([]byte(text.Reveal()), []byte(text.Reveal()))
	if err != nil {
		return nil, errors.New("readers.client_file: not a certificate and its key in PEM")
	}
	return &certificate, nil
}
