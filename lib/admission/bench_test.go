package admission_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/config"
)

// BenchmarkAdmission puts the package beside what is usually done, on the same Redis in the same run: a bare INCR, which is
// no quota, and a counter under WATCH, which is exact too. Compare ratios; the figures belong to the machine.
func BenchmarkAdmission(b *testing.B) {
	server := redistest.Start(b)
	client, err := admission.NewClient(config.Redis{URL: server.URL(), Timeout: 10 * time.Second}, nil)
	if err != nil {
		b.Fatal(err)
	}
	a, err := admission.New(client, admission.Settings{
		Quota: agreement.Quota{DailyLimit: 1_000_000_000}, Guard: generous, Ledger: signer{},
		CallDeadline: 5 * time.Second, Timeout: 10 * time.Second, ClockTolerance: 30 * time.Second,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = errors.Join(a.Close(context.Background()), client.Close()) })
	afresh := func(b *testing.B) { // what one benchmark leaves behind is no burden to the next
		if err := errors.Join(client.FlushAll(b.Context()).Err(), a.Initialise(b.Context(), admission.Initialisation{Basis: paper})); err != nil {
			b.Fatal(err)
		}
	}
	for name, step := range map[string]func() error{
		"INCR":  func() error { return client.Incr(b.Context(), "peer").Err() },
		"WATCH": func() error { return watched(b.Context(), client.Client) },
		"Admit": func() error {
			_, err := a.Admit(b.Context(), request(newID()))
			return err
		},
		"AdmitAndSettle": func() error {
			id := newID()
			_, err := a.Admit(b.Context(), request(id))
			_, errSettle := a.Settle(b.Context(), counted(id))
			return errors.Join(err, errSettle)
		},
		"AdmitAndOwe": func() error { // a unit of its own for each
			r := request(newID())
			r.Unit = admission.Unit{Tokens: []string{"k1." + r.AccessID.String()[14:]}, Application: "503/0001/2026"}
			_, err := a.Admit(b.Context(), r)
			_, errSettle := a.Settle(b.Context(), counted(r.AccessID))
			return errors.Join(err, errSettle)
		},
		"State": func() error {
			_, err := a.State(b.Context())
			return err
		},
	} {
		b.Run(name+"/alone", func(b *testing.B) { afresh(b); measure(b, 1, step) })
		b.Run(name+"/32", func(b *testing.B) { afresh(b); measure(b, 32, step) })
	}
}

// watched counts as the driver's manual shows it: read, compare, write, and again if somebody else was there.
func watched(ctx context.Context, c *redis.Client) error {
	for {
		err := c.Watch(ctx, func(tx *redis.Tx) error {
			n, err := tx.Get(ctx, "watched").Int64()
			if err != nil && !errors.Is(err, redis.Nil) {
				return err
			}
			_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error { return p.Set(ctx, "watched", n+1, 0).Err() })
			return err
		}, "watched")
		if !errors.Is(err, redis.TxFailedErr) {
			return err
		}
	}
}

// measure runs step in so many goroutines and reports the median and the 99th percentile of one.
func measure(b *testing.B, goroutines int, step func() error) {
	took := make([]time.Duration, b.N)
	next := make(chan int, b.N)
	for i := range b.N {
		next <- i
	}
	close(next)
	var all sync.WaitGroup
	b.ResetTimer()
	for range goroutines {
		all.Go(func() {
			for i := range next {
				start := time.Now()
				if err := step(); err != nil {
					b.Error(err)
				}
				took[i] = time.Since(start)
			}
		})
	}
	all.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}
