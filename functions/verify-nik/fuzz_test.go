package main

import (
	"net/http"
	"strings"
	"testing"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/nik"
	"simpul/lib/problem"
)

// Whatever comes, it is a question with a NIK and no NIK elsewhere, or a problem that repeats nothing.
func FuzzRequest(f *testing.F) {
	for _, body := range []string{
		`{"nik":"3303990101900001","application_number":"503/1","licence_type":"nib","subject_role":"pemohon","claimed":{"nama_lengkap":"BUDI"}}`,
		`{"nik":"3303990101900001","show":["alamat"],"identity_document":"ikd"}`,
		`{"nik":3303990101900001}`, `{"nik":"33039901019000012"}`, `{"claimed":{"nama_lengkap":"3303 9901 0190 0001"}}`,
		`{`, `[]`, `null`, `""`, "\xff", strings.Repeat(`{"claimed":`, 20), `{"nik":null,"NIK":"x"}`,
	} {
		f.Add([]byte(body), "")
		f.Add([]byte(body), "kunci-1")
	}
	f.Fuzz(func(t *testing.T, body []byte, key string) {
		q, err := parse(handler.Request{Body: body, Header: http.Header{"Idempotency-Key": {key}}})
		if err != nil {
			p := problem.As(err)
			if p.Status() < 400 || p.Status() > 499 || nik.ContainsLongDigits(err.Error()) || nik.ContainsLongDigits(string(p.Body(""))) {
				t.Errorf("status %d, or digits of the request in the answer", p.Status())
			}
			return
		}
		for _, text := range []string{q.ApplicationNumber, q.LicenceType, q.SubjectRole, q.IdentityDocument, q.Claimed.NamaLengkap.RevealPersonalData()} {
			if nik.ContainsLongDigits(text) {
				t.Error("a NIK where none belongs was taken")
			}
		}
		if again, err := nik.Parse(q.nik.RevealPersonalData()); err != nil || again != q.nik {
			t.Error("a question without a NIK was taken")
		}
	})
}
