package contracttest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"testing"
)

// Transport returns base with every exchange that passes through it checked; nil is [http.DefaultTransport].
func (c *Checker) Transport(t testing.TB, base http.RoundTripper) http.RoundTripper {
	if base == nil {
		base = http.DefaultTransport
	}
	return &transport{t: t, checker: c, base: base}
}

type transport struct {
	t       testing.TB
	checker *Checker
	base    http.RoundTripper
}

// RoundTrip reads both bodies whole, so that they can be checked, and passes them on.
func (c *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	sent, err := whole(request.Body)
	if err != nil {
		return nil, err
	}
	forward := request.Clone(request.Context())
	forward.Body = http.NoBody
	if len(sent) > 0 {
		forward.Body = io.NopCloser(bytes.NewReader(sent))
	}
	response, err := c.base.RoundTrip(forward)
	if err != nil {
		return nil, err
	}
	received, err := whole(response.Body)
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(received))
	c.checker.Check(c.t, request, sent, response.StatusCode < 300, response, received)
	return response, nil
}

func whole(body io.ReadCloser) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	content, err := io.ReadAll(body)
	return content, errors.Join(err, body.Close())
}
