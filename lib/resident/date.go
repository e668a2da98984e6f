package resident

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"simpul/lib/agreement"
)

// Dates come year first or day first, joined by dashes, dots, slashes or blanks, the month in digits or letters, a time of day
// behind (wire §1.6). The day goes before the month, always. A year has four digits, 90 can be two of them, and is one in which
// a resident can be born. A zone is refused: a birth date is no instant, and one that was made into UTC is the day before.
var (
	yearFirst = regexp.MustCompile(`^` + year + `[-./](\d{1,2})[-./](\d{1,2})` + timeOfDay)
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[-./ ] ?(\d{1,2}|[A-Z]{3,9})[-./ ] ?` + year + timeOfDay)
)

const (
	year      = `((?:1[89]|20)\d\d)`
	timeOfDay = `(?:[ T]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?$`
)

// months are the names of the months and their other spellings; three letters of one are enough.
var months = [...][]string{
	{"JANUARI"}, {"FEBRUARI", "PEBRUARI"}, {"MARET"}, {"APRIL"}, {"MEI"}, {"JUNI"}, {"JULI"},
	{"AGUSTUS", "AGS", "AGT"}, {"SEPTEMBER"}, {"OKTOBER"}, {"NOVEMBER", "NOPEMBER"}, {"DESEMBER"},
}

func compareDate(a, b string) Band { return exact(readDate(a).String(), readDate(b).String()) }

// readDate returns the date that s is, or no date.
func readDate(s string) agreement.Date {
	s = strings.TrimSpace(fold(s))
	var y, m, d string
	if part := yearFirst.FindStringSubmatch(s); part != nil {
		y, m, d = part[1], part[2], part[3]
	} else if part := dayFirst.FindStringSubmatch(s); part != nil {
		d, m, y = part[1], part[2], part[3]
	} else {
		return agreement.Date{}
	}
	date, err := agreement.NewDate(number(y), readMonth(m), number(d))
	if err != nil { // 00-00-0000 stands for unknown (wire §1.6)
		return agreement.Date{}
	}
	return date
}

// readMonth returns 0 for what is no month.
func readMonth(s string) time.Month {
	if isDigits(s) {
		return time.Month(number(s))
	}
	for i, names := range months {
		if slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, s) }) {
			return time.Month(i + 1)
		}
	}
	return 0
}

// number returns the value of one to four digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits) // the patterns let nothing else through
	return n
}

// BirthDate returns the birth date, no date if it is empty or cannot be read.
func (p Person) BirthDate() agreement.Date {
	return readDate(p.Get(TanggalLahir).RevealPersonalData())
}
