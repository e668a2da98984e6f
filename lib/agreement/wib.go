package agreement

import (
	"errors"
	"time"
)

// WIB is Western Indonesian Time, UTC+7 without daylight saving: the agreement's clock. A fixed zone, because an image FROM
// scratch has no zone files.
var WIB = time.FixedZone("WIB", 7*60*60)

// Date is a calendar day, yyyy-mm-dd in YAML and JSON. The zero value is no date. Dates compare with == and serve as map keys.
type Date struct{ t time.Time } // midnight UTC of that day

// What [NewDate] and [ParseDate] return. Their text never repeats the input: a birth date is personal data.
var (
	ErrNoSuchDay = errors.New("no such calendar day")
	ErrDateForm  = errors.New("not a date of the form yyyy-mm-dd")
)

// NewDate returns that day, or [ErrNoSuchDay] when the calendar has none such (31 February). Years have four digits, from
// 1000: the year 1 would be the zero Date, and a fifth digit would not be read back.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || t.Month() != month || t.Day() != day || year < 1000 || year > 9999 {
		return Date{}, ErrNoSuchDay
	}
	return Date{t}, nil
}

// ParseDate reads yyyy-mm-dd and nothing shorter: [ErrDateForm], or [ErrNoSuchDay] for the year 0999 and before.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, ErrDateForm
	}
	return NewDate(t.Date())
}

// DateOf returns the day that t falls on in WIB.
func DateOf(t time.Time) Date {
	y, m, d := t.In(WIB).Date()
	return Date{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// Midnight returns the start of the day in WIB.
func (d Date) Midnight() time.Time {
	return time.Date(d.t.Year(), d.t.Month(), d.t.Day(), 0, 0, 0, 0, WIB)
}

// Next returns the following day.
func (d Date) Next() Date { return Date{d.t.AddDate(0, 0, 1)} }

// add returns the day so many days later.
func (d Date) add(days int) Date { return Date{d.t.AddDate(0, 0, days)} }

// since returns the days from other to d.
func (d Date) since(other Date) int { return int(d.t.Sub(other.t) / (24 * time.Hour)) }

// months returns the same day so many months later, or the last of that month where it has no such day.
func (d Date) months(n int) Date {
	year, month, day := d.t.Date()
	last := time.Date(year, month+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return Date{time.Date(last.Year(), last.Month(), min(day, last.Day()), 0, 0, 0, 0, time.UTC)}
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.t.Before(other.t) }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.t.IsZero() }

// Date returns year, month and day.
func (d Date) Date() (year int, month time.Month, day int) { return d.t.Date() }

// String returns yyyy-mm-dd, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// MarshalText returns [Date.String], "" for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads yyyy-mm-dd; "" is refused, so that a date left out differs from a date forgotten.
func (d *Date) UnmarshalText(b []byte) error {
	parsed, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
