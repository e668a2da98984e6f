package resident

import (
	"slices"
	"strings"
)

// occupationNames maps everyday words for an occupation to the national list's (wire §1.7).
var occupationNames = map[string]string{
	"ASN":              "PEGAWAI NEGERI SIPIL PNS",
	"IRT":              "MENGURUS RUMAH TANGGA",
	"IBU RUMAH TANGGA": "MENGURUS RUMAH TANGGA",
	"WIRAUSAHA":        "WIRASWASTA",
}

// compareOccupation compares two occupations. A part of the official one is alike: PNS, MAHASISWA, SWASTA.
func compareOccupation(a, b string) Band { return graded(words(a), words(b), similarOccupations) }

func similarOccupations(a, b []string) bool {
	a, b = occupationInUse(a), occupationInUse(b)
	return contains(a, b) || contains(b, a) || similarWords(a, b)
}

func occupationInUse(occupation []string) []string {
	if inUse, ok := occupationNames[strings.Join(occupation, " ")]; ok {
		return strings.Fields(inUse)
	}
	return occupation
}

// contains reports whether every word of part is in whole.
func contains(whole, part []string) bool {
	for _, word := range part {
		if !slices.Contains(whole, word) {
			return false
		}
	}
	return true
}
