package exchange

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"simpul/lib/config"
)

// keepAlive finds out within a minute that the other side is gone without a word, so that no question is written, and
// counted, on a dead connection; and it keeps a firewall between from forgetting an idle one.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 30 * time.Second, Interval: 10 * time.Second, Count: 3}

// dialer opens connections to one address, straight: proxies named in the environment are for other programs.
type dialer struct {
	address string
	tls     *tls.Config // nil: plain HTTP, as get_json is mostly served inside closed networks (wire §1.1)
}

func newDialer(settings config.Registry, secrets *config.Secrets, target *url.URL) (dialer, error) {
	port := target.Port()
	if target.Scheme == "http" {
		if settings.TLS != (config.TLS{}) {
			return dialer{}, errors.New("registry.tls: settings are there, but registry.url is not https")
		}
		return dialer{address: net.JoinHostPort(target.Hostname(), cmp.Or(port, "80"))}, nil
	}
	trust, err := trust(settings.TLS, secrets)
	if err != nil {
		return dialer{}, err
	}
	trust.ServerName = cmp.Or(settings.TLS.ServerName, target.Hostname())
	trust.ClientSessionCache = tls.NewLRUClientSessionCache(settings.Slots) // a resumed handshake has two thirds of the bytes
	return dialer{net.JoinHostPort(target.Hostname(), cmp.Or(port, "443")), trust}, nil
}

// errPin is the refusal of a certificate that is not the pinned one.
var errPin = errors.New("the certificate is not the pinned one")

// trust says whom to believe. A pin names one certificate, so neither its name nor its dates matter any more: registries that
// answer on a bare address show certificates that no authority stands for (wire §2.1).
func trust(settings config.TLS, secrets *config.Secrets) (*tls.Config, error) {
	// X25519 without ML-KEM, Go's default: that adds 2.4 kB and 19 ms to a handshake on 1 Mbps (JUKNIS-I.B), which only has
	// to keep its secret for as long as the closed network does.
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384}}
	switch {
	case settings.PinSHA256 != "":
		pin, err := hex.DecodeString(settings.PinSHA256)
		if err != nil || len(pin) != sha256.Size {
			return nil, errors.New("registry.tls.pin_sha256: not 64 hexadecimal digits")
		}
		cfg.InsecureSkipVerify = true // replaced by the pin, which also sees resumed sessions
		cfg.VerifyConnection = func(cs tls.ConnectionState) error {
			if sum := sha256.Sum256(cs.PeerCertificates[0].Raw); !bytes.Equal(sum[:], pin) {
				return errPin
			}
			return nil
		}
	case settings.CAFile != "":
		pem, err := secrets.Read(settings.CAFile)
		if err != nil {
			return nil, fmt.Errorf("registry.tls.ca_file: %w", err)
		}
		cfg.RootCAs = x509.NewCertPool()
		if !cfg.RootCAs.AppendCertsFromPEM([]byte(pem.Reveal())) {
			return nil, errors.New("registry.tls.ca_file: no certificate in PEM")
		}
	}
	return cfg, nil
}

// dial opens a connection, handshake included, within ctx.
func (d dialer) dial(ctx context.Context) (*conn, error) {
	plain := net.Dialer{KeepAliveConfig: keepAlive}
	raw, err := plain.DialContext(ctx, "tcp", d.address)
	if err != nil {
		return nil, err
	}
	c := &conn{Conn: raw, raw: raw}
	if d.tls != nil {
		secure := tls.Client(raw, d.tls)
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = raw.Close()
			return nil, err
		}
		c.Conn = secure
	}
	c.limit.R = c.Conn
	c.reader = bufio.NewReader(&c.limit)
	return c, nil
}
