package dialect

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Scalar is a string, number, boolean or null as trimmed text, null being "". Types differ from host to host (wire §1.4).
type Scalar string

// UnmarshalJSONFrom implements [json.UnmarshalerFrom]. Numbers never pass through a float64: a NIK of the provinces 91 to 96
// is above 2^53 and would become another person's (wire §1.5).
func (s *Scalar) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	token, err := dec.ReadToken()
	if err != nil {
		return err
	}
	switch token.Kind() {
	case '"', 't', 'f':
		*s = Scalar(strings.TrimSpace(token.String()))
	case '0':
		*s = Scalar(integer(token.String()))
	case 'n':
		*s = ""
	default:
		return ErrShape
	}
	return nil
}

// maxDigits bounds what [integer] writes out: 1e9 as an exponent would fill the memory.
const maxDigits = 20

// integer returns a JSON number that is a whole one, as 3.303E15 may be, in plain digits. Any other stays as it stands.
func integer(literal string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(literal), "e")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	shift := 0
	if exponent != "" {
		var err error
		if shift, err = strconv.Atoi(exponent); err != nil {
			return literal
		}
	}
	digits, point := whole+fraction, len(whole)+shift
	if point < 1 || point > maxDigits {
		return literal
	}
	if missing := point - len(digits); missing > 0 {
		digits += strings.Repeat("0", missing)
	}
	if strings.Trim(digits[point:], "0") != "" {
		return literal
	}
	return cmp.Or(strings.TrimLeft(digits[:point], "0"), "0")
}
