package redistest_test

import (
	"context"
	"testing"

	"github.com/redis/go-redis/v9"

	"simpul/lib/admission/redistest"
)

func connect(t *testing.T, url string) *redis.Client {
	t.Helper()
	o, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	o.MaxRetries = -1
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestAPersistentServerKeepsWhatItAnsweredForOverACrash(t *testing.T) {
	s := redistest.Start(t, redistest.Persistent...)
	c := connect(t, s.URL())
	if err := c.Set(t.Context(), "k", "before", 0).Err(); err != nil {
		t.Fatal(err)
	}
	restore := s.Backup()
	c.Set(t.Context(), "k", "after", 0)
	s.Kill()
	s.Restart()
	if got := c.Get(t.Context(), "k").Val(); got != "after" {
		t.Errorf("after a crash: %q", got)
	}
	s.Stop()
	restore()
	s.Restart()
	if got := c.Get(t.Context(), "k").Val(); got != "before" {
		t.Errorf("after going back: %q", got)
	}
}

func TestAPausedServerExecutesLaterWhatItWasSent(t *testing.T) {
	s := redistest.Start(t)
	c := connect(t, s.URL())
	if err := c.Ping(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	s.Pause()
	answer := make(chan int64)
	go func() { answer <- c.Incr(context.WithoutCancel(t.Context()), "k").Val() }()
	s.Resume()
	if got := <-answer; got != 1 {
		t.Errorf("got %d", got)
	}
}

func TestAProxyLosesRepliesNotRequests(t *testing.T) {
	s := redistest.Start(t)
	p := redistest.NewProxy(t, s)
	c, direct := connect(t, p.URL()), connect(t, s.URL())
	p.LoseEvery(10)
	failed := int64(0)
	for range 100 {
		if c.Incr(t.Context(), "k").Err() != nil {
			failed++
		}
	}
	if failed == 0 || p.Lost() < failed {
		t.Errorf("%d calls failed, %d replies lost", failed, p.Lost())
	}
	p.Cut()
	if c.Ping(t.Context()).Err() == nil {
		t.Error("the way is cut, and something answers")
	}
	p.Heal()
	p.LoseEvery(0)
	if err := c.Ping(t.Context()).Err(); err != nil {
		t.Errorf("after healing: %v", err)
	}
	n, err := direct.Get(t.Context(), "k").Int64()
	if err != nil || n < 50 {
		t.Errorf("%d requests arrived, %v", n, err)
	}
}
