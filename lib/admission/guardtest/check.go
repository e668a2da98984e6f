package guardtest

import (
	"simpul/lib/nik"
)

// check is one access that a visitor costs, apart from who makes it and when.
type check struct {
	nik                                   nik.NIK
	proven, shown, guess, recheck, byCard bool
}

// checked is what it takes to check one person: one access for most, two where something was mistyped.
func (d dice) checked(n number) []check {
	right := check{nik: n.nik(), proven: true}
	switch roll := d.below(1000); {
	case roll < 100:
		right.byCard = true
	case roll < 920:
	case roll < 950: // the claim was mistyped: mended, and asked again
		again := right
		right.proven, again.recheck = false, true
		return []check{right, again}
	case roll < 960: // the NIK was: usually it is nobody's
		return []check{{nik: d.mistyped(right.nik), guess: d.percent() < 80}, right}
	case roll < 965:
		right.proven, right.guess = false, true
	case roll < 985: // deceased, inactive, or another name on paper
		right.proven = false
	default: // the officer claims nothing, and looks
		right.proven, right.shown = false, true
	}
	return []check{right}
}

// mistyped is n with one digit wrong, or two neighbours swapped, and still a NIK: others are refused before they cost a hit.
func (d dice) mistyped(n nik.NIK) nik.NIK {
	for {
		digits := []byte(n.RevealPersonalData())
		at := d.below(len(digits) - 1)
		if d.oneIn(2) {
			digits[at] = byte('0' + d.below(10))
		} else {
			digits[at], digits[at+1] = digits[at+1], digits[at]
		}
		wrong, err := nik.Parse(string(digits))
		if err == nil && wrong != n && string(digits[4:6]) >= "82" {
			return wrong
		}
	}
}
