package nik

import (
	"strings"
	"unicode"
)

// StandsIn reports whether a licence number holds own, however it is spaced, or another NIK. own may be the zero NIK.
//
// [ContainsLongDigits], no sixteen digits in a row whatever stands between them, would refuse licences that offices issue every day:
// OSS gives numbers of thirteen digits and more digits behind, a building approval reads like SK-PBG-330399-04012026-001. So another
// NIK is seen only where exactly sixteen digits with a possible date stand together, whole or in groups of six at most, as people
// write a NIK. That is less, and only for what is sealed wherever it waits, and in no log.
func StandsIn(number string, own NIK) bool {
	ascii := strings.Map(digit, number)
	if !own.Empty() && strings.Contains(strings.NewReplacer(" ", "", letter, "").Replace(ascii), own.RevealPersonalData()) {
		return true
	}
	for part := range strings.SplitSeq(ascii, letter) {
		groups := strings.Fields(part)
		for i, group := range groups {
			if isNIK(group) || isNIK(grouped(groups[i:])) {
				return true
			}
		}
	}
	return false
}

func isNIK(s string) bool { return check(s) == nil }

// grouped joins groups until they have sixteen digits, as long as each is short enough to be a part of a NIK.
func grouped(groups []string) string {
	const longest = 6
	text := ""
	for _, g := range groups {
		if len(g) > longest || len(text) >= length {
			break
		}
		text += g
	}
	return text
}

// letter stands for any: between the groups of a NIK there is none.
const letter = "x"

// digit makes digits of all scripts ASCII ones, letters [letter], what is invisible nothing, and all else a blank.
func digit(r rune) rune {
	switch {
	case unicode.IsDigit(r):
		return '0' + value(r)
	case unicode.IsLetter(r):
		return rune(letter[0])
	case unicode.In(r, unicode.M, unicode.Cf):
		return -1
	}
	return ' '
}

// value returns what a decimal digit stands for: each range of them begins with a zero and has a multiple of ten.
func value(r rune) rune {
	for _, table := range unicode.Nd.R16 {
		if r >= rune(table.Lo) && r <= rune(table.Hi) {
			return (r - rune(table.Lo)) % 10
		}
	}
	for _, table := range unicode.Nd.R32 {
		if r >= rune(table.Lo) && r <= rune(table.Hi) {
			return (r - rune(table.Lo)) % 10
		}
	}
	return 0
}
