package nik_test

import (
	"fmt"
	"slices"
	"testing"

	"simpul/lib/agreement"
	"simpul/lib/nik"
)

// In force are 514 kabupaten and kota in 38 provinces; 31 codes are those given up (regions.txt).
func TestTheRegionListIsWhole(t *testing.T) { // Kepmendagri 300.2.2-2138 Tahun 2025
	known, provinces := 0, map[string]bool{}
	for code := range 10000 {
		n := parse(t, fmt.Sprintf("%04d990101900001", code))
		warnings := n.Warnings(today, agreement.Date{}, "")
		if !slices.ContainsFunc(warnings, func(w nik.Warning) bool { return w.Code == nik.WarnUnknownRegion }) {
			known++
			provinces[n.Region()[:2]] = true
		}
	}
	if known != 514+26+5 || len(provinces) != 38 {
		t.Errorf("%d codes in %d provinces", known, len(provinces))
	}
}
