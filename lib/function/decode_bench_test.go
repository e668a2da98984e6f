package function_test

import (
	"fmt"
	"strings"
	"testing"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
)

func BenchmarkDecode(b *testing.B) {
	req := handler.Request{Body: []byte(`{"nik":"3303990101900001","name":"P-2026-0001","claimed":{"nama_lengkap":"UJI","alamat":"JL"},"yes":true}`)}
	b.ReportAllocs()
	for b.Loop() {
		var f form
		if err := function.Decode(req, &f); err != nil {
			b.Fatal(err)
		}
	}
}

// The worst body of 16 KiB: nothing but mistakes.
func BenchmarkDecodeHostile(b *testing.B) {
	var body strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&body, `,"%s":[0]`, strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%06d", i)))
	}
	req := handler.Request{Body: []byte(`{"name":""` + body.String() + "}")}
	b.SetBytes(int64(len(req.Body)))
	for b.Loop() {
		var f form
		if err := function.Decode(req, &f); err == nil {
			b.Fatal("accepted")
		}
	}
}
