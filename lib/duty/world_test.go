package duty_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
	"simpul/lib/duty"
)

// The pool keeps one clock for all clients of a process.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is one Redis and a time of its own.
type world struct {
	t      testing.TB
	client *redis.Client
	offset atomic.Int64
}

func newWorld(t testing.TB, url string) *world {
	t.Helper()
	client, err := admission.NewClient(config.Redis{URL: url, Timeout: 10 * time.Second}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, client: client.Client}
	t.Cleanup(func() { _ = w.client.Close() })
	return w
}

// onEach tells a story on a real Redis and on miniredis, which the local stack runs on.
func onEach(t *testing.T, tell func(w *world)) {
	t.Helper()
	t.Run("redis", func(t *testing.T) { tell(newWorld(t, redistest.Start(t).URL())) })
	t.Run("miniredis", func(t *testing.T) { tell(newWorld(t, "redis://"+miniredis.RunT(t).Addr())) })
}

func (w *world) pass(d time.Duration) { w.offset.Add(int64(d)) }

// replica is the duty as one process has it.
func (w *world) replica() *duty.Duty {
	return duty.New(w.client, duty.Settings{
		Name: "uji", Every: time.Minute, Longest: 10 * time.Minute, Timeout: 10 * time.Second,
		Offset: func() time.Duration { return time.Duration(w.offset.Load()) },
	})
}

func (w *world) runs(d *duty.Duty) bool {
	w.t.Helper()
	worked := false
	ran, err := d.Run(w.t.Context(), func(context.Context) error { worked = true; return nil })
	if err != nil || ran != worked {
		w.t.Errorf("ran %v, worked %v: %v", ran, worked, err)
	}
	return ran
}

// expect says what came of a call.
func (w *world) expect(d *duty.Duty, want bool, when string) {
	w.t.Helper()
	if w.runs(d) != want {
		w.t.Errorf("%s: want a run: %v", when, want)
	}
}

func (w *world) value() string {
	w.t.Helper()
	v, err := w.client.Get(context.Background(), "{simpul}:duty:uji").Result()
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func (w *world) set(value string) {
	w.t.Helper()
	if err := w.client.Set(context.Background(), "{simpul}:duty:uji", value, 0).Err(); err != nil {
		w.t.Fatal(err)
	}
}
