package agreement_test

import (
	"slices"
	"testing"

	"simpul/lib/agreement"
)

func TestBothReadingsOfTheReportsDateWarn(t *testing.T) { // PKS-8.1, JUKNIS-V
	a := signed(t)
	for id, want := range map[string][2]string{
		"laporan-sementara-2025-s2": {"2025-12-01", "2025-12-31"}, "laporan-2025-s2": {"2026-01-01", "2026-01-15"},
		"laporan-sementara-2026-s1": {"2026-06-01", "2026-06-30"}, "laporan-2026-s1": {"2026-07-01", "2026-07-14"},
		"laporan-2027-s2": {"2027-09-17", "2027-09-30"}, // the last one, cut short
	} {
		o := owed(t, a, "2026-01-01", id)
		if o.From != date(t, want[0]) || o.Due != date(t, want[1]) {
			t.Errorf("%s: from %s to %s", id, o.From, o.Due)
		}
	}
	for _, o := range a.Obligations(agreement.Standing{Today: date(t, "2026-01-01")}) {
		if o.ID == agreement.Preliminary("2027-S2") || o.ID == agreement.Final("2028-S1") || o.ID == agreement.Final("2025-S1") {
			t.Errorf("%s is owed", o.ID)
		}
	}
}

func TestAReportThatReachesIntoAnUnknownYearSaysSo(t *testing.T) {
	a := signed(t)
	if o := owed(t, a, "2026-11-23", "laporan-2026-s2"); o.Due != date(t, "2027-01-14") || o.Note == "" {
		t.Error(o)
	}
	for today, want := range map[string][]int{"2026-10-31": nil, "2026-11-01": {2027}, "2027-03-01": {2027}, "2027-12-01": {2027}} {
		if got := a.MissingHolidays(date(t, today)); !slices.Equal(got, want) {
			t.Errorf("%s: %v", today, got)
		}
	}
	a.Holidays = []agreement.Holidays{{Year: 2027, Decree: "SKB", Days: []agreement.Holiday{{Date: date(t, "2027-01-01"), Name: "x"}}}}
	if o := owed(t, a, "2026-11-23", "laporan-2026-s2"); o.Due != date(t, "2027-01-15") || o.Note != "" || a.MissingHolidays(date(t, "2026-11-23")) != nil {
		t.Error(o)
	}
}

func TestTheYearThatTheLastReportIsDueInCounts(t *testing.T) {
	a := signed(t)
	a.ValidUntil = date(t, "2026-12-31")
	if got := a.MissingHolidays(date(t, "2026-11-23")); !slices.Equal(got, []int{2027}) {
		t.Error(got)
	}
}

// The report of an agreement that ends in December is final the day after: from then on a preliminary one would be the same again.
func TestAPreliminaryReportIsOwedWhileItsSemesterRuns(t *testing.T) {
	a := signed(t)
	a.ValidUntil = date(t, "2027-12-15")
	if o := owed(t, a, "2027-12-16", agreement.Preliminary("2027-S2")); o.Due != a.ValidUntil || o.State != agreement.Overdue {
		t.Error(o)
	}
	if o := owed(t, a, "2027-12-16", agreement.Final("2027-S2")); o.State != agreement.Due {
		t.Error(o)
	}
}

func TestBridgingGoesOnOwingReports(t *testing.T) { // SPTJM 2, 6
	bridged := func(s *agreement.Standing) { s.Bridged = date(t, "2028-02-10") }
	if o := owed(t, signed(t), "2027-12-01", "laporan-sementara-2027-s2", bridged); o.State != agreement.Due {
		t.Error(o)
	}
	if o := owed(t, signed(t), "2027-12-01", "laporan-2028-s1", bridged); o.From != date(t, "2028-02-11") {
		t.Error(o)
	}
}

func TestAFinalReportClearsThePreliminaryOne(t *testing.T) {
	delivered := func(s *agreement.Standing) {
		s.Delivered = map[string]agreement.Delivery{agreement.Final("2026-S1"): {Paper: agreement.Paper{Number: "1"}}}
	}
	for id, want := range map[string]agreement.ObligationState{agreement.Preliminary("2026-S1"): agreement.Done, agreement.Final("2026-S1"): agreement.Done, agreement.Final("2025-S2"): agreement.Overdue} {
		if o := owed(t, signed(t), "2026-11-23", id, delivered); o.State != want {
			t.Errorf("%s: %s", id, o.State)
		}
	}
	early := func(s *agreement.Standing) {
		s.Delivered = map[string]agreement.Delivery{agreement.Preliminary("2026-S1"): {Paper: agreement.Paper{Number: "1"}}}
	}
	if o := owed(t, signed(t), "2026-11-23", agreement.Final("2026-S1"), early); o.State != agreement.Overdue {
		t.Error("a preliminary report cleared the final one")
	}
}

func TestWhatWentOutByMailIsOwedOnPaperToo(t *testing.T) { // JUKNIS-V.B
	const onPaper = "cetak-2026-s1"
	went := func(d agreement.Delivery) func(*agreement.Standing) {
		return func(s *agreement.Standing) {
			s.Delivered = map[string]agreement.Delivery{agreement.Final("2026-S1"): d, agreement.Preliminary("2026-S1"): d}
		}
	}
	mailed := agreement.Delivery{Paper: agreement.Paper{Number: "1", Date: date(t, "2026-07-02")}, Mailed: true}
	if o := owed(t, signed(t), "2026-07-03", onPaper, went(mailed)); o.State != agreement.Due || o.Due != date(t, "2026-07-14") {
		t.Error(o)
	}
	mailed.Signed = &agreement.Paper{Number: "2", Date: date(t, "2026-07-06")}
	if o := owed(t, signed(t), "2026-07-20", onPaper, went(mailed)); o.State != agreement.Done {
		t.Error(o)
	}
	mailed.Mailed = false
	s := agreement.Standing{Today: date(t, "2026-07-20")}
	went(mailed)(&s)
	if all := signed(t).Obligations(s); slices.ContainsFunc(all, func(o agreement.Obligation) bool { return o.ID == onPaper || o.ID == "cetak-sementara-2026-s1" }) {
		t.Error("a report that people delivered is owed once more")
	}
}
