package main

import (
	"strings"
	"unicode"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/feedback"
	"simpul/lib/function"
	"simpul/lib/nik"
	"simpul/lib/problem"
	"simpul/lib/shape"
)

// body is the body of POST /function/submit-balikan; functions/openapi.yaml is the contract. Units stay as they came until each
// is read alone: one that is wrong must not keep the others from being taken.
type body struct {
	Units   []jsontext.Value `json:"units"`
	Retry   *retry           `json:"retry"`
	Discard *discard         `json:"discard"`
}

// retry lets a unit that waits go out with the next duty (balikan:manage).
type retry struct {
	Unit string `json:"unit" validate:"required,satuan"`
}

// discard ends a dead or open unit without licences, or so many hits made outside Simpul (balikan:manage).
type discard struct {
	Unit     string `json:"unit" validate:"omitempty,satuan"`
	External int64  `json:"external" validate:"omitempty,min=1,max=1000"`
	Code     string `json:"code" validate:"required,kode"`
}

// check returns every wrong field.
func (d discard) check() []problem.Field {
	wrong := rules.Validate(d)
	if (d.Unit == "") == (d.External == 0) {
		wrong = append(wrong, problem.Field{Name: "unit", Code: "wajib", Detail: "Isi unit, atau external: jumlah akses di luar Simpul yang tidak akan dilaporkan."})
	}
	return within("discard.", wrong)
}

var (
	codeShape    = shape.Of(`^[a-z][a-z_]{2,39}$`)
	numberShape  = shape.Of(`^[0-9A-Za-z]([0-9A-Za-z ./_-]*[0-9A-Za-z./_-])?$`)
	unitShape    = shape.Of(`^[a-z0-9-]{1,16}\.[A-Za-z0-9_-]{22}$`)
	receiptShape = shape.Of(`^v1\.[a-z0-9-]{1,16}\.[A-Za-z0-9_-]{43}$`)
)

// rules are the checks that tags name. Sixteen digits in a row could carry a NIK to a place where it is kept (design.md,
// Contracts); of licence numbers [nik.StandsIn] judges.
var rules = function.NewValidator(
	function.Rule{Tag: "tanpa_nik", Code: "memuat_nik", OK: func(s string) bool { return !nik.ContainsLongDigits(s) },
		Detail: "Isian ini memuat deretan angka sepanjang NIK; NIK hanya boleh pada isian nik."},
	function.Rule{Tag: "nomor", Code: "bentuk", OK: numberShape,
		Detail: "Gunakan huruf, angka, spasi, titik, garis miring, garis bawah, atau tanda hubung, tanpa spasi di awal dan akhir."},
	function.Rule{Tag: "kode", Code: "bentuk", OK: codeShape,
		Detail: "Kode alasan terdiri atas 3 sampai 40 huruf kecil atau garis bawah, misalnya salah_ketik."},
	function.Rule{Tag: "uuid7", Code: "bentuk", OK: isAccessID, Detail: "Isi access_id dari jawaban pemeriksaan."},
	function.Rule{Tag: "tanda_terima", Code: "bentuk", OK: receiptShape, Detail: "Isi receipt dari jawaban pemeriksaan, utuh."},
	function.Rule{Tag: "satuan", Code: "bentuk", OK: unitShape, Detail: "Isi unit dari daftar data balikan yang belum selesai."},
	function.Rule{Tag: "tercetak", Code: "karakter_kendali", OK: isPrintable,
		Detail: "Hapus karakter yang tidak terlihat, seperti tab dan ganti baris, serta spasi di awal dan akhir."},
)

// isAccessID reports whether s is an access id as verify-nik writes them.
func isAccessID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.Version() == 7 && id.String() == s
}

// isPrintable reports whether s is what it looks like: a licence number goes to the registry as it stands.
func isPrintable(s string) bool {
	odd := func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }
	return !strings.ContainsFunc(s, odd) && strings.TrimSpace(s) == s
}

// decode returns the body, which has units, or is one order about one.
func decode(req handler.Request) (body, error) {
	var b body
	if json.Unmarshal(req.Body, &b, json.RejectUnknownMembers(true)) != nil {
		b = body{}
		if err := function.Decode(req, &b); err != nil { // which says what is wrong, and where
			return body{}, err
		}
	}
	var wrong []problem.Field
	switch {
	case b.Retry != nil && b.Discard != nil || (b.Retry != nil || b.Discard != nil) && b.Units != nil:
		wrong = []problem.Field{{Name: "units", Code: "sendiri", Detail: "Kirim units, retry, atau discard masing-masing tersendiri."}}
	case b.Retry != nil:
		wrong = within("retry.", rules.Validate(*b.Retry))
	case b.Discard != nil:
		wrong = b.Discard.check()
	case len(b.Units) == 0:
		wrong = []problem.Field{{Name: "units", Code: "wajib", Detail: "Isi sedikitnya satu data balikan."}}
	case len(b.Units) > feedback.MaxSubmissions:
		wrong = []problem.Field{{Name: "units", Code: "terlalu_panjang", Detail: "Paling banyak 100 butir dalam satu kiriman. Bagi menjadi beberapa kiriman; tidak ada yang diterima dari kiriman ini."}}
	}
	if len(wrong) > 0 {
		return body{}, problem.Invalid(wrong...)
	}
	return b, nil
}

func within(prefix string, fields []problem.Field) []problem.Field {
	for i := range fields {
		fields[i].Name = prefix + fields[i].Name
	}
	return fields
}
