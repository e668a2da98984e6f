package resident

import (
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

const (
	// slipLetters is the length of the longer word from which one wrong letter can be a slip of the pen. BUDI and BUDO, RINA and
	// RANI, HASAN and HUSAN are different names.
	slipLetters = 6
	// slipDistance is what a slip may cost: one letter left out, put in or replaced, or two neighbours exchanged (optimal string
	// alignment).
	slipDistance = 1
)

// isSlip reports whether b can be a with a slip of the pen, or with the J that is Y since 1972: SURABAJA, JUSUF; but not JANI and
// YANI.
func isSlip(a, b string) bool {
	if sameOldJ(a, b) {
		return true
	}
	longer := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	return longer >= slipLetters && edlib.OSADamerauLevenshteinDistance(a, b) <= slipDistance
}

func sameOldJ(a, b string) bool {
	return len(a) >= longWord && strings.ReplaceAll(a, "J", "I") == strings.ReplaceAll(b, "J", "I")
}

// isNameSlip is isSlip for names, many of which lie one letter apart. Where that is the rule, no letter is forgiven: in front
// (HARTONO, KARTONO), in the ending of a name in a vowel (otherEnding), and in names that begin with SU (SUHARTO, SUMARTO).
func isNameSlip(a, b string) bool {
	if sameOldJ(a, b) {
		return true
	}
	return isSlip(a, b) && a[0] == b[0] && !strings.HasPrefix(a, "SU") && !otherEnding(a, b)
}

const vowels = "AIUEO"

// otherEnding reports whether two words differ in nothing but the syllable at the end, which tells women from men and sisters
// from each other: SAPUTRA and SAPUTRI, YULIAN and YULIANA, MARYANI and MARYATI.
func otherEnding(a, b string) bool {
	x, y := strings.TrimRight(a, vowels), strings.TrimRight(b, vowels)
	if x == a && y == b {
		return false
	}
	return x == y || x != a && y != b && withoutConsonants(x) == withoutConsonants(y)
}

// withoutConsonants drops the consonants at the end.
func withoutConsonants(s string) string {
	return s[:strings.LastIndexAny(s, vowels)+1]
}

// similarWords reports whether two lists of words differ in one slip of the pen at most, or only in where words are split.
func similarWords(a, b []string) bool {
	if strings.Join(a, "") == strings.Join(b, "") {
		return true
	}
	if len(a) != len(b) {
		return false
	}
	slips := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if slips++; slips > 1 || !isSlip(a[i], b[i]) {
			return false
		}
	}
	return true
}
