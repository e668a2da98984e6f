package agreement

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"
)

// Holidays are a year's days on which offices are closed, by joint decree of three ministers (SKB 3 Menteri), which comes out in
// the autumn before. A decree that changes one is put into the same year: the whole list, with both numbers.
type Holidays struct {
	Year   int       `yaml:"year" validate:"min=2025,max=2199"`
	Decree string    `yaml:"decree" validate:"required"`
	Days   []Holiday `yaml:"days" validate:"required,min=1,max=60,dive"`
}

// Holiday is one of the days. On joint leave (cuti bersama) offices are closed as well.
type Holiday struct {
	Date  Date   `yaml:"date" validate:"required"`
	Name  string `yaml:"name" validate:"required"`
	Joint bool   `yaml:"joint"`
}

// maxHolidays bounds a file of a year.
const maxHolidays = 32 << 10

// ErrHolidays is what [ParseHolidays] refuses a file with that is none.
var ErrHolidays = errors.New("holidays: not a file of a year")

// ParseHolidays reads a file of one year: strictly, at most 32 KiB. Errors repeat nothing of it but dates.
func ParseHolidays(file []byte) (Holidays, error) {
	var h Holidays
	in := yaml.NewDecoder(bytes.NewReader(file))
	in.KnownFields(true)
	if len(file) > maxHolidays || in.Decode(&h) != nil {
		return Holidays{}, ErrHolidays
	}
	return h, h.Check()
}

// Check refuses a year without decree or days, a day of another year and one that stands there twice.
func (h Holidays) Check() error {
	if h.Year < 2025 || h.Decree == "" || len(h.Days) == 0 {
		return ErrHolidays
	}
	seen := map[Date]bool{}
	for _, day := range h.Days {
		year, _, _ := day.Date.Date()
		switch {
		case day.Date.IsZero() || year != h.Year:
			return fmt.Errorf("%w: a day of another year than %d", ErrHolidays, h.Year)
		case seen[day.Date]:
			return fmt.Errorf("%w: %s stands there twice", ErrHolidays, day.Date)
		}
		seen[day.Date] = true
	}
	return nil
}

// Calendar knows the working days of Indonesian offices: Monday to Friday, but for holidays and joint leave.
type Calendar struct {
	closed map[Date]bool
	decree map[int]string
}

//go:embed holidays/*.yaml
var holidayFiles embed.FS

// shipped are the years that come with this program.
var shipped = sync.OnceValue(func() []Holidays {
	files, err := holidayFiles.ReadDir("holidays")
	if err != nil {
		panic(err) // they are part of this program
	}
	years := make([]Holidays, 0, len(files))
	for _, entry := range files {
		file, errRead := holidayFiles.ReadFile("holidays/" + entry.Name())
		year, errYear := ParseHolidays(file)
		if err := errors.Join(errRead, errYear); err != nil {
			panic(err)
		}
		years = append(years, year)
	}
	return years
})

// NewCalendar returns the calendar of the years that are shipped and those given, which take the place of a shipped one.
func NewCalendar(years ...Holidays) Calendar {
	c := Calendar{closed: map[Date]bool{}, decree: map[int]string{}}
	given := map[int]bool{}
	for _, year := range years {
		given[year.Year] = true
		c.add(year)
	}
	for _, year := range shipped() {
		if !given[year.Year] {
			c.add(year)
		}
	}
	return c
}

func (c Calendar) add(year Holidays) {
	c.decree[year.Year] = year.Decree
	for _, day := range year.Days {
		c.closed[day.Date] = true
	}
}

// Decree returns the decree that a year's holidays are from, "" for a year that nobody gave.
func (c Calendar) Decree(year int) string { return c.decree[year] }

// Working reports whether offices are open. In a year without a decree all Mondays to Fridays are.
func (c Calendar) Working(d Date) bool {
	weekday := d.t.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !c.closed[d]
}

// After returns the n-th working day after a day, and the years on the way whose holidays nobody gave: the day may then be later,
// never earlier.
func (c Calendar) After(d Date, n int) (due Date, unknown []int) {
	for n > 0 {
		d = d.Next()
		if year := d.t.Year(); c.decree[year] == "" && (len(unknown) == 0 || unknown[len(unknown)-1] != year) {
			unknown = append(unknown, year)
		}
		if c.Working(d) {
			n--
		}
	}
	return d, unknown
}
