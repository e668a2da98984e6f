package nik

import (
	"fmt"
	"log/slog"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/personal"
)

const (
	length      = 16
	femaleShift = 40 // added to the day of birth of women (wire §5)
)

// Hint is what the digits of a NIK say about birth and sex. It is a hint only: a corrected birth date leaves the NIK as it was
// (wire §5). It is personal data and prints redacted.
type Hint struct {
	Day    int        // 1 to 31
	Month  time.Month // January to December
	YY     int        // 0 to 99; the NIK has no century
	Female bool
}

// Hint returns what the digits say; the zero NIK says nothing.
func (n NIK) Hint() Hint {
	if n.Empty() {
		return Hint{}
	}
	return read(n.RevealPersonalData())
}

// Agrees reports whether the digits can stand for that birth date, in whatever century.
func (h Hint) Agrees(birth agreement.Date) bool {
	y, m, d := birth.Date()
	return d == h.Day && m == h.Month && y%100 == h.YY
}

// LatestBirth returns the latest day of birth that the digits allow, in the century of today or the one before, and that is
// not after today. Most people are under a hundred. There is no such date for the zero Hint.
func (h Hint) LatestBirth(today agreement.Date) agreement.Date {
	year, _, _ := today.Date()
	century := year - year%100
	for _, start := range []int{century, century - 100} {
		birth, err := agreement.NewDate(start+h.YY, h.Month, h.Day)
		if err == nil && !today.Before(birth) {
			return birth
		}
	}
	return agreement.Date{}
}

// Format prints [personal.Redacted] for every verb.
func (Hint) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(personal.Redacted)) }

// LogValue makes slog print [personal.Redacted].
func (Hint) LogValue() slog.Value { return slog.StringValue(personal.Redacted) }

// MarshalText makes encoders write [personal.Redacted].
func (Hint) MarshalText() ([]byte, error) { return []byte(personal.Redacted), nil }

// check returns why s is no NIK, or nil.
func check(s string) error {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return ErrDigits
		}
	}
	if len(s) != length {
		return ErrLength
	}
	if !read(s).possible() {
		return ErrDate
	}
	return nil
}

// read takes the hint out of sixteen digits.
func read(digits string) Hint {
	h := Hint{Day: two(digits[6:]), Month: time.Month(two(digits[8:])), YY: two(digits[10:])}
	if h.Day > femaleShift {
		h.Day, h.Female = h.Day-femaleShift, true
	}
	return h
}

// possible reports whether the day exists in a year ending in YY. 1600 stands for the century, being a leap year like every
// fourth after it: 29 February passes when YY is divisible by four, 00 for the sake of 2000.
func (h Hint) possible() bool {
	_, err := agreement.NewDate(1600+h.YY, h.Month, h.Day)
	return err == nil
}

func two(digits string) int { return int(digits[0]-'0')*10 + int(digits[1]-'0') }
