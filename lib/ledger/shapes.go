package ledger

import (
	"slices"
	"time"

	"simpul/lib/shape"
)

const (
	maxText  = 64
	maxTotal = 1 << 53   // of a day's holds: a frontend that asks in a loop must not stop the sealing
	maxHits  = 1_000_000 // far above what an office does in a day, far below what a float64 holds exactly
)

var (
	uuid7 = shape.Of(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	token = shape.Of(`^[a-z0-9-]{1,16}\.[A-Za-z0-9_-]{22}$`)
)

func isUUID7(s string) bool { return uuid7(s) }

func isToken(s string) bool { return token(s) && !hasLongDigits(s) }

func isOneOf[T comparable](v T, all ...T) bool { return slices.Contains(all, v) }

// isTime bounds the year, so that a time has one spelling and fits a stream of milliseconds.
func isTime(t time.Time) bool {
	return t.Location() == time.UTC && t.Truncate(time.Millisecond).Equal(t) && 2025 <= t.Year() && t.Year() < 2200
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// areDays reports whether both are days, the last the first or the one after: no call takes longer.
func areDays(days [2]string) bool {
	first, err := time.Parse(time.DateOnly, days[0])
	return err == nil && (days[1] == days[0] || days[1] == first.AddDate(0, 0, 1).Format(time.DateOnly))
}

func isText(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return len(s) <= maxText && !hasLongDigits(s)
}

// hasLongDigits reports whether s holds sixteen digits, with no letter and no more than two other characters between any two: a NIK
// as people write it.
func hasLongDigits(s string) bool {
	run, gap := 0, 0
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			run, gap = run+1, 0
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			run = 0
		default:
			gap++
		}
		if gap > 2 {
			run = 0
		}
		if run == 16 {
			return true
		}
	}
	return false
}
