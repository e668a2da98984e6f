package report

import (
	"errors"
	"fmt"
	"time"

	"simpul/lib/agreement"
)

// Period is the days that a report is about, both inclusive.
type Period struct {
	Name        string // "2026-S1", or first and last day with two dots between
	First, Last agreement.Date
	Partial     bool // cut to the days of the agreement (PKS-4, PKS-8.1)
}

// maxYears is how long a period may be: longer than any ledger is kept is a slip of the pen.
const maxYears = 5

// What is wrong with a period.
var (
	ErrPeriodForm  = errors.New("report: not of the form 2026-S1")
	ErrPeriodOrder = errors.New("report: a period that ends before it begins")
	ErrPeriodLong  = errors.New("report: a period of more than five years")
	ErrOutside     = errors.New("report: a period without a day of the agreement")
)

// ParseSemester reads a semester of PKS-8.1: 2026-S1 is January to June, 2026-S2 July to December.
func ParseSemester(s string) (Period, error) {
	if len(s) != len("2026-S1") || s[4:6] != "-S" || s[6] != '1' && s[6] != '2' {
		return Period{}, ErrPeriodForm
	}
	first, err := agreement.ParseDate(s[:4] + map[byte]string{'1': "-01-01", '2': "-07-01"}[s[6]])
	if err != nil {
		return Period{}, ErrPeriodForm
	}
	return semester(first), nil
}

// SemesterOf returns the semester that a day falls in.
func SemesterOf(day agreement.Date) Period {
	year, month, _ := day.Date()
	first, _ := agreement.NewDate(year, 1+(month-1)/6*6, 1) // a day's own year
	return semester(first)
}

// semester returns the one that begins on that day.
func semester(first agreement.Date) Period {
	year, month, _ := first.Date()
	next := agreement.DateOf(time.Date(year, month+6, 0, 12, 0, 0, 0, agreement.WIB))
	return Period{Name: fmt.Sprintf("%04d-S%d", year, 1+month/7), First: first, Last: next}
}

// Span returns the period between two days (PKS-8.3: at any time).
func Span(first, last agreement.Date) (Period, error) {
	switch {
	case last.Before(first):
		return Period{}, ErrPeriodOrder
	case !last.Midnight().Before(first.Midnight().AddDate(maxYears, 0, 0)):
		return Period{}, ErrPeriodLong
	}
	return Period{Name: first.String() + ".." + last.String(), First: first, Last: last}, nil
}

// Within cuts a period to the agreement's days, of which the last is the end of its bridging, if it is bridged: [ErrOutside] if
// none is left.
func (p Period) Within(from, until agreement.Date) (Period, error) {
	if p.Last.Before(from) || until.Before(p.First) {
		return Period{}, ErrOutside
	}
	if p.First.Before(from) {
		p.First, p.Partial = from, true
	}
	if until.Before(p.Last) {
		p.Last, p.Partial = until, true
	}
	return p, nil
}

// Over reports whether all its days are: the figures of a period that is not are preliminary (sementara).
func (p Period) Over(now time.Time) bool { return p.Last.Before(agreement.DateOf(now)) }

// Begun reports whether its first day has come.
func (p Period) Begun(now time.Time) bool { return !agreement.DateOf(now).Before(p.First) }

// months returns the calendar months of the period, the first and the last cut to it.
func (p Period) months() []Period {
	var months []Period
	for first := p.First; !p.Last.Before(first); {
		year, month, _ := first.Date()
		last := agreement.DateOf(time.Date(year, month+1, 0, 12, 0, 0, 0, agreement.WIB))
		if p.Last.Before(last) {
			last = p.Last
		}
		months = append(months, Period{Name: fmt.Sprintf("%04d-%02d", year, month), First: first, Last: last})
		first = last.Next()
	}
	return months
}
