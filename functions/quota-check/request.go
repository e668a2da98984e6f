package main

import (
	"slices"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/agreement"
	"simpul/lib/function"
	"simpul/lib/nik"
	"simpul/lib/problem"
	"simpul/lib/shape"
)

// act is the body of POST /function/quota-check: an administrative act, why, and the paper it rests on. A field that the act does
// not have is refused: whoever sends it believes that it counts.
type act struct {
	Action      string          `json:"action" validate:"required,oneof=initialise suspend resume mode bridging unlock record_external credentials"`
	Code        string          `json:"code" validate:"required,kode"`
	PaperNumber string          `json:"paper_number" validate:"required,max=64,nomor,tanpa_nik"`
	PaperDate   *agreement.Date `json:"paper_date" validate:"required_if=Action mode,required_if=Action bridging,required_if=Action credentials"`

	UsedToday *int64          `json:"used_today" validate:"excluded_unless=Action initialise,omitempty,min=0,max=1000000"` // nil: what the ledger says
	Force     *bool           `json:"force" validate:"excluded_unless=Action initialise"`                                  // replace a running count
	Mode      *agreement.Mode `json:"mode" validate:"required_if=Action mode,excluded_unless=Action mode,omitempty,oneof=poc unlimited"`
	Until     *agreement.Date `json:"until" validate:"required_if=Action bridging,excluded_unless=Action bridging"` // last day
	Hits      *int64          `json:"hits" validate:"required_if=Action record_external,excluded_unless=Action record_external,omitempty,min=1,max=1000000"`

	// Whose pace the guard is to forget, or whose own account changed; nil: the office's.
	Operator *string `json:"operator" validate:"excluded_if=Action initialise,excluded_if=Action suspend,excluded_if=Action resume,excluded_if=Action mode,excluded_if=Action bridging,excluded_if=Action record_external,omitempty,petugas"`
}

var (
	codeShape     = shape.Of(`^[a-z][a-z_]{2,39}$`)
	numberShape   = shape.Of(`^[0-9A-Za-z][0-9A-Za-z ./_-]*$`)
	operatorShape = shape.Of(`^[a-z0-9][a-z0-9-]{1,30}$`)
)

var rules = function.NewValidator(
	function.Rule{Tag: "kode", Code: "bentuk", OK: codeShape,
		Detail: "Kode alasan terdiri atas 3 sampai 40 huruf kecil atau garis bawah, misalnya data_hilang."},
	function.Rule{Tag: "nomor", Code: "bentuk", OK: numberShape,
		Detail: "Gunakan huruf, angka, spasi, titik, garis miring, garis bawah, atau tanda hubung."},
	function.Rule{Tag: "petugas", Code: "bentuk", OK: func(s string) bool { return operatorShape(s) && !nik.ContainsLongDigits(s) },
		Detail: "Isi id petugas seperti pada daftar petugas: 2 sampai 31 huruf kecil, angka, atau tanda hubung."},
	function.Rule{Tag: "tanpa_nik", Code: "memuat_nik", OK: func(s string) bool { return !nik.ContainsLongDigits(s) },
		Detail: "Isian ini memuat deretan angka sepanjang NIK."},
)

// parse returns the act and its Idempotency-Key, or every wrong field at once. today and last, the agreement's last day, are what
// the act's dates are held to.
func parse(req handler.Request, today, last agreement.Date) (a act, key string, err error) {
	if len(req.Body) > 0 { // without a body everything is missing
		if err := function.Decode(req, &a); err != nil {
			return act{}, "", err
		}
	}
	key, wrong := function.IdempotencyKey(req.Header)
	if fields := slices.Concat(rules.Validate(a), a.checkDates(today, last), wrong); len(fields) > 0 {
		return act{}, "", problem.Invalid(fields...)
	}
	return a, key, nil
}

func (a act) checkDates(today, last agreement.Date) []problem.Field {
	var wrong []problem.Field
	if a.PaperDate != nil && today.Before(*a.PaperDate) {
		wrong = append(wrong, problem.Field{Name: "paper_date", Code: "belum_tiba", Detail: "Tanggal surat belum tiba. Isi tanggal yang tertulis pada surat."})
	}
	if a.Action == "bridging" && a.Until != nil && a.Until.Before(last) {
		wrong = append(wrong, problem.Field{Name: "until", Code: "terlalu_awal",
			Detail: "Masa peralihan berlaku setelah perjanjian berakhir: isi hari terakhirnya, paling awal " + last.String() + ", hari terakhir perjanjian."})
	}
	return wrong
}
