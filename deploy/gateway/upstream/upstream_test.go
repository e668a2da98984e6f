package upstream_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"simpul/deploy/gateway/upstream"
)

// process is one process of a function: it tells its name, counts its calls and says whether it is ready.
type process struct {
	*httptest.Server
	calls   atomic.Int64
	unready atomic.Bool
}

func newProcess(t *testing.T, name string) *process {
	t.Helper()
	p := &process{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/_/ready":
			p.calls.Add(1)
			body, _ := io.ReadAll(r.Body)
			_, _ = fmt.Fprintf(w, "%s%s", name, body)
		case p.unready.Load():
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// gone is an address that refuses connections.
func gone(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	return s.URL
}

func newPool(t *testing.T, targets ...string) *upstream.Pool {
	t.Helper()
	p, err := upstream.NewPool(strings.Join(targets, ","))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// send sends body and returns the open answer.
func send(ctx context.Context, p *upstream.Pool, method, body string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://function/", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Idempotency-Key", "k")
	req.Body, req.ContentLength = upstream.NewBody([]byte(body)), int64(len(body))
	return p.RoundTrip(req)
}

// say sends body and returns the text of the answer.
func say(t *testing.T, p *upstream.Pool, body string) string {
	t.Helper()
	res, err := send(t.Context(), p, http.MethodPost, body)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestOnlyProcessesOfThisMachineAreTaken(t *testing.T) {
	for _, good := range []string{"http://127.0.0.1:1", "http://[::1]:1,http://127.0.0.2:2"} {
		if _, err := upstream.NewPool(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "http://127.0.0.1", "https://127.0.0.1:1", "http://192.0.2.1:1", "http://host:1", "http://127.0.0.1:1/",
		"http://127.0.0.1:1?a", "http://127.0.0.1:1#a", "http://u:p@127.0.0.1:1", "127.0.0.1:1", "http://127.0.0.1:1,", "http://127.0.0.1:1 "} {
		if _, err := upstream.NewPool(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func FuzzNewPool(f *testing.F) {
	for _, seed := range []string{"http://127.0.0.1:1", "http://[::1]:1,http://192.0.2.1:2", "http://u@127.0.0.1:1/x?y#z", ","} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, targets string) {
		if _, err := upstream.NewPool(targets); err != nil {
			return
		}
		for target := range strings.SplitSeq(targets, ",") {
			host, _, err := net.SplitHostPort(strings.TrimPrefix(target, "http://"))
			if ip := net.ParseIP(strings.SplitN(host, "%", 2)[0]); err != nil || !ip.IsLoopback() {
				t.Fatalf("%q is taken", target)
			}
		}
	})
}

func TestIdleProcessesTakeTurns(t *testing.T) {
	a, b, c := newProcess(t, "a"), newProcess(t, "b"), newProcess(t, "c")
	p := newPool(t, a.URL, b.URL, c.URL)
	for range 30 {
		say(t, p, "")
	}
	if a.calls.Load() != 10 || b.calls.Load() != 10 || c.calls.Load() != 10 {
		t.Errorf("%d %d %d", a.calls.Load(), b.calls.Load(), c.calls.Load())
	}
}

func TestTheLeastBusyProcessIsChosenUntilItsAnswersAreRead(t *testing.T) {
	a, b := newProcess(t, "a"), newProcess(t, "b")
	p := newPool(t, a.URL, b.URL)
	held, err := send(t.Context(), p, http.MethodPost, "")
	if err != nil {
		t.Fatal(err)
	}
	first, _ := io.ReadAll(held.Body)
	for range 4 {
		if other := say(t, p, ""); other == string(first) {
			t.Errorf("%s is busy and was chosen", other)
		}
	}
	if err := errors.Join(held.Body.Close(), held.Body.Close()); err != nil {
		t.Error(err)
	}
	if one, two := say(t, p, ""), say(t, p, ""); one == two {
		t.Errorf("both calls went to %s although the other is idle again", one)
	}
}

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
	for served := 0; served < 2; served++ {
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

func TestUnreadyProcessesAreChosenOnlyIfNoneIsReady(t *testing.T) {
	a, b := newProcess(t, "a"), newProcess(t, "b")
	p := newPool(t, a.URL, b.URL, gone(t))
	for _, step := range []struct{ unreadyA, unreadyB, usesA, usesB bool }{
		{true, false, false, true}, {false, true, true, false}, {true, true, true, true}, {false, false, true, true},
	} {
		a.unready.Store(step.unreadyA)
		b.unready.Store(step.unreadyB)
		a.calls.Store(0)
		b.calls.Store(0)
		p.Look(t.Context())
		for range 6 {
			say(t, p, "")
		}
		if gotA, gotB := a.calls.Load(), b.calls.Load(); gotA > 0 != step.usesA || gotB > 0 != step.usesB || gotA+gotB != 6 {
			t.Errorf("%+v: got %d and %d", step, gotA, gotB)
		}
	}
}

// A stopping function ends its connections (lib/function/httpserver) before the next look would see it.
func TestAProcessThatEndsItsConnectionIsLeftAloneAtOnce(t *testing.T) {
	b := newProcess(t, "b")
	stopping := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") }))
	t.Cleanup(stopping.Close)
	p := newPool(t, stopping.URL, b.URL)
	for range 10 {
		say(t, p, "")
	}
	if b.calls.Load() != 9 {
		t.Errorf("%d of 10 calls went to the process that stays", b.calls.Load())
	}
}

func TestWatchLooksUntilItsContextEnds(t *testing.T) {
	looked := make(chan struct{}, 10)
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/_/ready" && r.Method == http.MethodGet {
			looked <- struct{}{}
		}
	}))
	t.Cleanup(s.Close)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { newPool(t, s.URL).Watch(ctx); close(ended) }()
	<-looked
	<-looked
	cancel()
	<-ended
}
