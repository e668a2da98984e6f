package nik

import (
	"unicode"

	"github.com/google/uuid"
)

const (
	maxGap     = 2  // separators in a row that still join two digits: "3303 - 99" has three and does not
	uuidLength = 36 // the canonical form of RFC 9562 §4; others stay suspect
)

// ContainsLongDigits reports whether s holds a run of at least sixteen digits: a NIK, or a number of a family card, in a field
// where none belongs (application number, note, header), from which it would reach the ledger or a log (PKS-2.2j).
//
// A digit is every character with a numeric value, so full-width, Arabic-Indic or circled digits count. One or two characters
// between digits that are neither letters nor digits (blanks, dots, dashes, slashes, underscores …) do not end the run, and
// what is invisible (marks, zero-width and other format characters) is passed over; a letter or three separators end it.
// A whole string in the canonical form of a UUID is let through: its version and variant leave a NIK little room.
//
// It catches mistakes and lazy hiding. Who spells digits out in words gets past it.
func ContainsLongDigits(s string) bool {
	if isUUID(s) {
		return false
	}
	run, gap := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsNumber(r):
			run, gap = run+1, 0
		case unicode.IsLetter(r):
			run = 0
		case !invisible(r):
			gap++
		}
		if gap > maxGap {
			run = 0
		}
		if run == length {
			return true
		}
	}
	return false
}

// invisible reports whether r leaves no trace of its own on paper or screen.
func invisible(r rune) bool { return unicode.In(r, unicode.M, unicode.Cf) }

// isUUID reports whether s is a UUID in canonical form with a version and the variant of RFC 9562.
func isUUID(s string) bool {
	if len(s) != uuidLength {
		return false
	}
	id, err := uuid.Parse(s)
	return err == nil && id.Variant() == uuid.RFC4122 && id.Version() >= 1 && id.Version() <= 8
}
