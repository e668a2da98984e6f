package admission_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/config"
)

// The pool keeps one clock for all clients of a process.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is one Redis and a time of its own.
type world struct {
	t      *testing.T
	url    string
	offset atomic.Int64
}

// onEach tells a story on a real Redis and on miniredis, which the local stack runs on.
func onEach(t *testing.T, tell func(w *world)) {
	t.Helper()
	t.Run("redis", func(t *testing.T) { tell(newWorld(t, redistest.Start(t).URL())) })
	t.Run("miniredis", func(t *testing.T) { tell(newWorld(t, "redis://"+miniredis.RunT(t).Addr())) })
}

func newWorld(t *testing.T, url string) *world {
	w := &world{t: t, url: url}
	w.goTo("2026-09-16 10:00:00")
	return w
}

// goTo makes it that time in WIB; it passes from there on.
func (w *world) goTo(wib string) {
	w.t.Helper()
	at, err := time.ParseInLocation(time.DateTime, wib, agreement.WIB)
	if err != nil {
		w.t.Fatal(err)
	}
	w.offset.Store(int64(time.Until(at)))
}

func (w *world) clock() time.Time { return time.Now().Add(time.Duration(w.offset.Load())) }

// generous holds nobody: for the stories that are about the quota.
var generous = config.Guard{Operator: fast, Office: fast, Sequential: many, Patterned: many, Guesses: many, Stuffing: many, Repeat: time.Millisecond, Rechecks: many}

var fast = config.Pace{Interval: time.Millisecond, Burst: many}

const many = 1_000_000

// signer signs so that a test can read it.
type signer struct{}

func (signer) Sign(record []byte) string { return fmt.Sprintf("k1.%x", len(record)) }

func (w *world) settings() admission.Settings {
	return admission.Settings{
		Quota:          agreement.Quota{DailyLimit: 200},
		Guard:          generous,
		Ledger:         signer{},
		CallDeadline:   5 * time.Second,
		Timeout:        10 * time.Second,
		ClockTolerance: 30 * time.Second,
		Clock:          w.clock,
		Offset:         func() time.Duration { return time.Duration(w.offset.Load()) },
	}
}

// replica starts one process that shares the world's Redis.
func (w *world) replica(change ...func(*admission.Settings)) *admission.Admission {
	w.t.Helper()
	return w.replicaAt(w.url, change...)
}

func (w *world) replicaAt(url string, change ...func(*admission.Settings)) *admission.Admission {
	w.t.Helper()
	return w.connect(config.Redis{URL: url}, nil, change...)
}

func (w *world) connect(c config.Redis, secrets *config.Secrets, change ...func(*admission.Settings)) *admission.Admission {
	w.t.Helper()
	s := w.settings()
	for _, change := range change {
		change(&s)
	}
	c.Timeout = s.Timeout
	client, err := admission.NewClient(c, secrets)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.over(client, s)
}

func (w *world) over(client *admission.Client, s admission.Settings) *admission.Admission {
	w.t.Helper()
	a, err := admission.New(client, s)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = a.Close(ended) // a story that wants to know closes by itself
		_ = client.Close()
	})
	return a
}

// prepared starts a replica on a Redis whose count begins at used.
func (w *world) prepared(used int64, change ...func(*admission.Settings)) *admission.Admission {
	w.t.Helper()
	a := w.replica(change...)
	w.initialise(a, used)
	return a
}

func (w *world) initialise(a *admission.Admission, used int64) {
	w.t.Helper()
	if err := a.Initialise(w.t.Context(), admission.Initialisation{UsedToday: used, Force: true, Basis: paper}); err != nil {
		w.t.Fatal(err)
	}
}

// raw returns a client that sees what is stored.
func (w *world) raw() *redis.Client {
	o, err := redis.ParseURL(w.url)
	if err != nil {
		w.t.Fatal(err)
	}
	o.Protocol = 2
	c := redis.NewClient(o)
	w.t.Cleanup(func() { _ = c.Close() })
	return c
}
