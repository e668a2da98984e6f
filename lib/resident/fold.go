package resident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/unicode/norm"
)

// unseen are marks (accents) and format characters (zero-width blanks, soft hyphens).
var unseen = runes.Remove(runes.Predicate(func(r rune) bool { return unicode.In(r, unicode.M, unicode.Cf) }))

// fold returns s in capitals; full-width and other compatibility forms become plain, accents and what is invisible go.
func fold(s string) string {
	if !isASCII(s) {
		s = unseen.String(norm.NFKD.String(s))
	}
	return strings.ToUpper(s)
}

// words returns the words of s, folded. Apostrophes join (AMIN'UL is AMINUL), all other punctuation separates.
func words(s string) []string {
	s = fold(strings.Map(withoutApostrophe, s))
	s = strings.Map(withoutApostrophe, s) // folding takes some letters apart into one: ŉ
	return strings.FieldsFunc(s, func(r rune) bool { return !isWordRune(r) })
}

// joined returns the letters and digits of s, folded.
func joined(s string) string { return strings.Join(words(s), "") }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// withoutApostrophe drops apostrophes in the forms keyboards and word processors give them.
func withoutApostrophe(r rune) rune {
	switch r {
	case '\'', '`', '´', '‘', '’', 'ʼ':
		return -1
	}
	return r
}

// exact is the band of two values that are equal or not; "" is what cannot be read.
func exact(a, b string) Band {
	switch {
	case a == "" || b == "":
		return TidakDiisi
	case a == b:
		return Sesuai
	}
	return Berbeda
}

// graded is the band of two texts in words: the same words, else similar ones.
func graded(a, b []string, similar func(a, b []string) bool) Band {
	switch {
	case len(a) == 0 || len(b) == 0:
		return TidakDiisi
	case slices.Equal(a, b):
		return Sesuai
	case similar(a, b):
		return Mirip
	}
	return Berbeda
}
