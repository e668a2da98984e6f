package othertest

import (
	"strings"
	"time"
)

// dateSlash is OLYM's layout of TGL_LHR in requests (§1.6).
const dateSlash = "02/01/2006"

// elements are the true values of p by key, as kesesuaian compares them here:
// numbers unpadded (AHU, OLYM), the date with slashes, empty where nothing is
// recorded.
func elements(p Person) map[string]string {
	born, err := time.Parse(dateISO, p.BirthDate)
	if err != nil {
		panic(err) // a slip in the tables of this package
	}
	all := map[string]string{
		"NIK": p.NIK, "NAMA_LGKP": p.FullName, "JENIS_KLMIN": p.Sex, "TMPT_LHR": p.BirthPlace,
		"TGL_LHR": born.Format(dateSlash), "STATUS_KAWIN": p.MaritalStatus, "JENIS_PKRJN": p.Occupation,
		"ALAMAT": p.Alamat, "PROP_NAME": p.ProvinceName, "KAB_NAME": p.KabupatenName,
		"KEC_NAME": p.KecamatanName, "KEL_NAME": p.KelurahanName,
		"NO_KEC": unpadded(p.KecamatanCode), "NO_RT": p.RT, "NO_RW": p.RW,
		"NO_PROP": "", "NO_KAB": "", // not granted to everybody
	}
	if p.RegionCode != "" {
		all["NO_PROP"], all["NO_KAB"] = unpadded(p.RegionCode[:2]), unpadded(p.RegionCode[2:4])
	}
	return all
}

// unpadded is a number of digits without leading zeros.
func unpadded(digits string) string { return strings.TrimLeft(digits, "0") }

// score is the likeness of a claim in percent: whole or nothing for exact
// elements, which are read without regard to case; numbers must be unpadded.
// Fuzzy ones are compared letter by letter in capitals, as LARA and OLYM send them.
func score(element, claim, truth string) int {
	if fuzzy[element] {
		return likeness(claim, truth)
	}
	if strings.EqualFold(claim, truth) {
		return 100
	}
	return 0
}

// likeness is twice the longest common subsequence over both lengths. The real
// algorithm is unknown (§2.3); this one differs from an edit distance.
func likeness(a, b string) int {
	if len(a)+len(b) == 0 {
		return 100
	}
	row := make([]int, len(b)+1)
	for i := range len(a) {
		diagonal := 0
		for j := range len(b) {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return 200 * row[len(b)] / (len(a) + len(b))
}
