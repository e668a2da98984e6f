package resident

import (
	"strconv"
	"strings"
)

// compareNIK compares two NIKs, digit by digit.
func compareNIK(a, b string) Band { return exact(joined(a), joined(b)) }

// compareRT and compareRW compare numbers however they are padded; 0 and 000 stand for none (wire §2.2).
func compareRT(a, b string) Band { return exact(readUnit(a, 0), readUnit(b, 0)) }
func compareRW(a, b string) Band { return exact(readUnit(a, 1), readUnit(b, 1)) }

// readUnit returns the number of an RT (place 0) or RW (place 1) without padding, "" for what cannot be read. Cards print both
// together: of 003/002 the first is the RT.
func readUnit(s string, place int) string {
	var numbers []string
	for _, word := range words(s) {
		switch word = strings.TrimPrefix(strings.TrimPrefix(word, "RT"), "RW"); {
		case word == "":
		case isDigits(word):
			numbers = append(numbers, strings.TrimLeft(word, "0"))
		default:
			return ""
		}
	}
	switch len(numbers) {
	case 1:
		return numbers[0]
	case 2:
		return numbers[place]
	}
	return ""
}

// compareKecamatanCode compares the two digits of the kecamatan; where both sides have the whole code 33.03.07, all of it.
func compareKecamatanCode(a, b string) Band {
	x, y := readKecamatanCode(a), readKecamatanCode(b)
	if len(x) != len(y) && x != "" && y != "" {
		x, y = x[len(x)-2:], y[len(y)-2:]
	}
	return exact(x, y)
}

// readKecamatanCode returns two digits or six, "" for what is no code.
func readKecamatanCode(s string) string {
	code := joined(s)
	if !isDigits(code) {
		return ""
	}
	if len(code) == 6 {
		return code
	}
	n, err := strconv.Atoi(code)
	if err != nil || n < 1 || n > 99 {
		return ""
	}
	return strconv.Itoa(100 + n)[1:]
}

// isDigits reports whether s is digits, and at least one.
func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
