package main

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/nik"
	"simpul/lib/problem"
)

// reader is a submitter that has what reading needs.
func reader(t testing.TB) *submitter {
	t.Helper()
	folder := t.TempDir()
	must(t, keyringtest.Write(filepath.Join(folder, identitytest.ReceiptFile), "uji-1"))
	receipts, err := identity.NewReceipts(config.Identity{ReceiptFile: identitytest.ReceiptFile}, config.NewSecrets(folder), slog.Default())
	must(t, err)
	return &submitter{receipts: receipts, agreement: agreement.Agreement{LicenceTypes: []string{"nib"}}}
}

// FuzzRequest: whatever comes, a unit that is taken carries a NIK in its place and nowhere else, and a refusal repeats nothing.
func FuzzRequest(f *testing.F) {
	s := reader(f)
	who, err := nik.Parse(someone)
	must(f, err)
	receipt, err := s.receipts.Make(someID, who)
	must(f, err)
	good := `{"application_number":"503/1","access_ids":["` + someID + `"],"nik":"` + someone + `","receipt":"` + receipt + `",`
	for _, body := range []string{
		`{"units":[` + good + `"licences":[{"number":"A/1","type":"nib"}]}]}`,
		`{"units":[` + good + `"closed_without_licence":{"code":"ditolak","note":"x"}},{"nik":1}]}`,
		`{"units":[{"access_origin":"manual","application_number":"1","nik":"` + someone + `","licences":[{"number":"1","type":"nib"}],"override":{"code":"abc"}}]}`,
		`{"discard":{"unit":"uji-1.AAAAAAAAAAAAAAAAAAAAAA","code":"uji"}}`, `{"retry":{}}`, `{"units":[{"3303990101900001":"3303990101900001"}]}`,
		`{`, `[]`, `null`, `{"units":[null]}`, "\xff", strings.Repeat(`{"units":[`, 20),
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := decode(handler.Request{Body: text})
		if err != nil {
			quietProblem(t, err)
			return
		}
		for _, raw := range b.Units {
			one, err := s.read(raw)
			if err != nil {
				quietProblem(t, err)
				continue
			}
			if one.NIK.Empty() || one.Manual != (len(one.AccessIDs) == 0) || (len(one.Licences) > 0) == (one.Closed != "") {
				t.Error("half a unit was taken")
			}
			for _, l := range one.Licences {
				number := l.Number.RevealPersonalData()
				if number == "" || strings.Contains(number, one.NIK.RevealPersonalData()) || strings.ContainsFunc(number, unicode.IsControl) || l.Type != "nib" {
					t.Error("a licence number that may not go out was taken")
				}
			}
			if nik.ContainsLongDigits(one.Application) || nik.ContainsLongDigits(one.Override) {
				t.Error("a NIK where none belongs was taken")
			}
		}
	})
}

func quietProblem(t *testing.T, err error) {
	t.Helper()
	p := problem.As(err)
	if p.Status() < 400 || p.Status() > 499 || nik.ContainsLongDigits(err.Error()) || nik.ContainsLongDigits(string(p.Body(""))) {
		t.Errorf("status %d, or digits of the request in the answer", p.Status())
	}
}
