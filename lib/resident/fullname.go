package resident

import (
	"slices"
	"strings"
	"unicode"
)

// fullName is a name as it was written, by its first comma.
type fullName struct {
	front []nameWord // up to the comma: the name, titles and degrees still with it
	tail  []nameWord // behind it, without what can only be titles and degrees: BUDI of HARYANTO, BUDI, S.H.
}

// readName reads a name. A comma counts once there is a name before it: that of H., BUDI does not.
func readName(s string) fullName {
	var n fullName
	for _, part := range strings.FieldsFunc(s, isComma) {
		switch {
		case !isWhole(n.front):
			n.front = append(n.front, readPart(part)...)
		case !onlyTitles(words(part)):
			n.tail = append(n.tail, readPart(part)...)
		}
	}
	return n
}

// isComma reports whether r sets a part of a text off from the next.
func isComma(r rune) bool { return r == ',' || r == ';' || r == '，' }

// isWhole reports whether at least one word is neither title nor degree.
func isWhole(name []nameWord) bool {
	name = withoutTitles(name)
	if len(name) == 1 {
		return !titles[name[0].text] && !name[0].degree && !isDegree(name[0].text, name[0].marked)
	}
	return len(name) > 1
}

// readPart returns the words between two commas: K.H. and S.H. are one word each, A.RAHMAN is two.
func readPart(part string) []nameWord {
	var name []nameWord
	for _, chunk := range strings.FieldsFunc(part, unicode.IsSpace) {
		name = append(name, readChunk(chunk)...)
	}
	return name
}

// readChunk reads what stands between blanks.
func readChunk(chunk string) []nameWord {
	parts := words(chunk)
	whole := strings.Join(parts, "")
	if degree := splitsIntoDegrees(whole); len(parts) > 1 && (degree || titles[whole]) {
		return []nameWord{{whole, true, degree}}
	}
	name := make([]nameWord, len(parts))
	for i, part := range parts {
		name[i] = nameWord{part, strings.Contains(chunk, "."), false}
	}
	return name
}

// words returns all of the name, in the order it was written.
func (n fullName) words() []nameWord { return slices.Concat(n.front, n.tail) }

// alikeByComma reports whether two names can be one that differs in what nobody knows behind the comma, a degree that is on no
// list. asWritten says that their words are alike.
func alikeByComma(x, y fullName, asWritten bool) bool {
	front := compareWords(x.front, y.front) != Berbeda
	if len(x.tail) == 0 || len(y.tail) == 0 {
		return asWritten || front || x.isTurned(y) || y.isTurned(x)
	}
	// One word can be the family: HARYANTO, BUDI and HARYANTO, AGUS are two persons. Nor does a tail vouch for a slip before it.
	family := min(len(withoutTitles(x.front)), len(withoutTitles(y.front))) == 1
	return front && (asWritten || !family)
}

// isTurned reports whether n is the other name, family first: HARYANTO, BUDI for BUDI HARYANTO.
func (n fullName) isTurned(other fullName) bool {
	turned := slices.Concat(withoutTitles(n.tail), withoutTitles(n.front))
	return compareWords(turned, other.front) != Berbeda
}
