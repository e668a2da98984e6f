package exchange_test

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
)

// BenchmarkPost is a question over a warm connection, beside the same bytes over net/http's own client to the same service.
func BenchmarkPost(b *testing.B) {
	s := serve(b, always(ok(reply)))
	b.Run("exchange", func(b *testing.B) {
		o := newOffice(b, s)
		for _, name := range []string{"user_id", "password"} { // as old as secrets are: fresh ones are read each time
			if err := os.Chtimes(filepath.Join(o.folder, name), time.Time{}, time.Unix(1, 0)); err != nil {
				b.Fatal(err)
			}
		}
		client := o.client(b)
		b.ReportAllocs()
		for b.Loop() {
			if _, err := client.Post(b.Context(), asked); err != nil {
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
