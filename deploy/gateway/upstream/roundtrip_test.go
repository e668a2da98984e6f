package upstream_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"simpul/deploy/gateway/upstream"
)

func TestAProcessThatRefusesIsPassedOverWithTheWholeBody(t *testing.T) {
	b := newProcess(t, "b")
	p := newPool(t, gone(t), gone(t), b.URL)
	for n := range 10 {
		if text := say(t, p, fmt.Sprint(n)); text != fmt.Sprintf("b%d", n) {
			t.Errorf("answer %q", text)
		}
	}
	if b.calls.Load() != 10 {
		t.Errorf("%d calls arrived", b.calls.Load())
	}
}

func TestIfAllRefuseNothingWasSent(t *testing.T) {
	if _, err := send(t.Context(), newPool(t, gone(t), gone(t)), http.MethodPost, "x"); !errors.Is(err, upstream.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

func TestACallThatWasGivenUpIsNotTriedElsewhere(t *testing.T) {
	b := newProcess(t, "b")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := send(ctx, newPool(t, gone(t), b.URL), http.MethodPost, "x"); err == nil || errors.Is(err, upstream.ErrRefused) || b.calls.Load() != 0 {
		t.Errorf("%v, %d calls", err, b.calls.Load())
	}
}

func TestABodyThatCouldBeSentTwiceIsRefused(t *testing.T) {
	for name, body := range map[string]io.ReadCloser{"none": nil, "empty": http.NoBody, "other": io.NopCloser(strings.NewReader("x"))} {
		req := &http.Request{Method: http.MethodPost, Body: body}
		if _, err := newPool(t, gone(t)).RoundTrip(req); err == nil || errors.Is(err, upstream.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// mortal answers the first call of each connection and dies over the second, as a process that is killed would. It counts
// the calls that reach it.
func mortal(t *testing.T, calls *atomic.Int64) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serveOne(conn, calls)
		}
	}()
	return "http://" + l.Addr().String()
}

func serveOne(conn net.Conn, calls *atomic.Int64) {
	defer func() { _ = conn.Close() }()
	reader := bufio.NewReader(conn)
	for served := range 2 {
		req, err := http.ReadRequest(reader)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, req.Body)
		calls.Add(1)
		if served == 0 {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		}
	}
}

// JUKNIS-II.B.1: a hit is spent once. net/http repeats a GET, and an empty POST with an Idempotency-Key, when a kept
// connection dies over them; here it must not.
func TestACallOverAConnectionThatDiesArrivesOnce(t *testing.T) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		for _, body := range []string{"", `{"nik":1}`} {
			var calls atomic.Int64
			p := newPool(t, mortal(t, &calls))
			res, err := send(t.Context(), p, method, body)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
			res, err = send(t.Context(), p, method, body)
			if err == nil {
				_ = res.Body.Close()
			}
			if err == nil || errors.Is(err, upstream.ErrRefused) || calls.Load() != 2 {
				t.Errorf("%s %q: %v, %d calls arrived for 2", method, body, err, calls.Load())
			}
		}
	}
}
