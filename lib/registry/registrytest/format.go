package registrytest

import (
	"slices"
	"strconv"
	"time"
)

// wellFormed is the registry's own format test. What the real one tests is unknown (wire §5); this one wants a province
// that is, a kabupaten, a sub-district, a calendar day in either century and a serial.
func wellFormed(nik string) bool {
	if len(nik) != 16 {
		return false
	}
	if _, err := strconv.ParseUint(nik, 10, 64); err != nil {
		return false
	}
	return slices.Contains(provinces(), nik[:2]) && nik[2:4] != "00" && nik[4:6] != "00" &&
		possibleDay(nik[6:12]) && nik[12:] != "0000"
}

func provinces() []string {
	codes := []string{home.code[:2]}
	for _, r := range slices.Concat(elsewhere, papua) {
		codes = append(codes, r.code[:2])
	}
	return codes
}

// possibleDay reads ddmmyy; 29 February is possible if either century had one.
func possibleDay(ddmmyy string) bool {
	d, _ := strconv.Atoi(ddmmyy[:2])
	if d > 40 {
		d -= 40
	}
	month, _ := strconv.Atoi(ddmmyy[2:4])
	year, _ := strconv.Atoi(ddmmyy[4:])
	for _, century := range []int{1900, 2000} {
		t := time.Date(century+year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
		if t.Day() == d && int(t.Month()) == month {
			return true
		}
	}
	return false
}
