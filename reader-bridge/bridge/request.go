package bridge

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"

	"simpul/lib/cardreader"
	"simpul/lib/identity/errand"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// Causes, for the log: the library's own repeat the body.
var (
	errNoRequest = errors.New("no request in JSON, with a member unknown, twice or of the wrong kind")
	errNotBound  = errors.New("reader, nonce or application are not the token's")
)

// decode reads the body of a read. Members that are unknown or there twice are refused (RFC 7493 §2.3).
func decode(r *http.Request) (cardreader.Request, error) {
	var request cardreader.Request
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return request, problem.New(problem.CodeTipeKontenSalah)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, cardreader.MaxRequest+1))
	switch {
	case err != nil:
		return request, problem.New(problem.CodePermintaanRusak).Because(errors.New("the body broke off"))
	case len(body) > cardreader.MaxRequest:
		return request, problem.New(problem.CodePermintaanTerlaluBesar).With("limit_bytes", cardreader.MaxRequest)
	case json.UnmarshalRead(bytes.NewReader(body), &request, json.RejectUnknownMembers(true)) != nil:
		return request, problem.New(problem.CodePermintaanRusak).Because(errNoRequest)
	}
	return request, nil
}

// check returns what is wrong with a request that came with that errand. Consent and presence are asked for here once more: this is
// the last place before the card (JUKNIS-IV.F).
func check(r cardreader.Request, e errand.Errand) error {
	if r.Reader != e.Reader || r.Nonce != e.Nonce || r.Application != e.Application {
		return problem.New(problem.CodeTokenTidakSah).Because(errNotBound)
	}
	var fields []problem.Field
	want := func(ok bool, name, code, detail string) {
		if !ok {
			fields = append(fields, problem.Field{Name: name, Code: code, Detail: detail})
		}
	}
	want(r.Consent.Read, "consent.read", "wajib", "Kartu hanya dibaca dengan persetujuan pemiliknya (JUKNIS IV.F).")
	want(r.HolderPresent, "holder_present", "wajib", "Kartu hanya dibaca bila pemiliknya hadir.")
	want(0 <= r.WaitSeconds && r.WaitSeconds <= int(cardreader.MaxWait.Seconds()), "wait_s", "di_luar_batas", "Isi 0 sampai 60 detik.")
	want(len(r.Elements) > 0 && len(r.Elements) <= len(resident.Elements()), "elements", "wajib", "Sebutkan elemen yang diminta, masing-masing sekali.")
	want(!slices.ContainsFunc(r.Elements, func(e resident.Element) bool { return !e.Valid() }), "elements", "pilihan", "Hanya elemen data dalam perjanjian yang dapat diminta.")
	if len(fields) > 0 {
		return problem.Invalid(fields...)
	}
	return nil
}
