package feedback_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/feedback"
	"simpul/lib/keyring"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/ledger"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/resident"
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

// applicant is somebody whose NIK was accessed for an application.
type applicant struct {
	nik         nik.NIK
	application string
	accesses    []string
}

// nikOf is an invented NIK: kecamatan 99 cannot exist.
func nikOf(n int) nik.NIK {
	parsed, err := nik.Parse(fmt.Sprintf("330399%02d%02d80%04d", 1+n%28, 1+n/28%12, 1+n/336))
	if err != nil {
		panic(err)
	}
	return parsed
}

// applicant invents somebody and has the NIK checked: found.
func (w *world) applicant() *applicant {
	w.Helper()
	w.people++
	p := &applicant{nik: nikOf(w.people), application: fmt.Sprintf("503/%04d/2026", w.people)}
	w.check(p, resident.Found)
	return p
}

// check asks the registry about an applicant.
func (w *world) check(p *applicant, answer resident.Status) uuid.UUID {
	w.Helper()
	id, record := w.admit(p)
	_, err := w.gate.Settle(context.Background(), admission.Counted(id).Said(answer, true).Recorded(record))
	w.must(err)
	p.accesses = append(p.accesses, id.String())
	return id
}

func (w *world) admit(p *applicant) (uuid.UUID, ledger.Record) {
	w.Helper()
	id := uuid.Must(uuid.NewV7())
	e := admission.Evidence{Member: fmt.Sprintf("%012x", w.people), Application: fmt.Sprint("k1:s", w.people), Pair: fmt.Sprint("k1:q", w.people)}
	for i := range e.Runs {
		e.Runs[i] = fmt.Sprintf("k1:r%d%d", i, w.people)
	}
	admitted, err := w.gate.Admit(context.Background(), admission.Request{
		AccessID: id, Evidence: []admission.Evidence{e}, Recheck: true,
		Unit:   admission.Unit{Tokens: feedback.Tokens(w.keys.Applications, p.application, p.nik), Application: p.application},
		Record: ledger.Record{Operator: "petugas-01", Frontend: "perizinan", Subject: ledger.Subject{LicenceType: "nib", SubjectRole: "pemohon"}},
	})
	w.must(err)
	return id, admitted.Record
}

var officer = feedback.Person{Operator: "petugas-01", Frontend: "perizinan"}

// licensed is what an officer submits when a licence was issued.
func licensed(p *applicant, change ...func(*feedback.Submission)) feedback.Submission {
	s := feedback.Submission{Application: p.application, NIK: p.nik, AccessIDs: p.accesses, Licences: []feedback.Licence{{Number: personal.New("NIB-" + p.application), Type: "nib"}}}
	for _, c := range change {
		c(&s)
	}
	return s
}

func closed(code string) func(*feedback.Submission) {
	return func(s *feedback.Submission) { s.Licences, s.Closed = nil, code }
}

func correction(s *feedback.Submission) { s.Correction = true }

func number(text string) func(*feedback.Submission) {
	return func(s *feedback.Submission) {
		s.Licences = []feedback.Licence{{Number: personal.New(text), Type: "siup"}}
	}
}

// submit submits one, and expects that nothing keeps it from being answered.
func (w *world) submit(s feedback.Submission) feedback.Result {
	w.Helper()
	results, err := w.Submit(context.Background(), officer, []feedback.Submission{s})
	w.must(err)
	return results[0]
}

// expect says where a submission must have led.
func (w *world) expect(r feedback.Result, want feedback.State) feedback.Result {
	w.Helper()
	if r.Problem != nil || r.State != want {
		w.tell.Helper()
		w.tell.Fatal(fmt.Sprintf("%s, want %s: %v", r.State, want, r.Problem))
	}
	return r
}

func (w *world) duty() feedback.Round {
	w.Helper()
	round, err := w.Deliver(context.Background())
	w.must(err)
	return round
}

// raw sees what is stored.
func (w *world) raw() *redis.Client { return w.client.Client }

// records returns the ledger, oldest first.
func (w *world) records() []ledger.Record {
	w.Helper()
	entries, err := w.raw().XRange(context.Background(), "{simpul}:ledger", "-", "+").Result()
	w.must(err)
	var all []ledger.Record
	for _, e := range entries {
		r, err := ledger.Decode([]byte(e.Values["r"].(string)))
		w.must(err)
		all = append(all, r)
	}
	return all
}

// steps are the ledger's steps of data balikan.
func (w *world) steps() string {
	w.Helper()
	var all []string
	for _, r := range w.records() {
		if r.Kind == ledger.Feedback {
			all = append(all, r.Action)
		}
	}
	return strings.Join(all, " ")
}

// balanced checks the equation, in Redis and against the ledger alone.
func (w *world) balanced() feedback.Balance {
	w.Helper()
	b, err := w.Balance(context.Background())
	w.must(err)
	tally := ledger.NewTally()
	for _, r := range w.records() {
		tally.Record(r)
	}
	if owed := tally.Owed(); !b.Holds() || !b.Agrees(owed) {
		w.tell.Helper()
		w.tell.Fatal(fmt.Sprintf("%+v, the ledger %+v", b, owed))
	}
	return b
}

// sealed is how many contents wait in Redis.
func (w *world) sealed() int {
	w.Helper()
	keys, err := w.raw().Keys(context.Background(), "{simpul}:sealed:*").Result()
	w.must(err)
	return len(keys)
}
