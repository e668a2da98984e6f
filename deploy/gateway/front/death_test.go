package front_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/lib/function/httpserver"
)

// die ends the connection over the call.
func die(w http.ResponseWriter, _ *http.Request) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
	}
}

// dieInside ends the connection in the middle of the answer.
func dieInside(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = io.WriteString(w, strings.Repeat("x", 500))
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// JUKNIS-II.B.1: a hit is spent once. Half of the calls meet the process that dies; every call arrives once.
func TestAFunctionThatDiesOverACallIs502AndNotAskedAgain(t *testing.T) {
	dying, deaths := backend(t, die)
	living, calls := backend(t, echo)
	g := mount(t, options(discard()), dying, living)
	for range 10 {
		for _, body := range []string{"", "{}"} {
			before := len(deaths) + len(calls)
			res, text := post(t, g.URL+"/function/verify-nik", body, "Idempotency-Key", "k")
			if res.StatusCode != 200 {
				wantProblem(t, res, text, 502, "fungsi_tidak_menjawab")
			}
			if arrived := len(deaths) + len(calls) - before; arrived != 1 {
				t.Fatalf("%d calls arrived for one", arrived)
			}
		}
	}
	if len(deaths) == 0 || len(calls) == 0 {
		t.Errorf("%d met the dying process, %d the living", len(deaths), len(calls))
	}
}

func TestHalfAnAnswerBreaksOffAndArrivedOnce(t *testing.T) {
	log := newJournal()
	dying, deaths := backend(t, dieInside)
	living, calls := backend(t, dieInside)
	g := mount(t, options(httpserver.NewLogger(log)), dying, living)
	res, err := http.Post(g.URL+"/function/verify-nik", "application/json", strings.NewReader("{}"))
	if err == nil {
		_, err = io.ReadAll(res.Body)
		_ = res.Body.Close()
	}
	if err == nil || len(deaths)+len(calls) != 1 {
		t.Errorf("the caller saw %v, %d calls arrived", err, len(deaths)+len(calls))
	}
	if line := log.next(t); line["broken"] == nil || line["to"] != "verify-nik" {
		t.Errorf("%v", line)
	}
}

func TestAProcessThatIsGoneIsPassedOverAndAloneIs503(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	url, got := backend(t, echo)
	g := mount(t, options(discard()), gone.URL, url)
	for n := range 10 {
		if res, text := post(t, g.URL+"/function/verify-nik", fmt.Sprint(n)); res.StatusCode != 200 || text != fmt.Sprintf("POST / %d", n) {
			t.Errorf("%d %s", res.StatusCode, text)
		}
	}
	if len(got) != 10 {
		t.Errorf("%d calls arrived", len(got))
	}
	alone := mount(t, options(discard()), gone.URL)
	res, text := post(t, alone.URL+"/function/verify-nik", "{}")
	wantProblem(t, res, text, 503, "fungsi_tidak_tersedia")
	if res.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

// stoppable is a process that stops as functions do.
func stoppable(t *testing.T) (url string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := httpserver.New(httpserver.Options{ReadTimeout: time.Minute, WriteTimeout: time.Minute,
		Interval: 200 * time.Millisecond, Log: discard()})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- server.Serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/_/ready" && server.Stopping() {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
			_, _ = io.Copy(w, r.Body)
		}), nil)
	}()
	stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() { _ = stop() })
	return "http://" + l.Addr().String(), stop
}

// A rolling restart behind the gateway costs nobody a call.
func TestNoCallIsLostWhileOneProcessStops(t *testing.T) {
	leaving, stop := stoppable(t)
	staying, _ := stoppable(t)
	g := mount(t, options(discard()), leaving, staying)
	done := make(chan struct{})
	var callers sync.WaitGroup
	for range 16 {
		callers.Go(func() { keepCalling(t, g.URL, done) })
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	for n := range 20 {
		whole(t, g.URL, fmt.Sprint("after ", n))
	}
	close(done)
	callers.Wait()
}

func keepCalling(t *testing.T, url string, done <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-done:
			return
		default:
			whole(t, url, fmt.Sprint(n))
		}
	}
}

// whole sends one call and wants it back.
func whole(t *testing.T, url, question string) {
	if res, text := post(t, url+"/function/verify-nik", question); res.StatusCode != 200 || text != question {
		t.Errorf("call %s: %d %q", question, res.StatusCode, text)
	}
}
