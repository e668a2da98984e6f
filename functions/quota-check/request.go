package main

import (
	"regexp"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/nik"
	"simpul/lib/problem"
)

// act is the body of POST /function/quota-check: an administrative act, why, and the paper it rests on.
type act struct {
	Action      string `json:"action" validate:"required,oneof=initialise suspend resume"`
	Code        string `json:"code" validate:"required,kode"`
	PaperNumber string `json:"paper_number" validate:"required,max=64,nomor,tanpa_nik"`
	Force       bool   `json:"force" validate:"excluded_unless=Action initialise"` // replace a running count
	UsedToday   *int64 `json:"used_today" validate:"required_if=Action initialise,excluded_unless=Action initialise,omitempty,min=0,max=1000000"`
}

var (
	codeShape   = regexp.MustCompile(`^[a-z][a-z_]{2,39}$`)
	numberShape = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z ./_-]*$`)
)

var rules = function.NewValidator(
	function.Rule{Tag: "kode", Code: "bentuk", OK: codeShape.MatchString,
		Detail: "Kode alasan terdiri atas 3 sampai 40 huruf kecil atau garis bawah, misalnya data_hilang."},
	function.Rule{Tag: "nomor", Code: "bentuk", OK: numberShape.MatchString,
		Detail: "Gunakan huruf, angka, spasi, titik, garis miring, garis bawah, atau tanda hubung."},
	function.Rule{Tag: "tanpa_nik", Code: "memuat_nik", OK: func(s string) bool { return !nik.ContainsLongDigits(s) },
		Detail: "Isian ini memuat deretan angka sepanjang NIK."},
)

// parse returns the act, or every wrong field at once.
func parse(req handler.Request) (act, error) {
	var a act
	if err := function.Decode(req, &a); err != nil {
		return act{}, err
	}
	if fields := rules.Validate(a); len(fields) > 0 {
		return act{}, problem.Invalid(fields...)
	}
	return a, nil
}
