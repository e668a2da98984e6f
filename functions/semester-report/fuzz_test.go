package main

import (
	"net/http"
	"strings"
	"testing"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/problem"
)

// FuzzRequest: what is taken names a period or something to record, and never both; what is refused says so without repeating it.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		`{"period":"2026-S1","format":"pdf"}`, `{"from":"2026-01-01","to":"2026-02-01"}`, `{"period":"2026-S1","deliver":true}`, `{}`, "",
		`{"record":{"report":"laporan-2026-s1","action":"delivered","code":"diantar","paper_number":"1","paper_date":"2026-07-06"}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		asked, err := parse(handler.Request{Body: []byte(body), Header: http.Header{"Content-Type": {"application/json"}}})
		if err != nil {
			if p := problem.As(err); p.Status() != 422 && p.Status() != 400 {
				t.Errorf("%q: %v", body, err)
			}
			return
		}
		span := asked.From != nil && asked.To != nil
		if n := count(asked.Period != nil, span, asked.Record != nil); n != 1 || strings.Contains(fileName(or(asked.Period)), "/") {
			t.Errorf("%q asks for %d things", body, n)
		}
	})
}

func count(all ...bool) (n int) {
	for _, is := range all {
		if is {
			n++
		}
	}
	return n
}
