package upstream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"simpul/lib/function/httpserver"
)

// ErrRefused means that no process accepted a connection: nothing has been sent.
var ErrRefused = errors.New("no process accepted the connection")

const (
	dialTimeout = time.Second // on this machine
	// idleTimeout is below the functions' own, so that this end closes first (httpserver: 120 s).
	idleTimeout = 60 * time.Second
	keptPerHost = 64
)

// connections keeps connections to all processes warm. It asks no proxy of the environment: personal data goes to the process
// or nowhere.
var connections = &http.Transport{
	DialContext:            dial,
	MaxIdleConnsPerHost:    keptPerHost,
	IdleConnTimeout:        idleTimeout,
	DisableCompression:     true,
	MaxResponseHeaderBytes: httpserver.HeaderLimit,
}

// refusal marks an error of connecting, the only kind after which another process may be tried.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(ctx, network, address)
	if err != nil {
		return nil, refusal{err}
	}
	return conn, nil
}

// Body is a request body in memory that net/http cannot send twice: a request is repeated only if it has no body or a
// GetBody (http.Request.isReplayable). An empty call needs one too: with an Idempotency-Key, or as a GET, it would be
// repeated.
type Body struct{ reader bytes.Reader }

// NewBody returns the body b.
func NewBody(b []byte) *Body {
	body := &Body{}
	body.reader.Reset(b)
	return body
}

// Read reads the body.
func (b *Body) Read(p []byte) (int, error) { return b.reader.Read(p) }

// Close does nothing: net/http closes the body of a call it could not connect for, and the next process still needs it.
func (b *Body) Close() error { return nil }

// RoundTrip sends the call to the best process that accepts it. req.Body must be a [*Body].
func (p *Pool) RoundTrip(req *http.Request) (*http.Response, error) {
	if _, ok := req.Body.(*Body); !ok {
		return nil, errors.New("upstream: a body that could be sent twice")
	}
	for _, c := range p.order() {
		res, err := c.send(req)
		if _, refused := errors.AsType[refusal](err); !refused || req.Context().Err() != nil {
			return res, err
		}
	}
	return nil, ErrRefused
}

// send counts the call until its answer is read or fails.
func (c *process) send(req *http.Request) (*http.Response, error) {
	target := *req.URL
	target.Scheme, target.Host = "http", c.address
	out := req.WithContext(req.Context())
	out.URL = &target
	c.busy.Add(1)
	res, err := connections.RoundTrip(out)
	if err != nil {
		c.busy.Add(-1)
		if _, refused := errors.AsType[refusal](err); refused {
			c.unready.Store(true)
		}
		return nil, fmt.Errorf("round trip: %w", err)
	}
	if res.Close {
		c.unready.Store(true) // a function ends connections when it is about to stop
	}
	res.Body = &counted{ReadCloser: res.Body, process: c}
	return res, nil
}

// counted is an answer that keeps its process busy until it is closed.
type counted struct {
	io.ReadCloser
	process *process
	once    sync.Once
}

// Close ends the call.
func (c *counted) Close() error {
	c.once.Do(func() { c.process.busy.Add(-1) })
	return c.ReadCloser.Close()
}
