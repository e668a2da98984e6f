// Package exchange carries one question to the registry and its answer back, over HTTP on a thin line: what the two web
// services, lookup and kesesuaian, have in common (wire §1.1, §1.2, §2.1). What an answer means is theirs to say.
//
// What a county's installation calls things is configuration: address, path, spelling of the keys, one extra header, whom to
// trust. Credentials are read for every question, so that they rotate without a restart (PKS-2.1d).
//
// What is promised:
//
//   - One Post writes the question at most once, and [registry.NotSent], the only fault that gives a hit back
//     (JUKNIS-II.B.1), comes only when nothing of it was handed to a connection. A doubt is never NotSent.
//   - Nothing of an answer, a question or a credential, and no address, stands in an error or a log (PKS-2.2g, PKS-2.2j).
//   - No proxy, no redirect, no cookie; an answer has a size limit, also after decompression.
//
// The exchange uses net/http's parser, but not its Transport: that one prints what an idle connection receives unasked through
// the standard logger, a whole record if a Content-Length is too short; may take such bytes for the next answer, about
// another person; and decides by itself when to send again. Here a connection on which a byte is left over is closed.
package exchange

import (
	"context"
	"errors"
	"fmt"
	"time"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
)

// Client asks over a few warm connections: a new one costs three times the bytes of a question (JUKNIS-I.B: 1 Mbps).
type Client struct {
	writer  writer
	dialer  dialer
	timeout time.Duration
	idle    pool
}

// New returns a client of the service that settings describe. It reads each secret once, so that a missing file stops the
// start and not the first question, and opens no connection. Close it when done.
func New(settings config.Registry, secrets *config.Secrets) (*Client, error) {
	target, err := target(settings)
	if err != nil {
		return nil, err
	}
	c := &Client{writer: writer{settings, secrets, target}, timeout: settings.Timeout}
	c.idle.max = settings.Slots
	if c.dialer, err = newDialer(settings, secrets, target); err != nil {
		return nil, err
	}
	if err := checkHeader(settings.Header.Name); err != nil {
		return nil, err
	}
	if _, err := c.writer.question(nik.NIK{}, nil); err != nil {
		return nil, fmt.Errorf("registry: %w", err)
	}
	return c, nil
}

var errNoNIK = errors.New("there is no NIK to ask about")

// Post sends one JSON object, once: NIK and credentials under the keys of the settings, then more. It waits until the timeout
// of the settings or the end of ctx, whichever is first, and returns the body of an answer with status 200, read to its end.
// The error is always a [*registry.Fault].
func (c *Client) Post(ctx context.Context, n nik.NIK, more ...Member) ([]byte, error) {
	if n.Empty() {
		return nil, &registry.Fault{Kind: registry.NotSent, Cause: errNoNIK}
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	question, err := c.writer.question(n, more)
	if err != nil {
		return nil, &registry.Fault{Kind: registry.NotSent, Cause: err}
	}
	conn, err := c.connect(ctx)
	if err != nil {
		return nil, &registry.Fault{Kind: registry.NotSent, Cause: reason(ctx, err)}
	}
	body, reusable, fault := conn.exchange(ctx, question)
	if reusable {
		c.idle.put(conn)
	} else {
		conn.close()
	}
	if fault != nil {
		return nil, fault
	}
	return body, nil
}

// connect returns a warm connection, or else a new one.
func (c *Client) connect(ctx context.Context) (*conn, error) {
	if warm := c.idle.take(); warm != nil {
		return warm, nil
	}
	return c.dialer.dial(ctx)
}

// Close closes the idle connections; those in use close when their answer is there.
func (c *Client) Close() { c.idle.close() }
