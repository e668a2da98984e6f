package store_test

import (
	"testing"

	"github.com/redis/go-redis/v9"

	"simpul/lib/admission/redistest"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

const benchmarked = 10_000 // records: fifty full days

// BenchmarkSeal seals and verifies in a real Redis.
func BenchmarkSeal(b *testing.B) {
	w := newWorld(b, &redis.Options{Network: "unix", Addr: redistest.Start(b).Addr()})
	book := ledgertest.NewBook(benchmarked, benchmarked+1)
	fill := func() {
		w.must(w.client.FlushAll(b.Context()).Err())
		_, err := w.store.Import(b.Context(), ledgertest.Items(book.Items()), book.Proof())
		w.must(err)
	}
	for b.Loop() {
		b.StopTimer()
		fill()
		b.StartTimer()
		if made := w.seal(w.sealer()); len(made) != benchmarked/ledger.MaxSealed {
			b.Fatal(len(made))
		}
	}
	b.ReportMetric(float64(benchmarked*b.N)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkSealOne is a quiet minute: one record.
func BenchmarkSealOne(b *testing.B) {
	w := newWorld(b, &redis.Options{Network: "unix", Addr: redistest.Start(b).Addr()})
	sealer := w.sealer(keep)
	for b.Loop() {
		b.StopTimer()
		w.access(1)
		b.StartTimer()
		w.seal(sealer)
	}
}

func BenchmarkVerify(b *testing.B) {
	w := newWorld(b, &redis.Options{Network: "unix", Addr: redistest.Start(b).Addr()})
	book := ledgertest.NewBook(benchmarked, ledger.MaxSealed)
	_, err := w.store.Import(b.Context(), ledgertest.Items(book.Items()), book.Proof())
	w.must(err)
	for b.Loop() {
		w.holds(benchmarked, benchmarked/ledger.MaxSealed, 0)
	}
	b.ReportMetric(float64(benchmarked*b.N)/b.Elapsed().Seconds(), "records/s")
}
