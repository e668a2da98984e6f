package evidence

import (
	"strconv"
	"time"

	"simpul/lib/nik"
)

// bucketsOf returns what stays of a NIK, per family.
func bucketsOf(n nik.NIK) [Families]string {
	digits := n.RevealPersonalData()
	region, birth, serial := digits[:6], digits[6:12], digits[12:]
	quarter := quarterOf(n.Hint())
	return [Families]string{
		Serial:      region + birth,
		Date:        region + halfYear(quarter),
		DateShifted: region + halfYear(quarter+1),
		Year:        region + birth[:4] + serial,
		Kecamatan:   region[:4] + birth + serial,
		Kabupaten:   region[4:] + birth + serial,
	}
}

const quarters = 4 * 100 // of the century

func quarterOf(born nik.Hint) int { return 4*born.YY + int(born.Month-time.January)/3 }

// halfYear pairs a quarter with a neighbour: an even one with the next. The last is followed by the first.
func halfYear(quarter int) string { return strconv.Itoa(quarter % quarters / 2) }
