package exchange

import (
	"context"
	"net/http"

	"simpul/lib/config"
	"simpul/lib/registry"
)

// Connections are a few warm connections to one address: a new one costs three times the bytes of a question (JUKNIS-I.B:
// 1 Mbps). They carry requests that are ready to be written, for services that are not JSON; see [Client] for those that are.
type Connections struct {
	dialer dialer
	limit  int // of an answer's body, after decompression
	idle   pool
}

// NewConnections returns the way to settings.URL, as long as no answer is above limit bytes. It opens no connection. Close it
// when done. Its errors begin with the key below the section of the settings, such as "tls.ca_file: …".
func NewConnections(settings config.Registry, secrets *config.Secrets, limit int) (*Connections, error) {
	target, err := target(settings)
	if err != nil {
		return nil, err
	}
	dialer, err := newDialer(settings, secrets, target)
	return &Connections{dialer: dialer, limit: limit, idle: pool{max: settings.Slots, quiet: quiet}}, err
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // nil unless the status was wanted
}

// Send writes a whole HTTP request, at most once, and reads the answer until ctx ends. An answer whose status is not wanted comes
// without a body, and ends its connection. The error is always a [*registry.Fault], and tells what may have been counted.
func (c *Connections) Send(ctx context.Context, request []byte, wanted ...int) (Answer, error) {
	conn, err := c.connect(ctx)
	if err != nil {
		return Answer{}, &registry.Fault{Kind: registry.NotSent, Cause: reason(ctx, err)}
	}
	answer, reusable, fault := conn.exchange(ctx, request, wanted)
	if fault == nil {
		c.dialer.meter.Exchange(conn.since())
	}
	if reusable {
		c.idle.put(conn, maxIdle)
	} else {
		conn.close()
	}
	if fault != nil {
		return Answer{}, fault
	}
	return answer, nil
}

// Meter returns what counts the bytes of these connections.
func (c *Connections) Meter() *registry.Meter { return c.dialer.meter }

// connect returns a warm connection, or else a new one.
func (c *Connections) connect(ctx context.Context) (*conn, error) {
	if warm := c.idle.take(); warm != nil {
		return warm, nil
	}
	return c.open(ctx)
}

func (c *Connections) open(ctx context.Context) (*conn, error) {
	conn, err := c.dialer.dial(ctx)
	if err == nil {
		conn.max = int64(c.limit)
	}
	return conn, err
}

// Warm opens one connection ahead of the first question, which then does not wait for a handshake. Nothing is asked. When it
// fails, the first question will dial for itself, and say why it cannot.
func (c *Connections) Warm(ctx context.Context) {
	conn, err := c.open(ctx)
	switch {
	case err != nil:
	case conn.greeted():
		c.idle.put(conn, maxUnasked)
	default:
		conn.close()
	}
}

// Close closes the idle connections; those in use close when their answer is there.
func (c *Connections) Close() { c.idle.close() }
