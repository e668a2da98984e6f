package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"simpul/lib/agreement"
)

var months = [...]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}

// Day writes a date in full: "23 November 2026". No date is "–".
func Day(d agreement.Date) string {
	if d.IsZero() {
		return "–"
	}
	year, month, day := d.Date()
	return fmt.Sprintf("%d %s %d", day, months[month-1], year)
}

// Moment writes a time in WIB, to the second: "23 November 2026 pukul 21.03.09 WIB".
func Moment(t time.Time) string {
	return Day(agreement.DateOf(t)) + " pukul " + t.In(agreement.WIB).Format("15.04.05") + " WIB"
}

// Number writes a whole number with its thousands apart: "1.234.567".
func Number(n int64) string { return grouped(strconv.FormatInt(n, 10)) }

func grouped(digits string) string {
	digits, negative := strings.CutPrefix(digits, "-")
	sign := ""
	if negative {
		sign = "-"
	}
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, groups...), ".")
}

// Decimal writes a number with so many digits behind the comma: "0,85", "2.000,5".
func Decimal(v float64, digits int) string {
	whole, rest, cut := strings.Cut(strconv.FormatFloat(v, 'f', digits, 64), ".")
	if cut {
		rest = "," + rest
	}
	return grouped(whole) + rest
}

// Month writes a month, given as yyyy-mm, in full: "November 2026". What is no month stays as it is.
func Month(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return fmt.Sprintf("%s %d", months[t.Month()-1], t.Year())
}
