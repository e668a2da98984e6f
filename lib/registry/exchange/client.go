// Package exchange carries one question to the registry and its answer back, over HTTP on a thin line: what the two web
// services, lookup and kesesuaian, have in common (wire §1.1, §1.2, §2.1), in [Client], and below it what the web portal shares
// with them, [Connections]. What an answer means is theirs to say.
//
// What a county's installation calls things is configuration: address, path, spelling of the keys, one extra header, whom to
// trust. Credentials are read for every question, so that they rotate without a restart (PKS-2.1d).
//
// What is promised:
//
//   - One Post or Send writes the question at most once, and [registry.NotSent], the only fault that gives a hit back
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
	"net/http"
	"time"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
)

// maxAnswer bounds an answer: a record has some thirty short fields (wire §1.4), under 2 KiB.
const maxAnswer = 256 << 10

// Client posts JSON over [Connections].
type Client struct {
	*Connections
	writer  writer
	timeout time.Duration
}

// New returns a client of the service that settings describe. It reads each secret once, so that a missing file stops the
// start and not the first question, and opens no connection. Close it when done.
func New(settings config.Registry, secrets *config.Secrets) (*Client, error) {
	connections, err := NewConnections(settings, secrets, maxAnswer)
	if err != nil {
		return nil, fmt.Errorf("registry.%w", err)
	}
	target, err := target(settings)
	if err != nil {
		return nil, fmt.Errorf("registry.%w", err)
	}
	if err := checkHeader(settings.Header.Name); err != nil {
		return nil, err
	}
	c := &Client{connections, writer{settings, secrets, target}, settings.Timeout}
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
		return nil, &registry.Fault{Kind: registry.NotSent, NotTheLine: true, Cause: errNoNIK}
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	question, err := c.writer.question(n, more)
	if err != nil {
		return nil, &registry.Fault{Kind: registry.NotSent, NotTheLine: true, Cause: err}
	}
	answer, err := c.Send(ctx, question, http.StatusOK)
	if err != nil {
		return nil, err
	}
	if answer.Status != http.StatusOK {
		return nil, &registry.Fault{Kind: registry.HTTPError, Cause: fmt.Errorf("status %d", answer.Status)}
	}
	return answer.Body, nil
}

// Warm is [Connections.Warm] within the timeout of the settings.
func (c *Client) Warm(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	c.Connections.Warm(ctx)
}
