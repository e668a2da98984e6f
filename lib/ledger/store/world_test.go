package store_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"simpul/lib/admission/redistest"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/ledger/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, goleak.IgnoreCurrent()) }

// world is one Redis with an office's ledger in it.
type world struct {
	testing.TB
	client *redis.Client
	store  *store.Store
	keys   string // lines of the file of seal keys
	now    time.Time
	n      int // accesses so far
}

// onEach tells a story on a real Redis and on miniredis, which the local stack runs on.
func onEach(t *testing.T, tell func(w *world)) {
	t.Helper()
	t.Run("redis", func(t *testing.T) {
		tell(newWorld(t, &redis.Options{Network: "unix", Addr: redistest.Start(t).Addr()}))
	})
	t.Run("miniredis", func(t *testing.T) { tell(newWorld(t, &redis.Options{Addr: miniredis.RunT(t).Addr()})) })
}

func newWorld(t testing.TB, options *redis.Options) *world {
	t.Helper()
	options.Protocol, options.DisableIdentity = 2, true
	w := &world{TB: t, client: redis.NewClient(options), keys: ledgertest.KeyLine("s1"), now: ledgertest.Start}
	t.Cleanup(func() { _ = w.client.Close() })
	w.store = store.New(w.client)
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// sealer starts one process's sealer.
func (w *world) sealer(change ...func(*store.Settings)) *store.Sealer {
	settings := store.Settings{Keys: func() ledger.SealKeys { return ledgertest.SealKeys(w.keys) }, Signer: ledgertest.Signer()}
	for _, c := range change {
		c(&settings)
	}
	return store.NewSealer(w.store, settings)
}

// access appends n accesses, as lib/admission does: the stream numbers its entries itself.
func (w *world) access(n int) {
	w.Helper()
	for range n {
		w.n++
		w.append(ledgertest.Access(w.n))
	}
}

func (w *world) append(r ledger.Record) {
	w.Helper()
	e := ledgertest.Entry(1, r)
	w.put("{simpul}:ledger", "0-*", "r", e.Record, "m", e.MAC)
}

func (w *world) put(stream, id string, values ...any) {
	w.Helper()
	w.must(w.client.XAdd(w.Context(), &redis.XAddArgs{Stream: stream, ID: id, Values: values}).Err())
}

// count counts, as lib/admission does.
func (w *world) count(at time.Time, name string, n int64) {
	w.Helper()
	day := at.Add(7*time.Hour).Unix() / 86400
	w.must(w.client.HIncrBy(w.Context(), "{simpul}:counters", strconv.FormatInt(day, 10)+":"+name, n).Err())
}

// seal seals what waits.
func (w *world) seal(s *store.Sealer) []ledger.Sealed {
	w.Helper()
	made, err := s.Seal(w.Context(), w.now)
	w.must(err)
	return made
}

func (w *world) verify() (ledger.Report, error) {
	return ledger.Verify(w.store.Items(w.Context()), ledger.Proof{Trust: ledgertest.SealKeys(ledgertest.KeyLine("s1")).Public(), CheckMAC: ledgertest.Signer().Check})
}

// holds checks that the whole ledger verifies, and how much of it there is.
func (w *world) holds(records, seals, unsealed uint64) ledger.Report {
	w.Helper()
	report, err := w.verify()
	w.must(err)
	if report.Records != records || report.Seals != seals || report.Unsealed != unsealed {
		w.Fatalf("%+v", report)
	}
	return report
}

// dump returns a stream, and restore puts it back.
func (w *world) dump(stream string) []redis.XMessage {
	w.Helper()
	all, err := w.client.XRange(w.Context(), stream, "-", "+").Result()
	w.must(err)
	return all
}

func (w *world) restore(stream string, all []redis.XMessage) {
	w.Helper()
	w.must(w.client.Del(w.Context(), stream).Err())
	for _, m := range all {
		w.must(w.client.XAdd(w.Context(), &redis.XAddArgs{Stream: stream, ID: m.ID, Values: m.Values}).Err())
	}
}
