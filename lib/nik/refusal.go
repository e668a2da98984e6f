package nik

import (
	"errors"

	"simpul/lib/problem"
)

// refusal is a reason not to be a NIK. Neither form repeats the input.
type refusal struct{ code, reason, detail string }

func (r *refusal) Error() string { return "nik refused: " + r.reason }

// The reasons of [Parse], in the order they are looked for.
var (
	// ErrDigits means a character that is no ASCII digit: a blank, a dot, a letter, a digit of another script.
	ErrDigits error = &refusal{"bukan_angka", "not only digits",
		"NIK hanya terdiri atas angka, tanpa spasi, titik, atau huruf. Salin kembali dari KTP-el."}
	// ErrLength means more or fewer than sixteen digits.
	ErrLength error = &refusal{"panjang", "not sixteen digits long",
		"NIK harus terdiri atas enam belas angka. Hitung kembali angkanya pada KTP-el."}
	// ErrDate means that the birth date in digits seven to twelve is none.
	ErrDate error = &refusal{"tanggal", "no such birth date",
		"Tanggal lahir di dalam NIK tidak mungkin. Cocokkan angka demi angka dengan KTP-el."}
)

// Field returns the field problem of an error of [Parse]: name "nik"; code bukan_angka, panjang or tanggal; what to do, in
// Indonesian. Any other error has code tidak_terbaca.
func Field(err error) problem.Field {
	if r, ok := errors.AsType[*refusal](err); ok {
		return problem.Field{Name: "nik", Code: r.code, Detail: r.detail}
	}
	return problem.Field{Name: "nik", Code: "tidak_terbaca", Detail: "NIK tidak dapat dibaca. Salin kembali dari KTP-el."}
}
