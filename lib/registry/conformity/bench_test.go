package conformity_test

import (
	"testing"

	"simpul/lib/registry/conformity"
)

func BenchmarkClassify(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := conformity.Classify(service(), []byte(agreeing), asked, claimed); err != nil {
			b.Fatal(err)
		}
	}
}
