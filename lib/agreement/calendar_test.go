package agreement_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"simpul/lib/agreement"
)

// By the decrees, counted by hand on their calendars.
func TestTheTenthWorkingDayFollowsTheDecrees(t *testing.T) {
	calendar := agreement.NewCalendar()
	for from, want := range map[string]string{
		"2025-06-30": "2025-07-14", // no holiday on the way
		"2026-06-30": "2026-07-14",
		"2025-12-31": "2026-01-15", // 1 January; 16 January is not reached
		"2026-01-02": "2026-01-19", // Isra Mikraj on the way
		"2026-03-13": "2026-04-06", // 18 to 24 March closed, 3 April too
		"2025-03-27": "2025-04-22", // 28 March to 7 April closed, 18 April too
		"2025-08-15": "2025-09-01", // 18 August was added by the change of the decree
		"2026-12-18": "2027-01-05", // 24 and 25 December; 2027 is not known
	} {
		got, _ := calendar.After(date(t, from), 10)
		if got != date(t, want) {
			t.Errorf("ten working days after %s: %s, want %s", from, got, want)
		}
	}
}

func TestAYearThatNobodyGaveIsNamed(t *testing.T) {
	calendar := agreement.NewCalendar()
	if day, unknown := calendar.After(date(t, "2026-12-31"), 10); day != date(t, "2027-01-14") || !slices.Equal(unknown, []int{2027}) {
		t.Errorf("%s, %v", day, unknown)
	}
	if _, unknown := calendar.After(date(t, "2026-06-30"), 10); unknown != nil {
		t.Errorf("%v", unknown)
	}
	given := agreement.NewCalendar(agreement.Holidays{Year: 2027, Decree: "uji", Days: []agreement.Holiday{{Date: date(t, "2027-01-01"), Name: "Tahun Baru"}}})
	if day, unknown := given.After(date(t, "2026-12-31"), 10); day != date(t, "2027-01-15") || unknown != nil {
		t.Errorf("%s, %v", day, unknown)
	}
}

func TestAGivenYearTakesThePlaceOfTheShippedOne(t *testing.T) {
	only := agreement.NewCalendar(agreement.Holidays{Year: 2026, Decree: "diubah", Days: []agreement.Holiday{{Date: date(t, "2026-08-18"), Name: "x", Joint: true}}})
	if only.Working(date(t, "2026-08-18")) || !only.Working(date(t, "2026-08-17")) || only.Decree(2026) != "diubah" {
		t.Error("the shipped year of 2026 still counts")
	}
	if only.Working(date(t, "2025-08-18")) {
		t.Error("2025 is lost")
	}
}

func TestTheShippedYearsAreThoseOfTheDecrees(t *testing.T) {
	calendar := agreement.NewCalendar()
	for year, want := range map[int]struct {
		number string
		closed int // from Monday to Friday
	}{2025: {"1017/2024", 24}, 2026: {"1497/2025", 21}} {
		closed := 0
		for day := date(t, "2025-01-01"); day.Before(date(t, "2027-01-01")); day = day.Next() {
			y, _, _ := day.Date()
			weekday := day.Midnight().Weekday()
			if y == year && weekday%6 != 0 && !calendar.Working(day) {
				closed++
			}
		}
		if closed != want.closed || !strings.Contains(calendar.Decree(year), want.number) {
			t.Errorf("%d: %d days, %s", year, closed, calendar.Decree(year))
		}
	}
}

func TestAFileOfHolidaysThatIsNoneIsRefused(t *testing.T) {
	const good = "year: 2027\ndecree: SKB 1/2026\ndays:\n  - {date: 2027-01-01, name: Tahun Baru}\n"
	if h, err := agreement.ParseHolidays([]byte(good)); err != nil || h.Year != 2027 || h.Days[0].Date != date(t, "2027-01-01") {
		t.Fatalf("%v, %+v", err, h)
	}
	for name, bad := range map[string]string{
		"nothing":      "",
		"no decree":    strings.Replace(good, "SKB 1/2026", `""`, 1),
		"another year": strings.Replace(good, "2027-01", "2026-01", 1),
		"no such day":  strings.Replace(good, "2027-01-01", "2027-02-29", 1),
		"twice":        good + "  - {date: 2027-01-01, name: lagi}\n",
		"unknown key":  good + "libur: ya\n",
		"no days":      "year: 2027\ndecree: x\ndays: []\n",
		"too long":     good + strings.Repeat("# panjang\n", 4000),
	} {
		if _, err := agreement.ParseHolidays([]byte(bad)); !errors.Is(err, agreement.ErrHolidays) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseHolidays(f *testing.F) {
	f.Add([]byte("year: 2027\ndecree: SKB\ndays:\n  - {date: 2027-01-01, name: Tahun Baru, joint: true}\n"))
	f.Add([]byte("year: 2027\ndays: [&a {date: 2027-01-01}, *a]\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		h, err := agreement.ParseHolidays(file)
		if err == nil && (h.Check() != nil || agreement.NewCalendar(h).Working(h.Days[0].Date)) {
			t.Errorf("%+v", h)
		}
	})
}
