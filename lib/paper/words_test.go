package paper_test

import (
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/paper"
)

func TestDatesTimesAndNumbersAreWrittenAsInIndonesia(t *testing.T) {
	day, err := agreement.NewDate(2026, time.May, 3)
	if err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2026, time.December, 31, 17, 0, 5, 0, time.UTC) // already the new year in WIB
	for _, row := range []struct{ got, want string }{
		{paper.Day(day), "3 Mei 2026"},
		{paper.Day(agreement.Date{}), "–"},
		{paper.Moment(when), "23 November 2026 pukul 21.03.09 WIB"},
		{paper.Moment(midnight), "1 Januari 2027 pukul 00.00.05 WIB"},
		{paper.Number(0), "0"},
		{paper.Number(999), "999"},
		{paper.Number(1000), "1.000"},
		{paper.Number(-1234567), "-1.234.567"},
		{paper.Decimal(0.849, 2), "0,85"},
		{paper.Decimal(12, 0), "12"},
		{paper.Decimal(-12345.67, 1), "-12.345,7"},
	} {
		if row.got != row.want {
			t.Errorf("%q, not %q", row.got, row.want)
		}
	}
}

func TestOnlyWhatCanBeDrawnComesOnPaper(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"  dua \t\n kata\u00a0lagi\u0000 ", "dua kata lagi"},
		{"Ke\u0301ris", "Kéris"},
		{"– … “” ≤ €", "– … “” ≤ €"},
		{"日a\U0001F600", "\uFFFDa\uFFFD"},
		{"\xffa", "\uFFFDa"},
		{"a\u200bb\u2028c", "a\uFFFDb\uFFFDc"},
		{"", ""},
	} {
		if got := paper.Legible(row.text); got != row.want {
			t.Errorf("%q becomes %q, not %q", row.text, got, row.want)
		}
	}
}
