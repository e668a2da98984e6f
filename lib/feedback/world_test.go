package feedback_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"go.uber.org/goleak"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/feedback"
	"simpul/lib/keyring"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/ledger"
)

// The pool keeps one clock for all clients of a process.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// failer is the part of a test that a story needs; rapid's test has it too.
type failer interface {
	Helper()
	Fatal(args ...any)
	Errorf(format string, args ...any)
}

// world is one Redis with an office's units in it, a registry, and a time of its own.
type world struct {
	testing.TB
	url     string
	offset  atomic.Int64
	office  *office
	client  *admission.Client
	gate    *admission.Admission
	folder  string
	keys    feedback.Keys
	service feedback.Service
	tell    failer // who fails now
	people  int
	*feedback.Outbox
}

// onEach tells a story on a real Redis and on miniredis, which the local stack runs on.
func onEach(t *testing.T, tell func(w *world)) {
	t.Helper()
	t.Run("redis", func(t *testing.T) { tell(newWorld(t, redistest.Start(t).URL())) })
	t.Run("miniredis", func(t *testing.T) { tell(newWorld(t, "redis://"+miniredis.RunT(t).Addr())) })
}

func newWorld(t testing.TB, url string) *world {
	t.Helper()
	w := bareWorld(t, url)
	w.must(w.gate.Initialise(t.Context(), admission.Initialisation{Basis: paper}))
	return w
}

// bareWorld asks nothing of its Redis yet.
func bareWorld(t testing.TB, url string) *world {
	t.Helper()
	w := &world{TB: t, url: url, office: newOffice(), folder: t.TempDir(), tell: t}
	w.service = w.office
	w.goTo("2026-09-16 10:00:00")
	w.client = w.connect()
	w.freshKeys()
	w.gate = w.admission(w.client)
	return w
}

// freshKeys makes a key k1 for each purpose.
func (w *world) freshKeys() {
	w.Helper()
	for _, file := range []string{"aplikasi", "segel", "catatan"} {
		w.must(keyringtest.Write(filepath.Join(w.folder, file), "k1"))
	}
	w.keys = w.openKeys()
	w.Outbox = w.replica(w.client)
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.tell.Helper()
		w.tell.Fatal(err)
	}
}

var paper = admission.Basis{Operator: "admin-01", Code: "poc", Paper: "400.12/1"}

// goTo makes it that time in WIB; it passes from there on.
func (w *world) goTo(wib string) {
	w.Helper()
	at, err := time.ParseInLocation(time.DateTime, wib, agreement.WIB)
	w.must(err)
	w.offset.Store(int64(time.Until(at)))
}

func (w *world) pass(d time.Duration) { w.offset.Add(int64(d)) }

func (w *world) clock() time.Time { return time.Now().Add(w.shift()) }

func (w *world) shift() time.Duration { return time.Duration(w.offset.Load()) }

func (w *world) openKeys() feedback.Keys {
	w.Helper()
	secrets := config.NewSecrets(w.folder)
	open := func(file string) *keyring.Ring {
		ring, err := keyring.Open(secrets, file, slog.New(slog.DiscardHandler))
		w.must(err)
		return ring
	}
	return feedback.Keys{Applications: open("aplikasi"), Seal: open("segel"), Ledger: ledger.NewSigner(open("catatan"))}
}

func (w *world) connect() *admission.Client {
	w.Helper()
	client, err := admission.NewClient(config.Redis{URL: w.url, Timeout: 10 * time.Second}, nil)
	w.must(err)
	w.Cleanup(func() { _ = client.Close() })
	return client
}

const many = 1_000_000

var fast = config.Pace{Interval: time.Millisecond, Burst: many}

func (w *world) admission(client *admission.Client) *admission.Admission {
	w.Helper()
	a, err := admission.New(client, admission.Settings{
		Quota:  agreement.Quota{DailyLimit: many},
		Guard:  config.Guard{Operator: fast, Office: fast, Sequential: many, Patterned: many, Guesses: many, Stuffing: many, Repeat: time.Millisecond, Rechecks: many},
		Ledger: w.keys.Ledger, CallDeadline: 5 * time.Second, Timeout: 10 * time.Second, ClockTolerance: 30 * time.Second,
		Clock: w.clock, Offset: w.shift,
	})
	w.must(err)
	w.Cleanup(func() {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = a.Close(ended)
	})
	return a
}

func (w *world) settings() feedback.Settings {
	return feedback.Settings{
		Timeout: 10 * time.Second, Immediate: 3 * time.Second, Call: 30 * time.Second, Batch: 20,
		MaxAge: 30 * 24 * time.Hour, Keep: 90 * 24 * time.Hour, First: time.Minute, Most: 10 * time.Minute, WarnAfter: 14 * 24 * time.Hour,
		Clock: w.clock, Offset: w.shift,
	}
}

// replica starts one process that shares the world's Redis.
func (w *world) replica(client feedback.Redis, change ...func(*feedback.Settings)) *feedback.Outbox {
	w.Helper()
	s := w.settings()
	for _, c := range change {
		c(&s)
	}
	o, err := feedback.New(client, w.service, w.keys, s)
	w.must(err)
	return o
}

func (w *world) duty() feedback.Round {
	w.Helper()
	round, err := w.Deliver(context.Background())
	w.must(err)
	return round
}
