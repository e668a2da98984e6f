package evidence_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"simpul/lib/admission/evidence"
	"simpul/lib/nik"
)

// number is a NIK taken apart. Kecamatan digits of 82 and more cannot exist.
type number struct {
	province, kabupaten, kecamatan int
	day, month, year               int
	female                         bool
	serial                         int
}

func drawNumber(t *rapid.T) number {
	n := number{
		province: rapid.IntRange(11, 96).Draw(t, "province"), kabupaten: rapid.IntRange(1, 99).Draw(t, "kabupaten"),
		kecamatan: rapid.IntRange(82, 99).Draw(t, "kecamatan"), female: rapid.Bool().Draw(t, "female"),
		serial: rapid.IntRange(1, 9999).Draw(t, "serial"),
	}
	return n.on(rapid.IntRange(0, 36524).Draw(t, "day of the century"))
}

// on is n, born on another day of the years 2000 to 2099.
func (n number) on(day int) number {
	born := time.Date(2000, time.January, 1+day%36525, 0, 0, 0, 0, time.UTC)
	n.year, n.month, n.day = born.Year()%100, int(born.Month()), born.Day()
	return n
}

func (n number) nik(t *rapid.T) nik.NIK {
	day := n.day
	if n.female {
		day += 40
	}
	parsed, err := nik.Parse(fmt.Sprintf("%02d%02d%02d%02d%02d%02d%04d", n.province, n.kabupaten, n.kecamatan, day, n.month, n.year, n.serial))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// stays is the package comment's table: each family makes zero what moves, and keeps the rest as it is.
func (n number) stays(family int) number {
	switch family {
	case evidence.Serial:
		n.serial = 0
	case evidence.Date:
		n = n.undated((n.month - 1) / 6)
	case evidence.DateShifted: // October to March is of the year in which March is
		half := (n.month + 2) / 6
		if half == 2 {
			n.year, half = (n.year+1)%100, 0
		}
		n = n.undated(half)
	case evidence.Year:
		n.year = 0
	case evidence.Kecamatan:
		n.kecamatan = 0
	case evidence.Kabupaten:
		n.province, n.kabupaten = 0, 0
	}
	return n
}

func (n number) undated(half int) number {
	n.day, n.month, n.female, n.serial = 0, half, false, 0
	return n
}

// Nearly all pairs differ in nearly all parts: the second is the first with some parts replaced, one or several.
func TestEachFamilyMovesAndKeepsWhatItSays(t *testing.T) {
	maker := evidence.New(ring{key("k1")})
	rapid.Check(t, func(t *rapid.T) {
		a := numbers.Draw(t, "number")
		b := a.with(numbers.Draw(t, "other"), rapid.SliceOf(rapid.IntRange(0, 6)).Draw(t, "parts"))
		x, y := maker.Of(a.nik(t), "")[0], maker.Of(b.nik(t), "")[0]
		for family := range evidence.Families {
			if alike := a.stays(family) == b.stays(family); alike != (x.Runs[family] == y.Runs[family]) {
				t.Errorf("family %d: alike in what stays: %v, in one bucket: %v", family, alike, !alike)
			}
		}
	})
}

// with takes some parts from another number. Months are replaced with their days, so that every day exists.
func (n number) with(other number, parts []int) number {
	for _, part := range parts {
		switch part {
		case 0:
			n.province = other.province
		case 1:
			n.kabupaten = other.kabupaten
		case 2:
			n.kecamatan = other.kecamatan
		case 3:
			n.day = 1 + other.day%28
		case 4:
			n.day, n.month = 1+n.day%28, other.month
		case 5:
			n.year, n.day = other.year, 1+n.day%28
		case 6:
			n.female, n.serial = other.female, other.serial
		}
	}
	return n
}

func TestDatesWithinAQuarterShareABucketAndAYearApartNone(t *testing.T) {
	maker := evidence.New(ring{key("k1")})
	rapid.Check(t, func(t *rapid.T) {
		n, from := numbers.Draw(t, "number"), rapid.IntRange(0, 36524).Draw(t, "from")
		share := func(apart int) bool {
			x, y := maker.Of(n.on(from).nik(t), "")[0], maker.Of(n.on(from+apart).nik(t), "")[0]
			return x.Runs[evidence.Date] == y.Runs[evidence.Date] || x.Runs[evidence.DateShifted] == y.Runs[evidence.DateShifted]
		}
		if !share(rapid.IntRange(0, 90).Draw(t, "near")) {
			t.Error("a sweep of a quarter is torn apart")
		}
		if share(rapid.IntRange(184, 36525-184).Draw(t, "far")) {
			t.Error("more than half a year in one bucket")
		}
	})
}
