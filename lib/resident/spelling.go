package resident

import "strings"

// oldSpelling brings the spelling before 1972 and the usual variants of Arabic and Dutch names to one form. Earlier pairs win.
// It makes equal only what sounds alike.
var oldSpelling = strings.NewReplacer(
	"OE", "U", "OO", "U", "DJ", "J", "TJ", "C", "SJ", "SI", "NJ", "NI",
	"CHR", "KR", "CHAND", "CAND", "CHINT", "CINT", "CH", "H", "KH", "H", "SH", "S", "TH", "T", "DH", "D", "PH", "F",
	"Q", "K", "X", "KS", "Y", "I", "IE", "I",
)

const muhammad = "MUHAMAD"

// shortNames maps what oldSpelling left of short and variant forms to the full one.
var shortNames = map[string]string{
	"MOH": muhammad, "MOHD": muhammad, "MUH": muhammad, "MUHD": muhammad, "MHD": muhammad, "MHMD": muhammad,
	"MOHAMAD": muhammad, "MOHAMED": muhammad, "MUHAMED": muhammad, "MUHAMAT": muhammad, "MOHAMAT": muhammad,
	"ABD": "ABDUL", "STI": "SITI",
}

// firstNames are short forms only at the front of a name.
var firstNames = map[string]string{"MD": muhammad, "ST": "SITI"}

// longWord is the length, in letters, from which variants that tell short names apart are a matter of spelling: the H of
// AMINAH, the V of IRVAN; but VINA is not FINA.
const longWord = 5

// respellWord returns a word of a name in the one spelling.
func respellWord(word string, first bool) string {
	spelt := single(oldSpelling.Replace(word))
	if full, ok := shortNames[spelt]; ok {
		return full
	}
	if full, ok := firstNames[spelt]; ok && first {
		return full
	}
	if len(spelt) < longWord {
		return spelt
	}
	return strings.ReplaceAll(strings.TrimSuffix(spelt, "H"), "V", "F")
}

// single returns s with every run of one letter reduced to one: MUHAMMAD is MUHAMAD, ABDURRAHMAN is ABDURAHMAN.
func single(s string) string {
	var last rune
	return strings.Map(func(r rune) rune {
		if r == last {
			return -1
		}
		last = r
		return r
	}, s)
}
