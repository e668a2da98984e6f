package agreement_test

import (
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/problem"
)

func date(t testing.TB, s string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// signed is the agreement as signed on 16 September 2025.
func signed(t testing.TB) agreement.Agreement {
	t.Helper()
	return agreement.Agreement{
		Number:       "400.12/2426/2025",
		ValidFrom:    date(t, "2025-09-16"),
		ValidUntil:   date(t, "2027-09-16"),
		LicenceTypes: []string{"pma", "pmdn"},
		SubjectRoles: []string{"pemohon", "penanggung_jawab"},
		Quota:        agreement.Quota{DailyLimit: 200},
	}
}

func at(t testing.TB, s string) time.Time {
	t.Helper()
	instant, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

// code returns the problem code of err, "" for none.
func code(err error) problem.Code {
	if err == nil {
		return ""
	}
	return problem.As(err).Code
}

func TestAccessIsInForceFromTheFirstToTheLastMomentOfTheDatesInWIB(t *testing.T) { // PKS-4; SPTJM 2, 6
	a, none, bridged := signed(t), time.Time{}, at(t, "2028-01-01T00:00:00+07:00")
	for _, row := range []struct {
		instant string
		bridged time.Time
		state   agreement.State
	}{
		{"2025-09-15T23:59:59.999+07:00", none, agreement.NotYet},
		{"2025-09-16T00:00:00+07:00", none, agreement.InForce},
		{"2025-09-15T17:00:00Z", none, agreement.InForce}, // the same moment
		{"2025-09-16T00:30:00+09:00", none, agreement.NotYet},
		{"2027-09-16T23:59:59.999+07:00", none, agreement.InForce},
		{"2027-09-17T00:00:00+07:00", none, agreement.Finished},
		{"2027-09-16T17:00:00Z", none, agreement.Finished},
		{"2025-09-15T23:59:59.999+07:00", bridged, agreement.NotYet},
		{"2027-09-16T23:59:59.999+07:00", bridged, agreement.InForce},
		{"2027-09-17T00:00:00+07:00", bridged, agreement.Bridged},
		{"2027-12-31T23:59:59.999+07:00", bridged, agreement.Bridged},
		{"2028-01-01T00:00:00+07:00", bridged, agreement.Finished},
	} {
		now := at(t, row.instant)
		if got := a.StateAt(now, row.bridged); got != row.state {
			t.Errorf("%s: state %s, want %s", row.instant, got, row.state)
		}
		if got := code(a.CheckBegun(now)); (got == problem.CodePerjanjianBelumBerlaku) != (row.state == agreement.NotYet) {
			t.Errorf("%s: %q", row.instant, got)
		}
	}
}

func TestOnlyTheWebPortalNeedsNoAddendum(t *testing.T) { // JUKNIS-II.C.1, II.C.3
	a := signed(t)
	now := at(t, "2026-01-05T00:00:00+07:00")
	for _, method := range []string{"lookup", "kesesuaian", ""} {
		if got := code(a.CheckMethod(method, false, now)); got != problem.CodeMetodeBelumDiizinkan {
			t.Errorf("%q without a paper: %q", method, got)
		}
		if err := a.CheckMethod(method, true, now); err != nil {
			t.Errorf("%q against the simulator: %v", method, err)
		}
	}
	if err := a.CheckMethod(agreement.MethodWebPortal, false, now); err != nil {
		t.Error(err)
	}
	a.Addendum = &agreement.Paper{Number: "A-1", Date: date(t, "2026-01-05")}
	if err := a.CheckMethod("lookup", false, now); err != nil {
		t.Errorf("with the paper: %v", err)
	}
	if a.CheckMethod("lookup", false, now.Add(-time.Second)) == nil {
		t.Error("granted on the day before the paper's date")
	}
}

func TestTheRegistryItselfNeedsTheLetterOfTheProofOfConcept(t *testing.T) { // JUKNIS-II.D
	a := signed(t)
	now := at(t, "2026-01-05T00:00:00+07:00")
	if a.CheckProven(false, now) == nil {
		t.Error("proven without a letter")
	}
	if err := a.CheckProven(true, now); err != nil {
		t.Errorf("the simulator: %v", err)
	}
	a.PoCLetter = &agreement.Paper{Number: "P-1", Date: date(t, "2026-01-05")}
	if err := a.CheckProven(false, now); err != nil {
		t.Errorf("with the letter: %v", err)
	}
	if a.CheckProven(false, now.Add(-time.Second)) == nil {
		t.Error("proven on the day before the letter's date")
	}
}

func TestOnlyTheAgreedPurposesAndRolesPass(t *testing.T) { // PKS-1
	a := signed(t)
	for _, row := range []struct {
		licence, role string
		refusal       problem.Code
	}{
		{"pma", "pemohon", ""},
		{"pmdn", "penanggung_jawab", ""},
		{"imb", "pemohon", problem.CodeJenisIzinTidakTerdaftar},
		{"PMA", "pemohon", problem.CodeJenisIzinTidakTerdaftar},
		{"", "pemohon", problem.CodeJenisIzinTidakTerdaftar},
		{"pma", "kuasa", problem.CodePeranTidakDiizinkan},
		{"pma", "pemegang_saham", problem.CodePeranTidakDiizinkan},
		{"pma", "", problem.CodePeranTidakDiizinkan},
		{"imb", "tetangga", problem.CodeJenisIzinTidakTerdaftar},
	} {
		if got := code(a.CheckPurpose(row.licence, row.role)); got != row.refusal {
			t.Errorf("%s for %s: %q, want %q", row.licence, row.role, got, row.refusal)
		}
	}
	a.SubjectRoles = append(a.SubjectRoles, "kuasa")
	if err := a.CheckPurpose("pma", "kuasa"); err != nil {
		t.Errorf("kuasa where configured: %v", err)
	}
}

func TestDatesAndPapersThatContradictEachOtherAreAllNamed(t *testing.T) { // PKS-4
	if err := signed(t).Check(); err != nil {
		t.Fatal(err)
	}
	oneDay := signed(t)
	oneDay.ValidUntil = oneDay.ValidFrom
	if err := oneDay.Check(); err != nil {
		t.Errorf("an agreement of one day: %v", err)
	}
	wrong := signed(t)
	wrong.ValidUntil = date(t, "2025-09-15")
	wrong.Quota.DailyLimit = 0
	got := strings.Split(wrong.Check().Error(), "\n")
	for i, want := range []string{"valid_until: ", "quota.daily_limit: "} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("%q is not line %d of %q", want, i, got)
		}
	}
}
