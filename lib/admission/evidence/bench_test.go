package evidence_test

import (
	"testing"

	"simpul/lib/admission/evidence"
	"simpul/lib/nik"
)

// BenchmarkOf is the price of the guard's evidence beside one HMAC of the same length as a token's.
func BenchmarkOf(b *testing.B) {
	n, err := nik.Parse("3303990101900001")
	if err != nil {
		b.Fatal(err)
	}
	maker := evidence.New(ring{key("k1")})
	b.Run("evidence", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			maker.Of(n, application)
		}
	})
	b.Run("one HMAC", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			key("k1").MAC("domain", []byte(application))
		}
	})
}
