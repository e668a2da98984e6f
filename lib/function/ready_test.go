package function_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"simpul/lib/function"
	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// probe asks one of the probe addresses without a network.
func probe(t *testing.T, server *function.Server, method, path string) (*http.Response, string) {
	t.Helper()
	w := httptest.NewRecorder()
	server.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

// depending is a function with one check.
func depending(ask func(context.Context) error) function.Function {
	return function.Function{Handler: echo, Ready: []function.Check{{Name: "redis", Ask: ask}}}
}

func TestProbesAnswerGETAlone(t *testing.T) {
	server := function.NewServer(function.Function{Handler: echo}, settings(), discard())
	for _, path := range []string{"/_/health", "/_/ready"} {
		if res, body := probe(t, server, http.MethodGet, path); res.StatusCode != 200 || body != "OK" {
			t.Errorf("%s: %d %q", path, res.StatusCode, body)
		}
		for _, method := range []string{"HEAD", "POST", "PUT", "OPTIONS"} {
			res, body := probe(t, server, method, path)
			wantProblem(t, res, body, 405, "metode_http_salah")
			if res.Header.Get("Allow") != "GET" {
				t.Errorf("Allow %q", res.Header.Get("Allow"))
			}
		}
	}
}

// Design, fail closed: Redis away means 503 from readiness, while health stays 200.
func TestReadinessFollowsTheDependencyAndHealthDoesNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newJournal()
		var away error
		server := function.NewServer(depending(func(context.Context) error { return away }), settings(), httpserver.NewLogger(log))
		for _, step := range []struct {
			away   error
			status int
			code   string
		}{
			{nil, 200, ""}, {errors.New("refused"), 503, "penyimpanan_tidak_tersedia"},
			{problem.New(problem.CodeJamTidakCocok), 503, "jam_tidak_cocok"},
			{problem.New(problem.CodeKesalahanInternal), 503, "penyimpanan_tidak_tersedia"}, {nil, 200, ""},
		} {
			away = step.away
			time.Sleep(time.Second)
			res, body := probe(t, server, http.MethodGet, "/_/ready")
			if res.StatusCode != step.status || !strings.Contains(body, step.code) {
				t.Errorf("%v: %d %s", step.away, res.StatusCode, body)
			}
			if res, _ = probe(t, server, http.MethodGet, "/_/health"); res.StatusCode != 200 {
				t.Errorf("%v: health %d", step.away, res.StatusCode)
			}
		}
		if n := strings.Count(log.String(), "\n"); n != 2 {
			t.Errorf("one line per change wanted:\n%s", log)
		}
	})
}

func TestProbesAreNoLoadForTheDependency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		server := function.NewServer(depending(func(context.Context) error { asked++; return nil }), settings(), discard())
		for range 1000 {
			probe(t, server, http.MethodGet, "/_/ready")
			time.Sleep(5 * time.Millisecond)
		}
		if asked != 5 {
			t.Errorf("1000 probes in 5 s asked %d times", asked)
		}
	})
}

func TestProbesAtTheSameTimeShareOneQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		server := function.NewServer(depending(func(context.Context) error {
			asked++
			time.Sleep(100 * time.Millisecond)
			return nil
		}), settings(), discard())
		for range 10 {
			go server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/_/ready", nil))
		}
		if synctest.Wait(); asked != 1 {
			t.Errorf("asked %d times", asked)
		}
		time.Sleep(time.Second)
	})
}

func TestAHangingDependencyIsGivenUpWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := function.NewServer(depending(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }), settings(), discard())
		start := time.Now()
		res, body := probe(t, server, http.MethodGet, "/_/ready")
		wantProblem(t, res, body, 503, "penyimpanan_tidak_tersedia")
		if waited := time.Since(start); waited >= time.Second {
			t.Errorf("waited %s", waited)
		}
	})
}

func TestACheckThatPanicsIsNotReady(t *testing.T) {
	log := newJournal()
	server := function.NewServer(depending(func(context.Context) error { panic("3303990101900001") }), settings(), httpserver.NewLogger(log))
	res, body := probe(t, server, http.MethodGet, "/_/ready")
	wantProblem(t, res, body, 503, "penyimpanan_tidak_tersedia")
	if strings.Contains(log.String()+body, "3303990101900001") || !strings.Contains(log.String(), "panicked") {
		t.Errorf("%s %s", log, body)
	}
}
