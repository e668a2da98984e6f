package main

import (
	"strings"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/agreement"
	"simpul/lib/function"
	"simpul/lib/ledger"
	"simpul/lib/nik"
	"simpul/lib/problem"
	"simpul/lib/shape"
)

// request is the body of POST /function/semester-report: a semester or two days, and what is to be done with the report.
type request struct {
	Period  *string         `json:"period" validate:"omitempty,semester,excluded_with=From To Record"`
	From    *agreement.Date `json:"from" validate:"required_with=To,excluded_with=Record"`
	To      *agreement.Date `json:"to" validate:"required_with=From"`
	Format  *string         `json:"format" validate:"omitempty,oneof=pdf xlsx json"` // nil: pdf
	Deliver *bool           `json:"deliver" validate:"excluded_with=Record From"`    // by mail, now; a semester's
	Record  *order          `json:"record"`
}

// order is what an administrator puts on record of a semester's report.
type order struct {
	Report      string          `json:"report" validate:"required,laporan"`
	Action      string          `json:"action" validate:"required,oneof=delivered signed"`
	Code        string          `json:"code" validate:"required,kode"` // diantar, surel, pos, …
	PaperNumber string          `json:"paper_number" validate:"required,max=64,nomor,tanpa_nik"`
	PaperDate   *agreement.Date `json:"paper_date" validate:"required"`
	Receipt     string          `json:"receipt" validate:"required_if=Action delivered,excluded_if=Action signed,omitempty,max=64,nomor,tanpa_nik"` // its number
	Digest      *ledger.Hash    `json:"digest"`
}

var (
	codeShape   = shape.Of(`^[a-z][a-z_]{2,39}$`)
	numberShape = shape.Of(`^[0-9A-Za-z][0-9A-Za-z ./_-]*$`)
	reportShape = shape.Of(`^laporan-(sementara-)?[0-9]{4}-s[12]$`)
	periodShape = shape.Of(`^[0-9]{4}-S[12]$`)
)

var rules = function.NewValidator(
	function.Rule{Tag: "semester", Code: "bentuk", OK: periodShape, Detail: "Isi semester seperti 2026-S1 atau 2026-S2."},
	function.Rule{Tag: "laporan", Code: "bentuk", OK: reportShape, Detail: "Isi laporan seperti laporan-2026-s1 atau laporan-sementara-2026-s1."},
	function.Rule{Tag: "kode", Code: "bentuk", OK: codeShape,
		Detail: "Kode terdiri atas 3 sampai 40 huruf kecil atau garis bawah, misalnya diantar."},
	function.Rule{Tag: "nomor", Code: "bentuk", OK: numberShape,
		Detail: "Gunakan huruf, angka, spasi, titik, garis miring, garis bawah, atau tanda hubung."},
	function.Rule{Tag: "tanpa_nik", Code: "memuat_nik", OK: func(s string) bool { return !nik.ContainsLongDigits(s) },
		Detail: "Isian ini memuat deretan angka sepanjang NIK."},
)

// parse returns what is asked, or every wrong field at once.
func parse(req handler.Request) (request, error) {
	var asked request
	if len(req.Body) > 0 {
		if err := function.Decode(req, &asked); err != nil {
			return request{}, err
		}
	}
	fields := rules.Validate(asked)
	if asked.Period == nil && asked.From == nil && asked.Record == nil {
		fields = append(fields, problem.Field{Name: "period", Code: "wajib", Detail: "Isi period, atau from dan to."})
	}
	if len(fields) > 0 {
		return request{}, problem.Invalid(fields...)
	}
	return asked, nil
}

// or returns what p points to, or the zero value.
func or[T bool | string | agreement.Date](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}

// fileName is a period's name as a file's.
func fileName(period string) string { return strings.ToLower(strings.ReplaceAll(period, "..", "_")) }
