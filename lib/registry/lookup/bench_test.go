package lookup_test

import (
	"testing"

	"simpul/lib/registry/lookup"
)

func BenchmarkClassify(b *testing.B) {
	for name, body := range map[string]string{
		"found": person(askedDigits), "code": envelope(`{"RESPONSE_CODE":"13"}`),
		"text": envelope(`{"RESPON":"Data Tidak Ditemukan, NIK tidak terdapat di database Kependudukan"}`),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = lookup.Classify([]byte(body), asked)
			}
		})
	}
}
