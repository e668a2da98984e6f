package upstream_test

import (
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
