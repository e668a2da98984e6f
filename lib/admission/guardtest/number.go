package guardtest

import (
	"strconv"
	"time"

	"simpul/lib/nik"
)

// The kecamatan digits that cannot exist, one for each sub-district of the county.
const (
	firstKecamatan = 82
	kecamatans     = 18
)

// number is a NIK taken apart (wire §5).
type number struct {
	province, kabupaten, kecamatan int
	born                           time.Time // of its year, the last two digits count
	female                         bool
	serial                         int
}

// nik puts it together, two digits at a time. A number that is none is a mistake of this package.
func (n number) nik() nik.NIK {
	day := n.born.Day()
	if n.female {
		day += 40
	}
	digits := 0
	for _, part := range []int{n.province, n.kabupaten, n.kecamatan, day, int(n.born.Month()), n.born.Year() % 100, n.serial / 100, n.serial % 100} {
		digits = digits*100 + part
	}
	parsed, err := nik.Parse(strconv.Itoa(digits)) // no province begins with 0
	if err != nil {
		panic(err)
	}
	return parsed
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// around is n on a circle of the given size, from 0.
func around(n, size int) int { return ((n % size) + size) % size }
