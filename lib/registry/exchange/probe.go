package exchange

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry"
)

// Probed is what one connection shows to who asks nothing.
type Probed struct {
	Connect   time.Duration    // TCP
	Handshake time.Duration    // TLS; 0 over plain HTTP
	Up, Down  int64            // bytes of the handshake, without TCP and IP
	Source    registry.Address // where this machine's end is; a router may show the registry another
	TLS       *tls.ConnectionState

	// Certificate is the server's, also where it was refused; nil over plain HTTP, or when none came.
	Certificate *x509.Certificate
}

// Fingerprint returns the SHA-256 of the certificate, as registry.tls.pin_sha256 takes it.
func (p Probed) Fingerprint() [sha256.Size]byte {
	if p.Certificate == nil {
		return [sha256.Size]byte{}
	}
	return sha256.Sum256(p.Certificate.Raw)
}

// Probe opens a connection as [Connections] would, for who must know the line before anything is asked on it: nothing of a
// question leaves, and no hit is used. The error has the words of this package, and comes with what was seen until then.
func Probe(ctx context.Context, settings config.Registry, secrets *config.Secrets) (Probed, error) {
	target, err := target(settings)
	if err != nil {
		return Probed{}, err
	}
	d, err := newDialer(settings, secrets, target)
	if err != nil {
		return Probed{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, settings.Timeout)
	defer cancel()
	p, err := d.probe(ctx)
	if err != nil {
		return p, reason(ctx, err)
	}
	return p, nil
}

func (d dialer) probe(ctx context.Context) (Probed, error) {
	var p Probed
	began := time.Now()
	open := d.open
	d.open = func(ctx context.Context, network, address string) (net.Conn, error) {
		raw, err := open(ctx, network, address)
		p.Connect = time.Since(began)
		if err == nil {
			p.Source = local(raw)
		}
		return raw, err
	}
	d.tls = watching(d.tls, &p.Certificate)
	c, err := d.dial(ctx)
	if err != nil {
		p.Certificate = cmp.Or(p.Certificate, refusedOne(err))
		return p, err
	}
	defer c.close()
	p.Up, p.Down = c.since()
	if secure, ok := c.Conn.(*tls.Conn); ok {
		state := secure.ConnectionState()
		p.Handshake, p.TLS = time.Since(began)-p.Connect, &state
	}
	return p, nil
}

func local(c net.Conn) registry.Address {
	at, err := netip.ParseAddrPort(c.LocalAddr().String())
	if err != nil {
		return registry.Address{}
	}
	return registry.NewAddress(at.Addr().Unmap())
}

// watching returns the settings of a connection whose certificate is noted before it is held to a pin.
func watching(trust *tls.Config, seen **x509.Certificate) *tls.Config {
	if trust == nil {
		return nil
	}
	trust = trust.Clone()
	verify := trust.VerifyConnection
	trust.VerifyConnection = func(cs tls.ConnectionState) error {
		*seen = cs.PeerCertificates[0]
		if verify == nil {
			return nil
		}
		return verify(cs)
	}
	return trust
}

// refusedOne returns the certificate that no authority stands for: who sets a pin needs to know it.
func refusedOne(err error) *x509.Certificate {
	if refused, ok := errors.AsType[*tls.CertificateVerificationError](err); ok && len(refused.UnverifiedCertificates) > 0 {
		return refused.UnverifiedCertificates[0]
	}
	return nil
}
