package httpserver_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// of-watchdog's form (facts: openfaas.md §1): a bare integer is seconds.
func TestDurationsAreSecondsOrGoDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{"0": 0, "15": 15 * time.Second, "1m30s": 90 * time.Second,
		"250ms": 250 * time.Millisecond, "24h": 24 * time.Hour} {
		if got, err := httpserver.ParseDuration(text); got != want || err != nil {
			t.Errorf("%s: %s %v", text, got, err)
		}
	}
	for _, text := range []string{"", "-1", "-1s", "1.5", "15 s", "86401", "25h", "9999999999", "1x", "0x10"} {
		if got, err := httpserver.ParseDuration(text); err == nil {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"15", "1m30s", "-1", "99999999999999999999h"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := httpserver.ParseDuration(text)
		if d < 0 || d > 24*time.Hour || err != nil && d != 0 {
			t.Fatalf("%q: %s %v", text, d, err)
		}
		if err != nil && len(text) > 3 && strings.Contains(err.Error(), text) && !strings.Contains("not a duration", text) {
			t.Fatalf("the value is shown: %v", err)
		}
	})
}

func FuzzCallID(f *testing.F) {
	for _, seed := range []string{"", "x", "0190f2a0-0000-7000-8000-00000000000A", "{0190f2a0-c0de-7abc-8def-0123456789ab}", "3303990101900001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent string) {
		h := http.Header{"X-Call-Id": {sent}}
		id := httpserver.CallID(h)
		parsed, err := uuid.Parse(id)
		if err != nil || parsed.String() != id || h.Get("X-Call-Id") != id {
			t.Fatalf("%q became %q", sent, id)
		}
		if id != strings.ToLower(sent) && parsed.Version() != 7 {
			t.Fatalf("%q became %q", sent, id)
		}
	})
}

func TestMethodsAreOfAKnownSet(t *testing.T) {
	for _, m := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"} {
		if httpserver.Method(m) != m {
			t.Errorf("%s became %s", m, httpserver.Method(m))
		}
	}
	for _, m := range []string{"", "get", "3303990101900001", "BREW"} {
		if httpserver.Method(m) != "unknown" {
			t.Errorf("%q became %s", m, httpserver.Method(m))
		}
	}
}

func TestWriteProblemIsAWholeAnswer(t *testing.T) {
	w := httptest.NewRecorder()
	httpserver.WriteProblem(w, problem.New(problem.CodeTerlaluSibuk).WithRetryAfter(1500*time.Millisecond), "0190f2a0-c0de-7abc-8def-0123456789ab")
	h := w.Result().Header
	for name, want := range map[string]string{"Content-Type": problem.ContentType, "Cache-Control": "no-store", "Retry-After": "2",
		"X-Content-Type-Options": "nosniff", "X-Call-Id": "0190f2a0-c0de-7abc-8def-0123456789ab", "X-Openfaas-Internal": ""} {
		if h.Get(name) != want {
			t.Errorf("%s: %q", name, h.Get(name))
		}
	}
	if w.Code != 429 || !strings.Contains(w.Body.String(), "urn:uuid:0190f2a0-c0de-7abc-8def-0123456789ab") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
