package resident

import (
	"slices"
	"strings"
)

// compareName compares two names. Behind a comma, titles and degrees do not count at all; anything else there is no reason to
// call the names different, but they are alike at best.
func compareName(a, b string) Band {
	x, y := readName(a), readName(b)
	band := compareWords(x.words(), y.words())
	switch noTail := len(x.tail) == 0 && len(y.tail) == 0; {
	case noTail || band == Sesuai || band == TidakDiisi:
		return band
	case alikeByComma(x, y, band == Mirip):
		return Mirip
	}
	return Berbeda
}

// compareWords compares two names without titles and degrees; but the R. of R. SETIAWAN can be Raden and can be Rudi, so the
// names are also compared as they stand.
func compareWords(x, y []nameWord) Band {
	return graded(plain(withoutTitles(x)), plain(withoutTitles(y)), func(p, q []string) bool {
		return similarNames(p, q) || similarNames(plain(x), plain(y))
	})
}

// similarNames reports whether two names, different as written, can only be the same one spelt otherwise.
func similarNames(a, b []string) bool {
	a, b = respell(a), respell(b)
	if len(a) == len(b) {
		return onlySlips(a, b)
	}
	return single(strings.Join(a, "")) == single(strings.Join(b, "")) // ABDUR RAHMAN, ABDURRAHMAN
}

// How long another word must be, in letters, to vouch for an initial and for a slip of the pen. DWI and TRI stand before too
// many names.
const (
	vouchesInitial = 3
	vouchesSlip    = 4
)

// common are words, in the one spelling, that stand before so many names that they vouch for none: SITI MARIYAM and
// SITI MARIYAH are two persons. So SITI AMINAT, a slip for SITI AMINAH, is berbeda too: the officer is told to check the typing,
// and that costs less than a licence for somebody else. NI and I are too short to vouch.
var common = set(strings.Join(respell(strings.Fields("MUHAMMAD AHMAD ABDUL ABDUR NUR NURUL SITI SRI DEWI "+
	"WAYAN PUTU GEDE MADE KADEK NYOMAN KOMANG KETUT NENGAH GUSTI")), " "))

// onlySlips reports whether two names of as many words differ in nothing but initials and one slip of the pen. An equal word
// must vouch for the difference, and none that is common.
func onlySlips(a, b []string) bool {
	longest, initials, slips := 0, 0, 0
	for i := range a {
		switch {
		case a[i] == b[i]:
			if !common[a[i]] {
				longest = max(longest, len(a[i]))
			}
		case isInitialOf(a[i], b[i]) || isInitialOf(b[i], a[i]):
			initials++
		case isNameSlip(a[i], b[i]):
			slips++
		default:
			return false
		}
	}
	return slips <= 1 && (slips == 0 || longest >= vouchesSlip) && (initials == 0 || longest >= vouchesInitial)
}

// isInitialOf reports whether a is the first letter of b.
func isInitialOf(a, b string) bool { return len(a) == 1 && strings.HasPrefix(b, a) }

// connectors stand between a name and the father's; one side often leaves them out.
var connectors = []string{"BIN", "BINTI", "BINTE", "B", "BT", "BTE"}

// respell returns the words of a name in one spelling, without connectors between names and RADEN before them.
func respell(name []string) []string {
	if len(name) > 1 && (name[0] == "RADEN" || name[0] == "RD") {
		name = name[1:]
	}
	spelt := make([]string, 0, len(name))
	for i, word := range name {
		if i > 0 && i < len(name)-1 && slices.Contains(connectors, word) {
			continue
		}
		spelt = append(spelt, respellWord(word, i == 0))
	}
	return spelt
}
