package agreement_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"simpul/lib/agreement"
)

func TestADayBeginsAtMidnightInWIB(t *testing.T) { // JUKNIS-II.B.1
	for instant, want := range map[string]string{
		"2026-03-31T16:59:59.999999999Z": "2026-03-31",
		"2026-03-31T17:00:00Z":           "2026-04-01",
		"2026-04-01T00:00:00+07:00":      "2026-04-01",
		"2026-12-31T23:59:59-08:00":      "2027-01-01",
	} {
		if got := agreement.DateOf(at(t, instant)).String(); got != want {
			t.Errorf("%s lies on %s, want %s", instant, got, want)
		}
	}
	if got, want := date(t, "2026-04-01").Midnight(), at(t, "2026-03-31T17:00:00Z"); !got.Equal(want) {
		t.Errorf("midnight is %s", got)
	}
}

func TestTheFollowingDayKnowsTheCalendar(t *testing.T) {
	for day, want := range map[string]string{
		"2028-02-28": "2028-02-29", "2027-02-28": "2027-03-01", "2026-12-31": "2027-01-01", "2026-04-30": "2026-05-01",
	} {
		if got := date(t, day).Next(); got != date(t, want) {
			t.Errorf("after %s comes %s, want %s", day, got, want)
		}
	}
}

func TestDatesHaveAnOrderAndCompareAsValues(t *testing.T) {
	a, b := date(t, "2026-01-31"), date(t, "2026-02-01")
	if !a.Before(b) || b.Before(a) || a.Before(a) {
		t.Error("Before is no order")
	}
	made, err := agreement.NewDate(2026, time.January, 31)
	if err != nil || made != a || agreement.DateOf(a.Midnight()) != a {
		t.Errorf("one day has several values: %v", err)
	}
	if y, m, d := a.Date(); y != 2026 || m != time.January || d != 31 {
		t.Errorf("%d-%d-%d", y, m, d)
	}
}

func TestImpossibleDaysAreRefused(t *testing.T) {
	for _, day := range [][3]int{{2027, 2, 29}, {2026, 2, 31}, {2026, 13, 1}, {2026, 0, 1}, {2026, 4, 31}, {2026, 1, 0}, {999, 1, 1}, {1, 1, 1}, {10000, 1, 1}} {
		if d, err := agreement.NewDate(day[0], time.Month(day[1]), day[2]); !errors.Is(err, agreement.ErrNoSuchDay) || !d.IsZero() {
			t.Errorf("%v: %s, %v", day, d, err)
		}
	}
	for _, text := range []string{"", "2026-2-01", "2026-02-1", "26-02-01", "2026-02-30", "2026-02-01 ", "2026-02-01T00:00:00Z", "01-02-2026", "2026/02/01", "٢٠٢٦-٠٢-٠١", "-026-02-01"} {
		if d, err := agreement.ParseDate(text); !errors.Is(err, agreement.ErrDateForm) || !d.IsZero() {
			t.Errorf("%q: %s, %v", text, d, err)
		}
	}
	if _, err := agreement.ParseDate("0001-01-01"); !errors.Is(err, agreement.ErrNoSuchDay) {
		t.Errorf("the zero date was read: %v", err)
	}
}

func TestDatesTravelAsTextAndAForgottenOneIsRefused(t *testing.T) {
	var paper struct{ Date agreement.Date }
	if err := json.Unmarshal([]byte(`{"Date":"2026-02-01"}`), &paper); err != nil || paper.Date != date(t, "2026-02-01") {
		t.Errorf("%v, %s", err, paper.Date)
	}
	if out, err := json.Marshal(paper); err != nil || string(out) != `{"Date":"2026-02-01"}` {
		t.Errorf("%v, %s", err, out)
	}
	if err := json.Unmarshal([]byte(`{"Date":""}`), &paper); err == nil {
		t.Error(`"" became a date`)
	}
	if (agreement.Date{}).String() != "" || !(agreement.Date{}).IsZero() || !agreement.DateOf(time.Time{}).IsZero() {
		t.Error("no date is some date")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2025-09-16", "2028-02-29", "0000-00-00", "0001-01-01", "9999-12-31", "2026-02-30", "2026-1-1", "x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := agreement.ParseDate(s)
		if err != nil {
			if !d.IsZero() || err.Error() != agreement.ErrDateForm.Error() && err.Error() != agreement.ErrNoSuchDay.Error() {
				t.Fatalf("%q: %s, %v", s, d, err)
			}
			return
		}
		if d.IsZero() || d.String() != s || agreement.DateOf(d.Midnight()) != d || !d.Before(d.Next()) {
			t.Fatalf("%q became %s", s, d)
		}
	})
}
