package evidence_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"simpul/lib/admission"
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

func (n number) nik(t rapid.TB) nik.NIK {
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

// Two numbers drawn apart differ in nearly everything. Here the second is the first with a part or a few replaced.
func TestEachFamilyMovesAndKeepsWhatItSays(t *testing.T) {
	maker := evidence.New(ring{key("k1")})
	rapid.Check(t, func(t *rapid.T) {
		a, other := numbers.Draw(t, "number"), numbers.Draw(t, "other")
		a.day, other.day = min(a.day, 28), min(other.day, 28) // which every month has
		b := a
		for _, part := range rapid.SliceOfN(rapid.IntRange(0, parts-1), 0, 3).Draw(t, "parts") {
			b.take(part, other)
		}
		x, y := maker.Of(a.nik(t), "")[0], maker.Of(b.nik(t), "")[0]
		for family := range admission.Families {
			if alike := a.stays(family) == b.stays(family); alike != (x.Runs[family] == y.Runs[family]) {
				t.Errorf("family %d: alike in what stays: %v, in one bucket: %v", family, alike, !alike)
			}
		}
	})
}

const parts = 8

// take replaces one part by that of another number.
func (n *number) take(part int, from number) {
	switch part {
	case 0:
		n.province = from.province
	case 1:
		n.kabupaten = from.kabupaten
	case 2:
		n.kecamatan = from.kecamatan
	case 3:
		n.day = from.day
	case 4:
		n.month = from.month
	case 5:
		n.year = from.year
	case 6:
		n.female = from.female
	case 7:
		n.serial = from.serial
	}
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

// Every two months of the three years around the turn of the century: what is drawn seldom meets an edge.
func TestHalfYearsBeginWithJanuaryAndJulyAndWithAprilAndOctober(t *testing.T) {
	maker, n := evidence.New(ring{key("k1")}), number{province: 33, kabupaten: 3, kecamatan: 99, day: 1, serial: 1}
	on := func(i int) number {
		n.year, n.month = (98+(i+6)/12)%100, 1+(i+6)%12
		return n
	}
	for i := range 36 {
		for k := range 36 {
			x, y := maker.Of(on(i).nik(t), "")[0], maker.Of(on(k).nik(t), "")[0]
			for _, family := range []int{evidence.Date, evidence.DateShifted} {
				if alike := on(i).stays(family) == on(k).stays(family); alike != (x.Runs[family] == y.Runs[family]) {
					t.Errorf("family %d, months %d and %d after July 98: in one bucket: %v", family, i, k, !alike)
				}
			}
		}
	}
}
