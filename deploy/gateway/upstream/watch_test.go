package upstream_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
)

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
