package delivery_test

import (
	"fmt"
	"testing"

	"simpul/lib/feedback"
	"simpul/lib/personal"
)

// BenchmarkDeliver sends full batches over a warm connection; the cost of one unit is the time over the size.
func BenchmarkDeliver(b *testing.B) {
	for _, size := range []int{1, 20, 100} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			o := newOffice(b)
			o.settings.Batch = size
			client, some := o.client(b), parcels(b, size)
			n := 0
			for b.Loop() {
				for i := range some { // or it would have them all
					n++
					some[i].Licences[0].Number = personal.New(fmt.Sprintf("IZIN/%d", n))
				}
				for i, outcome := range client.Deliver(b.Context(), some) {
					if outcome.Verdict != feedback.Accepted {
						b.Fatal(i, outcome)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/unit")
		})
	}
}
