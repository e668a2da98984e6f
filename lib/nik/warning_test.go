package nik_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/nik"
)

var today = day("2026-03-02")

// day returns yyyy-mm-dd as a date, no date for "".
func day(s string) agreement.Date {
	if s == "" {
		return agreement.Date{}
	}
	d, err := agreement.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestWarningsTellWhereToLookTwice(t *testing.T) { // wire §5
	for name, row := range map[string]struct {
		nik, birth, sex string
		want            []string
	}{
		"all agrees":                      {male, "1990-01-01", "L", nil},
		"nothing claimed":                 {male, "", "", nil},
		"woman agrees":                    {female, "1990-01-01", "P", nil},
		"other day":                       {male, "1990-01-02", "L", []string{nik.WarnBirthDate}},
		"other month":                     {male, "1990-02-01", "L", []string{nik.WarnBirthDate}},
		"other year":                      {male, "1991-01-01", "L", []string{nik.WarnBirthDate}},
		"man claimed as a woman":          {male, "1990-01-01", "P", []string{nik.WarnSex}},
		"woman claimed as a man":          {female, "1990-01-01", "L", []string{nik.WarnSex}},
		"sex in other words is not known": {female, "1990-01-01", "Laki-Laki", nil},
		"unknown kabupaten":               {"3399990101900001", "", "", []string{nik.WarnUnknownRegion}},
		"unknown province":                {"2003990101900001", "", "", []string{nik.WarnUnknownRegion}},
		"province split in 2022":          {"9601990101900001", "", "", nil},
		"code given up in the split":      {"9271990101900001", "", "", nil},
		"code given up in 2012":           {"6473990101900001", "", "", nil},
		"seventeen today":                 {"3303990203090001", "", "", nil},
		"seventeen tomorrow":              {"3303990303090001", "", "", []string{nik.WarnUnderage}},
		"seventeen next month":            {"3303990104090001", "", "", []string{nik.WarnUnderage}},
		"born today":                      {"3303990203260001", "", "", []string{nik.WarnUnderage}},
		"born tomorrow, so in 1926":       {"3303990303260001", "", "", nil},
		"centenarian by the claim":        {"3303990101200001", "1920-01-01", "", nil},
		"child by the claim":              {"3303990101200001", "2020-01-01", "", []string{nik.WarnUnderage}},
		"29 February 2000":                {"3303992902000001", "", "", nil},
		"serial zero":                     {"3303990101900000", "", "", []string{nik.WarnSerialZero}},
		"everything at once": {
			"9999990101900000", "2019-05-05", "P",
			[]string{nik.WarnBirthDate, nik.WarnSex, nik.WarnUnknownRegion, nik.WarnUnderage, nik.WarnSerialZero},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, w := range parse(t, row.nik).Warnings(today, day(row.birth), row.sex) {
				got = append(got, w.Code)
				if w.Detail == "" || strings.ContainsAny(w.Code+w.Detail, "0123456789") {
					t.Errorf("%s: empty, or a digit: %s", w.Code, w.Detail)
				}
			}
			if !slices.Equal(got, row.want) {
				t.Errorf("got %v, want %v", got, row.want)
			}
		})
	}
	if w := (nik.NIK{}).Warnings(today, day("1990-01-01"), "L"); w != nil {
		t.Errorf("the zero NIK warns: %v", w)
	}
}

func TestHintReadsDateAndSexOutOfTheDigits(t *testing.T) { // wire §5
	h := parse(t, "3303997112050001").Hint()
	if h.Day != 31 || h.Month != time.December || h.YY != 5 || !h.Female {
		t.Errorf("day %d, month %d, yy %d, female %t", h.Day, h.Month, h.YY, h.Female)
	}
	if !h.Agrees(day("2005-12-31")) || !h.Agrees(day("1905-12-31")) || h.Agrees(day("2006-12-31")) || h.Agrees(agreement.Date{}) {
		t.Error("Agrees must look at day, month and the last two digits of the year")
	}
}

func TestLatestBirthIsNeverInTheFuture(t *testing.T) {
	for digits, want := range map[string]string{
		male: "1990-01-01", "3303990203260001": "2026-03-02", "3303990303260001": "1926-03-03", "3303992902000001": "2000-02-29",
	} {
		if got := parse(t, digits).Hint().LatestBirth(today); got != day(want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := (nik.Hint{}).LatestBirth(today); !got.IsZero() {
		t.Errorf("the zero hint was born on %s", got)
	}
	if got := parse(t, "3303992902000001").Hint().LatestBirth(day("2000-02-28")); !got.IsZero() {
		t.Errorf("29 February 1900 never was: got %s", got)
	}
	if w := parse(t, "3303992902000001").Warnings(day("2000-02-28"), agreement.Date{}, ""); w != nil {
		t.Errorf("nobody knows the age, and yet: %v", w)
	}
}
