package exchange

import (
	"bufio"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry"
)

// keepAlive finds out within a minute that the other side is gone without a word, so that no question is written, and
// counted, on a dead connection; and it keeps a firewall between from forgetting an idle one.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 30 * time.Second, Interval: 10 * time.Second, Count: 3}

// agreedKbps is the bandwidth of JUKNIS-I.B.
const agreedKbps = 1000

// dialer opens connections to one address, straight: proxies named in the environment are for other programs.
type dialer struct {
	address string
	open    func(ctx context.Context, network, address string) (net.Conn, error)
	tls     *tls.Config // nil: plain HTTP
	meter   *registry.Meter
}

func newDialer(settings config.Registry, secrets *config.Secrets, target *url.URL) (dialer, error) {
	port := target.Port()
	d := dialer{
		open:  (&net.Dialer{KeepAliveConfig: keepAlive}).DialContext,
		meter: registry.NewMeter(cmp.Or(settings.LineKbps, agreedKbps), time.Now),
	}
	if target.Scheme == "http" {
		if settings.TLS != (config.TLS{}) {
			return dialer{}, errors.New("tls: settings are there, but url is not https")
		}
		d.address = net.JoinHostPort(target.Hostname(), cmp.Or(port, "80"))
		return d, nil
	}
	trust, err := trust(settings.TLS, secrets)
	if err != nil {
		return dialer{}, err
	}
	trust.ServerName = cmp.Or(settings.TLS.ServerName, target.Hostname())
	trust.ClientSessionCache = tls.NewLRUClientSessionCache(settings.Slots) // a resumed handshake has two thirds of the bytes
	d.address, d.tls = net.JoinHostPort(target.Hostname(), cmp.Or(port, "443")), trust
	return d, nil
}

// dial opens a connection, handshake included, within ctx.
func (d dialer) dial(ctx context.Context) (*conn, error) {
	raw, err := d.open(ctx, "tcp", d.address)
	if err != nil {
		return nil, err
	}
	line := d.meter.Count(raw)
	c := &conn{Conn: line, raw: raw, line: line}
	if d.tls != nil {
		secure := tls.Client(line, d.tls)
		if err := secure.HandshakeContext(ctx); err != nil {
			_ = raw.Close()
			return nil, err
		}
		d.meter.Handshake(secure.ConnectionState().DidResume)
		c.Conn = secure
	}
	c.limit.R = c.Conn
	c.reader = bufio.NewReader(&c.limit)
	return c, nil
}
