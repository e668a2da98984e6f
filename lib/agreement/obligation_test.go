package agreement_test

import (
	"slices"
	"strings"
	"testing"

	"simpul/lib/agreement"
)

// owed returns the obligation of that id on a day.
func owed(t testing.TB, a agreement.Agreement, today, id string, change ...func(*agreement.Standing)) agreement.Obligation {
	t.Helper()
	s := agreement.Standing{Today: date(t, today)}
	for _, c := range change {
		c(&s)
	}
	all := a.Obligations(s)
	i := slices.IndexFunc(all, func(o agreement.Obligation) bool { return o.ID == id })
	if i < 0 {
		t.Fatalf("there is no %s in %+v", id, all)
	}
	return all[i]
}

func TestAnObligationComesIsDueAndIsOverdueUntilItIsOnRecord(t *testing.T) {
	a, paper := signed(t), agreement.Paper{Number: "400.12/77", Date: date(t, "2026-07-10")}
	delivered := func(s *agreement.Standing) {
		s.Delivered = map[string]agreement.Delivery{"laporan-2026-s1": {Paper: paper}}
	}
	for _, row := range []struct {
		today string
		state agreement.ObligationState
		days  int
		warns bool
	}{
		{"2026-05-15", agreement.Coming, 60, true}, {"2026-06-30", agreement.Coming, 14, true}, {"2026-07-01", agreement.Due, 13, false},
		{"2026-07-07", agreement.Due, 7, true}, {"2026-07-13", agreement.Due, 1, true}, {"2026-07-14", agreement.Due, 0, false},
		{"2026-07-15", agreement.Overdue, -1, true}, {"2026-07-16", agreement.Overdue, -2, false}, {"2026-07-22", agreement.Overdue, -8, true},
	} {
		o := owed(t, a, row.today, "laporan-2026-s1")
		if o.State != row.state || o.Days != row.days || o.Warns() != row.warns {
			t.Errorf("%s: %s, %d days, warns %t", row.today, o.State, o.Days, o.Warns())
		}
		if o = owed(t, a, row.today, "laporan-2026-s1", delivered); o.State != agreement.Done || *o.Done != paper || o.Warns() {
			t.Errorf("%s: delivered, and %s", row.today, o.State)
		}
	}
}

func TestTheAgreementsOwnDatesAreCounted(t *testing.T) {
	a := signed(t)
	for id, due := range map[string]string{"iso-27001": "2026-03-16", "perpanjangan": "2027-07-16", "akhir-perjanjian": "2027-09-16"} {
		if o := owed(t, a, "2026-11-23", id); o.Due != date(t, due) {
			t.Errorf("%s is due on %s", id, o.Due)
		}
	}
	if o := owed(t, a, "2026-11-23", "iso-27001"); o.State != agreement.Overdue {
		t.Error(o.State)
	}
	a.Owed = []agreement.Owed{{ID: "iso-27001", Done: &agreement.Paper{Number: "IS-1", Date: date(t, "2026-02-01")}},
		{ID: "sertifikat-tls", Title: "Sertifikat TLS", Due: date(t, "2027-01-01")}}
	if o := owed(t, a, "2026-11-23", "iso-27001"); o.State != agreement.Done || o.Done.Number != "IS-1" {
		t.Error(o)
	}
	if o := owed(t, a, "2026-11-23", "sertifikat-tls"); o.State != agreement.Due {
		t.Error(o)
	}
	a.ValidFrom, a.ValidUntil = date(t, "2027-08-31"), date(t, "2028-04-30") // months without such a day
	for id, due := range map[string]string{"iso-27001": "2028-02-29", "perpanjangan": "2028-02-29"} {
		if o := owed(t, a, "2028-01-01", id); o.Due != date(t, due) {
			t.Errorf("%s is due on %s", id, o.Due)
		}
	}
}

