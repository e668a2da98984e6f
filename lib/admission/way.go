package admission

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/config"
)

// way dials servers and sentinels. The driver's own dialer would know a CA from the start only, and would not look at the
// context while it shakes hands.
type way struct {
	plain   net.Dialer
	secure  bool
	trusted config.RedisTLS
	secrets *config.Secrets
}

func newWay(c config.Redis, o *redis.Options, secrets *config.Secrets) way {
	// A server that is gone without a word is found out within a minute, not by the next officer.
	alive := net.KeepAliveConfig{Enable: true, Idle: 30 * time.Second, Interval: 10 * time.Second, Count: 3}
	return way{net.Dialer{Timeout: o.DialTimeout, KeepAliveConfig: alive}, o.TLSConfig != nil, c.TLS, secrets}
}

func (w way) dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := w.plain.DialContext(ctx, network, address)
	if err != nil || !w.secure {
		return conn, err
	}
	secure, err := w.shakeHands(ctx, conn, address)
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	return secure, nil
}

func (w way) shakeHands(ctx context.Context, conn net.Conn, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, w.plain.Timeout)
	defer cancel()
	trust, err := w.trust(address)
	if err != nil {
		return nil, err
	}
	secure := tls.Client(conn, trust)
	return secure, secure.HandshakeContext(ctx)
}

func (w way) trust(address string) (*tls.Config, error) {
	t := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: w.trusted.ServerName}
	if t.ServerName == "" {
		t.ServerName, _, _ = net.SplitHostPort(address) // it was dialled, so it is one
	}
	if w.trusted.CAFile == "" {
		return t, nil
	}
	pem, err := w.secrets.Read(w.trusted.CAFile)
	if err != nil {
		return nil, fault("redis.tls.ca_file: " + err.Error())
	}
	t.RootCAs = x509.NewCertPool()
	if !t.RootCAs.AppendCertsFromPEM([]byte(pem.Reveal())) {
		return nil, fault("redis.tls.ca_file: no certificate in PEM")
	}
	return t, nil
}
