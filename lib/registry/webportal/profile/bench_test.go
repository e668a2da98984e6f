package profile_test

import (
	"testing"
)

// BenchmarkAnswer reads one page, from its bytes to the answer.
func BenchmarkAnswer(b *testing.B) {
	p := parse(b)
	for name, body := range map[string]string{"found": says("Data Ditemukan") + record(), "words": says("Data Ditemukan, Data Ganda")} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				page, err := p.Read([]byte(body), "text/html; charset=utf-8")
				if err != nil {
					b.Fatal(err)
				}
				if _, err := page.Answer(asked); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