func TestOperatorsAndChangesOfOfficeAreOwedFor(t *testing.T) { // JUKNIS-VI.E, VI.H
	a := signed(t)
	a.Changes = []agreement.Change{{Date: date(t, "2026-10-01"), SPTJM: &agreement.Paper{Number: "1", Date: date(t, "2026-10-02")}}}
	if o := owed(t, a, "2026-11-23", "sptjm-2026-10-01"); o.State != agreement.Done {
		t.Error(o)
	}
	for _, id := range []string{"surat-perubahan-2026-10-01", "user-id-2026-10-01", "penanda-tangan-2026-10-01"} {
		if o := owed(t, a, "2026-11-23", id); o.State != agreement.Overdue {
			t.Error(o)
		}
	}
	people := func(s *agreement.Standing) {
		s.Operators = []agreement.Assignment{{Operator: "petugas-01", NDA: date(t, "2025-09-16"), Until: date(t, "2026-12-31")}, {Operator: "petugas-02", Until: date(t, "2027-06-30")}}
	}
	if o := owed(t, a, "2026-11-23", "penugasan-2026-12-31", people); o.State != agreement.Due || o.Days != 38 {
		t.Error(o)
	}
	if o := owed(t, a, "2026-11-23", "nda-2027-06-30", people); o.State != agreement.Due {
		t.Error(o)
	}
}

func TestAnObligationOfTheOfficesOwnNeedsTitleAndDay(t *testing.T) {
	a := signed(t)
	a.Owed = []agreement.Owed{{ID: "iso-27001"}, {ID: "kunci", Title: "Kunci"}}
	if err := a.Check(); err == nil || err.Error() != "obligations[1]: needs title and due, or an id of the agreement's" {
		t.Error(err)
	}
	a.Owed, a.Holidays = nil, []agreement.Holidays{{Year: 2027, Decree: "x"}}
	if a.Check() == nil {
		t.Error("a year without days was taken")
	}
}

func TestAStepLastsUntilTheNextSoThatNoneIsMissed(t *testing.T) {
	a := signed(t)
	for today, want := range map[string]int{
		"2026-05-14": 0, "2026-05-15": 60, "2026-06-13": 60, "2026-06-14": 30, "2026-06-29": 30, "2026-06-30": 14, "2026-07-06": 14,
		"2026-07-07": 7, "2026-07-12": 7, "2026-07-13": 1, "2026-07-14": 1, "2026-07-15": -1, "2026-07-21": -1, "2026-07-22": -2, "2027-07-14": -53,
	} {
		if got := owed(t, a, today, "laporan-2026-s1").Step(); got != want {
			t.Errorf("%s: %d, want %d", today, got, want)
		}
	}
	delivered := func(s *agreement.Standing) {
		s.Delivered = map[string]agreement.Delivery{"laporan-2026-s1": {Paper: agreement.Paper{Number: "1"}}}
	}
	if got := owed(t, a, "2026-07-20", "laporan-2026-s1", delivered).Step(); got != 0 {
		t.Errorf("delivered: %d", got)
	}
}

func TestSAMsAreOwedForUntilAllWentBack(t *testing.T) { // JUKNIS-IV.E, PKS-9.4
	a := signed(t)
	a.SAM = []agreement.SAM{{Serial: "1", Returned: date(t, "2027-01-05")}, {Serial: "2"}}
	if o := owed(t, a, "2027-08-01", "sam"); o.State != agreement.Due || o.Due != date(t, "2027-09-16") || !strings.Contains(o.Title, "1 kartu") {
		t.Error(o)
	}
	if o := owed(t, a, "2027-10-01", "sam", func(s *agreement.Standing) { s.Bridged = date(t, "2027-12-31") }); o.Due != date(t, "2027-12-31") {
		t.Error(o)
	}
	a.SAM[1].Returned = date(t, "2027-09-20")
	if o := owed(t, a, "2027-10-01", "sam"); o.State != agreement.Done || o.Done.Date != date(t, "2027-09-20") {
		t.Error(o)
	}
}
