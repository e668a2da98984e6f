// Package nik is the NIK (Nomor Induk Kependudukan, the resident number) as a value.
//
// [Parse] is the only door: whoever holds a [NIK] that is not zero holds sixteen digits with a possible date, so no hit is
// spent on a typing error (JUKNIS-II.B.1, JUKNIS-II.C.2b.2e). Its error is one of [ErrDigits], [ErrLength] and [ErrDate], and
// [Field] turns it into the field problem the caller sees.
//
// The digits are PPKKCC DDMMYY NNNN (wire §5): province, kabupaten and kecamatan of the FIRST registration, birth date with 40
// added to the day of women, serial. A NIK never changes, not when its holder moves, not when a birth date is corrected, not
// when a region is split. So what the digits say is a hint: [NIK.Warnings] tells the officer where to look twice, and nothing
// is ever refused for it (PKS-2.2e: whatever the place of issue).
//
// A NIK prints as [personal.Redacted] everywhere. [ContainsLongDigits] finds a NIK that was put where none belongs.
//
// The package does no I/O and reads no clock.
package nik

import (
	"simpul/lib/personal"
)

// text keeps the embedded field unexported: nobody outside can make a NIK around [Parse].
type text = personal.Text

// NIK is a well-formed resident number. The zero value is none. It compares with == and serves as a map key; it redacts
// itself like every [personal.Text], and RevealPersonalData returns the 16 digits.
type NIK struct{ text }

// Parse returns the NIK that s is: exactly 16 ASCII digits, nothing before, between or after, and a possible date
// (wire §5). Region digits and serial are not judged. The error is [ErrDigits], [ErrLength] or [ErrDate]; none repeats s.
func Parse(s string) (NIK, error) {
	if err := check(s); err != nil {
		return NIK{}, err
	}
	return NIK{personal.New(s)}, nil
}

// UnmarshalText reads a NIK out of JSON or YAML through [Parse]; the one it inherits would take anything.
func (n *NIK) UnmarshalText(b []byte) error {
	parsed, err := Parse(string(b))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}

// Text returns the NIK as an element of a person.
func (n NIK) Text() personal.Text { return n.text }

// Region returns the four digits of province and kabupaten of the FIRST registration, "" for the zero NIK. Holders move and
// regions split: no rule may depend on it (PKS-2.2e).
func (n NIK) Region() string {
	if n.Empty() {
		return ""
	}
	return n.RevealPersonalData()[:4]
}
