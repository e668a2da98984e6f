package report_test

import (
	"errors"
	"testing"
	"time"

	"simpul/lib/report"
)

func TestASemesterIsReadAndKnowsItsDays(t *testing.T) { // PKS-8.1
	for name, days := range map[string][2]string{
		"2026-S1": {"2026-01-01", "2026-06-30"}, "2026-S2": {"2026-07-01", "2026-12-31"}, "2028-S1": {"2028-01-01", "2028-06-30"},
	} {
		p := period(t, name)
		if p.Name != name || p.First.String() != days[0] || p.Last.String() != days[1] || p.Partial {
			t.Errorf("%s: %+v", name, p)
		}
		for _, day := range days {
			if got := report.SemesterOf(date(t, day)); got != p {
				t.Errorf("%s falls in %+v", day, got)
			}
		}
	}
	for _, name := range []string{"", "2026", "2026-S3", "2026-S0", "2026S1", "2026-s1", "2026-S1 ", "26-S1", "0001-S1", "x026-S1", "2026-S12"} {
		if _, err := report.ParseSemester(name); !errors.Is(err, report.ErrPeriodForm) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestTheFirstAndTheLastSemesterArePartial(t *testing.T) { // PKS-4, PKS-8.1
	signed, ends := date(t, "2025-09-16"), date(t, "2027-09-16")
	for name, want := range map[string][2]string{
		"2025-S2": {"2025-09-16", "2025-12-31"}, "2026-S1": {"2026-01-01", "2026-06-30"}, "2027-S2": {"2027-07-01", "2027-09-16"},
	} {
		p, err := period(t, name).Within(signed, ends)
		whole := name == "2026-S1"
		if err != nil || p.First.String() != want[0] || p.Last.String() != want[1] || p.Partial == whole || p.Name != name {
			t.Errorf("%s: %v, %+v", name, err, p)
		}
	}
	for _, name := range []string{"2025-S1", "2028-S1"} {
		if _, err := period(t, name).Within(signed, ends); !errors.Is(err, report.ErrOutside) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnyOtherPeriodHasBounds(t *testing.T) { // PKS-8.3
	one := part(t, "2026-03-05", "2026-03-05")
	if one.Name != "2026-03-05..2026-03-05" || one.First != one.Last {
		t.Errorf("%+v", one)
	}
	for days, want := range map[[2]string]error{
		{"2026-03-06", "2026-03-05"}: report.ErrPeriodOrder,
		{"2025-01-01", "2074-12-31"}: report.ErrPeriodLong,
		{"2024-02-29", "2029-03-01"}: report.ErrPeriodLong,
		{"2024-02-29", "2029-02-28"}: nil,
	} {
		if _, err := report.Span(date(t, days[0]), date(t, days[1])); !errors.Is(err, want) {
			t.Errorf("%v: %v, want %v", days, err, want)
		}
	}
}

func TestAPeriodIsOverAtMidnightInWIB(t *testing.T) {
	p := period(t, "2026-S1")
	for instant, want := range map[string][2]bool{ // begun, over
		"2025-12-31T16:59:59Z": {false, false}, "2025-12-31T17:00:00Z": {true, false},
		"2026-06-30T16:59:59Z": {true, false}, "2026-06-30T17:00:00Z": {true, true},
	} {
		now, err := time.Parse(time.RFC3339, instant)
		if got := [2]bool{p.Begun(now), p.Over(now)}; err != nil || got != want {
			t.Errorf("%s: %v", instant, got)
		}
	}
}

func FuzzParseSemester(f *testing.F) {
	for _, seed := range []string{"2026-S1", "2025-S2", "", "0000-S1", "9999-S2", "2026-S3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := report.ParseSemester(s)
		if err == nil && (p.Name != s || report.SemesterOf(p.First) != p || report.SemesterOf(p.Last) != p) {
			t.Errorf("%q became %+v", s, p)
		}
	})
}
