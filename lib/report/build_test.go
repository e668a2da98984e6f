package report_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/report"
	"simpul/lib/report/reporttest"
)

func TestALedgerThatDoesNotHoldYieldsNoFigures(t *testing.T) {
	book := reporttest.Semester("2026-01-05", "2026-06-26", 300)
	book.Entries[141] = ledgertest.Entry(142, ledgertest.Access(9999))
	_, err := report.Build(ledgertest.Items(book.Items()), input(t, book, period(t, "2026-S1")))
	bad, isBad := errors.AsType[*ledger.Bad](err)
	if !isBad || bad.Seq != 142 || bad.Wrong != ledger.Changed {
		t.Errorf("%v", err)
	}
}

func TestAnotherOfficesKeyProvesNothing(t *testing.T) {
	book := reporttest.Semester("2026-01-05", "2026-06-26", 50)
	in := input(t, book, period(t, "2026-S1"))
	in.Proof.Trust = ledgertest.SealKeys(ledgertest.KeyLine("s2")).Public()
	if _, err := report.Build(ledgertest.Items(book.Items()), in); err == nil {
		t.Error("a ledger sealed by a stranger was counted")
	}
}

func TestTheReportOfAPeriodIsTheSameWhateverComesAfter(t *testing.T) {
	short := build(t, reporttest.Semester("2026-01-05", "2026-06-26", 400), part(t, "2026-01-01", "2026-03-31"))
	book := reporttest.Semester("2026-01-05", "2026-06-26", 400)
	book.Record(ledgertest.Access(70_000, func(r *ledger.Record) {
		r.At = time.Date(2026, 7, 1, 3, 0, 0, 0, time.UTC)
		r.Days = [2]string{"2026-07-01", "2026-07-01"}
	}))
	long := build(t, book, part(t, "2026-01-01", "2026-03-31"))
	if long.Ledger.Unsealed != 1 {
		t.Errorf("%+v", long.Ledger)
	}
	long.Ledger, long.AsOf = short.Ledger, short.AsOf
	a, errA := short.JSON()
	b, errB := long.JSON()
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Error("what came after the period changed its figures")
	}
}

func TestAReportOfAPeriodThatRunsIsPreliminary(t *testing.T) {
	book := reporttest.Semester("2026-01-05", "2026-06-26", 20)
	in := input(t, book, period(t, "2026-S1"))
	in.Now = time.Date(2026, 6, 30, 16, 59, 0, 0, time.UTC)
	f, err := report.Build(ledgertest.Items(book.Items()), in)
	if err != nil || !f.Period.Preliminary || build(t, book, period(t, "2026-S1")).Period.Preliminary {
		t.Errorf("%v, %+v", err, f.Period)
	}
}

// The totals of 30 June go into the first seal of July: before it there is no final report, whatever the clock says.
func TestAReportIsPreliminaryUntilTheTotalsOfItsLastDayAreSealed(t *testing.T) {
	book := reporttest.Semester("2026-01-05", "2026-06-26", 20)
	last := wib(t, "2026-06-30 14:00:00")
	book.Record(ledgertest.Access(70_000, func(r *ledger.Record) {
		r.At, r.Days = last, [2]string{"2026-06-30", "2026-07-01"} // it may straddle
	}))
	book.Seal(ledger.Draft{At: last.Add(time.Minute)})
	if !build(t, book, period(t, "2026-S1")).Period.Preliminary {
		t.Error("final without the statuses of its last day")
	}
	book.Seal(ledger.Draft{At: wib(t, "2026-07-01 00:01:00"), Totals: ledger.Totals{"2026-06-30": {"status:found": 1}}})
	if build(t, book, period(t, "2026-S1")).Period.Preliminary {
		t.Error("preliminary with all there is")
	}
}

func TestMidnightInWIBPartsSemesters(t *testing.T) {
	book := ledgertest.NewBook(0, 1)
	for i, a := range []struct {
		at   string
		days [2]string
	}{
		{"2026-06-30 23:59:59", [2]string{"2026-06-30", "2026-06-30"}},
		{"2026-06-30 23:59:59", [2]string{"2026-06-30", "2026-07-01"}}, // it may straddle, and uses up both days
		{"2026-07-01 00:00:00", [2]string{"2026-07-01", "2026-07-01"}},
	} {
		book.Record(ledgertest.Access(70_000+i, func(r *ledger.Record) { r.At, r.Days = wib(t, a.at), a.days }))
	}
	for name, want := range map[string][2]int64{"2026-S1": {2, 2}, "2026-S2": {1, 2}} { // accesses, quota
		a := build(t, book, period(t, name)).Accesses
		if got := [2]int64{a.Total, a.Quota.Used}; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if f := build(t, book, part(t, "2026-06-30", "2026-06-30")); f.Accesses.Total != 2 || f.Documents.Balance.Units != 2 {
		t.Errorf("the one day: %+v", f.Accesses)
	}
}

func TestALedgerWithoutAWordHasAReportOfNothing(t *testing.T) {
	f := build(t, &ledgertest.Book{Keys: ledgertest.SealKeys(ledgertest.KeyLine("s1"))}, period(t, "2026-S1"))
	if f.Accesses.Total != 0 || !f.Documents.Balance.Holds() || f.Accesses.Line.PerMille != 1000 || len(f.Accesses.Months) != 6 || f.Ledger.Seal != nil {
		t.Errorf("%+v", f)
	}
	if f.AsOf.Format(time.DateOnly) != "2025-12-31" { // midnight in WIB
		t.Errorf("as of %s", f.AsOf)
	}
}

func TestAPeriodAcrossYearsHasItsMonthsInOrder(t *testing.T) { // PKS-8.3
	f := build(t, reporttest.Semester("2025-11-03", "2026-03-31", 300), part(t, "2025-12-15", "2026-02-28"))
	var months []string
	sum := int64(0)
	for _, m := range f.Accesses.Months {
		months, sum = append(months, m.Month), sum+m.Accesses
	}
	if !slices.Equal(months, []string{"2025-12", "2026-01", "2026-02"}) || sum != f.Accesses.Total || sum == 0 || f.Period.Name != "2025-12-15..2026-02-28" {
		t.Errorf("%v, %d of %d", months, sum, f.Accesses.Total)
	}
}

func TestSmallCellsOfTwoDimensionsAreHidden(t *testing.T) {
	for _, n := range []int{30, 60, 400} {
		f := build(t, reporttest.Semester("2026-01-05", "2026-06-26", n), period(t, "2026-S1"))
		c := f.Accesses.Crossed
		for row := range c.Cells {
			if slices.ContainsFunc(c.Cells[row], func(n int64) bool { return 0 < n && n < 5 }) {
				t.Errorf("%d accesses: %v shows a small cell", n, c.Cells[row])
			}
		}
	}
}

func TestOpenUnitsHaveAnAge(t *testing.T) {
	book := ledgertest.NewBook(10, 10) // ten units of 16 September 2025
	for last, want := range map[string]int{"2025-09-23": 0, "2025-09-24": 1, "2025-10-16": 1, "2025-10-17": 2, "2025-12-15": 2, "2025-12-16": 3} {
		ages := build(t, book, part(t, "2025-09-16", last)).Documents.Balance.Ages
		if ages[want].Units != 10 || len(ages) != 4 {
			t.Errorf("%s: %+v", last, ages)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1_000, 20_000, 200_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			book := reporttest.Semester("2026-01-05", "2026-06-26", n)
			in, all := input(b, book, period(b, "2026-S1")), book.Items()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := report.Build(ledgertest.Items(all), in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
