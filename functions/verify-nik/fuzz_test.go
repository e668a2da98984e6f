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
// read is what a call without a decision goes through; a decision must be one.
func read(req handler.Request) (question, error) {
	b, err := decode(req)
	if err != nil {
		return question{}, err
	}
	if b.Decision != nil {
		if d, err := b.only(); err != nil || !isAccessID(d.AccessID) || nik.ContainsLongDigits(d.Code) {
			return question{}, problem.New(problem.CodeIsianSalah)
		}
		return question{}, problem.New(problem.CodeSudahDijawab)
	}
	return parse(req, b, func(reader string) bool { return reader == "loket-1" })
}

func FuzzRequest(f *testing.F) {
	for _, body := range []string{
		`{"nik":"3303990101900001","application_number":"503/1","licence_type":"nib","subject_role":"pemohon","claimed":{"nama_lengkap":"BUDI"}}`,
		`{"nik":"3303990101900001","show":["alamat"],"identity_document":"ikd"}`,
		`{"nik":"3303990101900001","reader":"loket-1","consent":{"read":true,"store":false},"holder_present":true}`,
		`{"decision":{"access_id":"0190f2a0-0000-7000-8000-000000000001","decision":"sesuai","code":"cocok"}}`,
		`{"nik":"3303990101900001","recheck":true,"override":{"code":"keluarga","note":"kembar"},"decision":{}}`,
		`{"nik":3303990101900001}`, `{"nik":"33039901019000012"}`, `{"claimed":{"nama_lengkap":"3303 9901 0190 0001"}}`,
		`{`, `[]`, `null`, `""`, "\xff", strings.Repeat(`{"claimed":`, 20), `{"nik":null,"NIK":"x"}`,
	} {
		f.Add([]byte(body), "")
		f.Add([]byte(body), "kunci-1")
	}
	f.Fuzz(func(t *testing.T, body []byte, key string) {
		q, err := read(handler.Request{Body: body, Header: http.Header{"Idempotency-Key": {key}}})
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
		if q.Reader != "" && (!q.Consent.Read || !q.HolderPresent || q.IdentityDocument == "ikd") {
			t.Error("a card is read without consent or presence, or beside an IKD")
		}
		if again, err := nik.Parse(q.nik.RevealPersonalData()); err != nil || again != q.nik {
			t.Error("a question without a NIK was taken")
		}
	})
}
