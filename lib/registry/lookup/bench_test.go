package lookup_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
)

// BenchmarkAsk is a question over a warm connection, beside the same bytes over net/http's own client to the same service.
func BenchmarkAsk(b *testing.B) {
	s := serve(b, always(ok(person(askedDigits))))
	b.Run("lookup", func(b *testing.B) {
		o := newOffice(b, s)
		for _, name := range []string{"user_id", "password"} { // as old as secrets are: fresh ones are read each time
			if err := os.Chtimes(filepath.Join(o.folder, name), time.Time{}, time.Unix(1, 0)); err != nil {
				b.Fatal(err)
			}
		}
		client := o.client(b)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := client.Ask(b.Context(), registry.Question{NIK: asked}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("net-http", func(b *testing.B) { bare(b, s) })
}

func bare(b *testing.B, s *service) {
	questions, _ := s.seen()
	roots := x509.NewCertPool()
	roots.AddCert(s.authority.cert)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	b.ReportAllocs()
	for b.Loop() {
		response, err := client.Post(s.url+path, "application/json", strings.NewReader(questions[0].body))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			b.Fatal(err)
		}
		_ = response.Body.Close()
	}
}

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
