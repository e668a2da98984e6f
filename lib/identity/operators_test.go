package identity_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

func TestAnOperatorNeedsToBeActiveWithAnNDAAndAnAssignment(t *testing.T) { // JUKNIS-VI.E
	w := newWorld(t, identitytest.EdDSA)
	header := w.header(w.key, w.claims(identity.ScopeVerify))
	for name, row := range map[string]struct {
		change func(*identitytest.Operator)
		code   problem.Code
		cause  string
	}{
		"as it should be":        {func(*identitytest.Operator) {}, "", ""},
		"not active":             {func(o *identitytest.Operator) { o.Active = false }, problem.CodePetugasTidakAktif, ""},
		"no NDA":                 {func(o *identitytest.Operator) { o.NDADate = agreement.Date{} }, problem.CodeNDABelumAda, "missing"},
		"NDA tomorrow":           {func(o *identitytest.Operator) { o.NDADate = day(t, "2026-05-05") }, problem.CodeNDABelumAda, "future"},
		"NDA today":              {func(o *identitytest.Operator) { o.NDADate = day(t, "2026-05-04") }, "", ""},
		"assigned to yesterday":  {func(o *identitytest.Operator) { o.AssignedUntil = day(t, "2026-05-03") }, problem.CodePenugasanBerakhir, ""},
		"assigned to today":      {func(o *identitytest.Operator) { o.AssignedUntil = day(t, "2026-05-04") }, "", ""},
		"not on the list":        {func(o *identitytest.Operator) { o.ID = "petugas-02" }, problem.CodePetugasTidakTerdaftar, ""},
		"inactive comes first":   {func(o *identitytest.Operator) { o.Active, o.NDADate = false, agreement.Date{} }, problem.CodePetugasTidakAktif, ""},
		"allowed nothing at all": {func(o *identitytest.Operator) { o.Scopes = nil }, "", ""},
	} {
		operator := good(t, identity.Scopes()...)
		row.change(&operator)
		must(t, identitytest.WriteOperators(w.dir, operator)) // no restart
		w.expect(name, header, row.code, row.cause)
	}
	if w.log.String() != "" {
		t.Errorf("good lists raised an alarm: %s", w.log.String())
	}
}

func TestAnAssignmentEndsAtMidnightInWIB(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	operator := good(t)
	operator.AssignedUntil = day(t, "2026-05-04")
	must(t, identitytest.WriteOperators(w.dir, operator))
	for instant, code := range map[string]problem.Code{
		"2026-05-04T23:59:59.999+07:00": "",
		"2026-05-05T00:00:00+07:00":     problem.CodePenugasanBerakhir,
		"2026-05-04T17:00:00Z":          problem.CodePenugasanBerakhir,
	} {
		now, err := time.Parse(time.RFC3339Nano, instant)
		must(t, err)
		w.now = now
		w.expect(instant, w.header(w.key, w.claims()), code, "")
	}
}

func TestAnOperatorsIDHasTwoToThirtyOneLetters(t *testing.T) {
	for _, id := range []string{"p1", "0-", "p" + strings.Repeat("-", 30)} {
		w := newWorld(t, identitytest.EdDSA)
		operator := good(t)
		operator.ID = id
		must(t, identitytest.WriteOperators(w.dir, operator))
		w.start()
		w.expect(id, w.header(w.key, w.claims().With("sub", id)), "", "")
	}
}

func TestABrokenListOfOperatorsRefusesToStartWithoutRepeatingIt(t *testing.T) {
	const entry = "operators:\n- {id: petugas-01, active: true, nda_date: 2025-09-20, assigned_until: 2027-09-16, scopes: [admin]}\n"
	for name, row := range map[string]struct{ text, want string }{
		"not YAML":        {"operators: [", "not YAML"},
		"no list":         {"operator: []", "unknown key"},
		"nobody":          {"operators: []", "operators: needs this many entries: 1"},
		"unknown field":   {strings.Replace(entry, "active", "name: Penanda, active", 1), "unknown key"},
		"twice":           {entry + strings.SplitN(entry, "\n", 2)[1], "operators: holds an entry twice"},
		"no id":           {strings.Replace(entry, "petugas-01", "''", 1), "operators[0].id: is missing"},
		"short id":        {strings.Replace(entry, "petugas-01", "p", 1), "operators[0].id: needs 2 to 31"},
		"long id":         {strings.Replace(entry, "petugas-01", "p"+strings.Repeat("x", 31), 1), "operators[0].id: needs 2 to 31"},
		"dash before":     {strings.Replace(entry, "petugas-01", "-petugas-01", 1), "operators[0].id: needs 2 to 31"},
		"blank in it":     {strings.Replace(entry, "petugas-01", "petugas 01", 1), "operators[0].id: needs 2 to 31"},
		"capital id":      {strings.Replace(entry, "petugas-01", "Penanda", 1), "operators[0].id: needs 2 to 31"},
		"NIK as id":       {strings.Replace(entry, "petugas-01", "3303990101900001", 1), "without 16 digits"},
		"NIK with dashes": {strings.Replace(entry, "petugas-01", "n330399-010190-0001", 1), "without 16 digits"},
		"no last day":     {strings.Replace(entry, "assigned_until: 2027-09-16, ", "", 1), "operators[0].assigned_until: is missing"},
		"impossible NDA":  {strings.Replace(entry, "2025-09-20", "2025-02-30", 1), "operators[0].nda_date: not a date"},
		"unknown scope":   {strings.Replace(entry, "[admin]", "[admin, Penanda]", 1), "operators[0].scopes: holds an unknown scope"},
		"scope twice":     {strings.Replace(entry, "[admin]", "[admin, admin]", 1), "operators[0].scopes: holds an entry twice"},
	} {
		w := newWorld(t, identitytest.EdDSA)
		writeFile(t, filepath.Join(w.dir, identitytest.OperatorsFile), row.text)
		_, err := w.build()
		if err == nil || !strings.Contains(err.Error(), "identity: operators_file: ") || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		} else if strings.Contains(err.Error(), "Penanda") || strings.Contains(err.Error(), "990101") {
			t.Errorf("%s: repeated: %v", name, err)
		}
		w.expect(name, w.header(w.key, w.claims()), "", "") // the running process goes on with the last good list
		if !strings.Contains(w.log.String(), "last good one stays") {
			t.Errorf("%s: nothing in the log", name)
		}
	}
}
