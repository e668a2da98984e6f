package admission_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// records returns the ledger, oldest first.
func (w *world) records() []ledger.Record {
	w.t.Helper()
	entries, err := w.raw().XRange(w.t.Context(), "{simpul}:ledger", "-", "+").Result()
	if err != nil {
		w.t.Fatal(err)
	}
	var all []ledger.Record
	for i, e := range entries {
		r, err := ledger.Decode([]byte(e.Values["r"].(string)))
		if err != nil || e.ID != fmt.Sprintf("0-%d", i+1) || e.Values["m"] != (signer{}).Sign([]byte(e.Values["r"].(string))) {
			w.t.Fatalf("entry %s: %v", e.ID, err)
		}
		all = append(all, r)
	}
	return all
}

func (w *world) sweep(a *admission.Admission, want int) {
	w.t.Helper()
	if n, err := a.Sweep(w.t.Context()); n != want || err != nil {
		w.t.Fatalf("%d swept, want %d; %v", n, want, err)
	}
}

func TestAnAccessWhoseFunctionDiedIsSweptCountedAndOnRecord(t *testing.T) {
	onEach(t, func(w *world) {
		a, dead := w.prepared(0), w.replica()
		r := request(newID())
		r.Record.Subject = ledger.Subject{LicenceType: "nib", SubjectRole: "pemohon", Source: ledger.Typed}
		r.Record.Override = "kembar"
		admitted, err := dead.Admit(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		w.sweep(a, 0) // its lease runs
		w.goTo("2026-09-16 10:02:00")
		w.sweep(a, 1)
		w.sweep(a, 0)
		w.used(a, 1)
		want := admitted.Record
		want.Kind, want.Outcome = ledger.Swept, ledger.Unknown
		if got := w.records()[1]; !reflect.DeepEqual(got, want) {
			t.Errorf("on record\n%+v, want\n%+v", got, want)
		}
	})
}

// The machine that sweeps was off for a week: the hits of before are on record all the same, and those of today are as they were.
func TestAnAccessIsOnRecordHoweverLateItIsSwept_JUKNIS_II_E_6(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		stray, late := w.admit(a), request(newID())
		admitted, err := a.Admit(t.Context(), late)
		if err != nil {
			t.Fatal(err)
		}
		w.goTo("2026-09-23 10:00:00")
		w.settle(a, counted(w.admit(a)))
		w.settle(a, admission.NeverSent(late.AccessID).Recorded(admitted.Record)) // of a day nobody counts any more
		w.sweep(a, 1)
		w.sweep(a, 0)
		w.used(a, 1)
		all := w.records()
		if last := all[len(all)-1]; last.Kind != ledger.Swept || last.AccessID != stray.String() || last.Days[0] != "2026-09-16" {
			t.Errorf("%+v", last)
		}
		for field, value := range w.raw().HGetAll(t.Context(), "{simpul}:quota").Val() {
			if strings.HasPrefix(field, "day:") && strings.HasPrefix(value, "-") {
				t.Errorf("%s: %s", field, value)
			}
		}
	})
}

func TestALateSettlementCorrectsASweepOnce(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		r := request(newID())
		admitted, err := a.Admit(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		w.goTo("2026-09-16 10:02:00")
		w.sweep(a, 1)
		late := admission.NeverSent(r.AccessID).Recorded(admitted.Record)
		w.settle(a, late)
		w.settle(a, late)
		w.settle(a, admission.Counted(r.AccessID).Recorded(admitted.Record))
		w.used(a, 0)
		w.sweep(a, 0)
		if all := w.records(); len(all) != 3 || all[2].Charged || all[2].Kind != ledger.Access || all[2].AccessID != r.AccessID.String() {
			t.Errorf("%+v", all)
		}
	})
}

func TestASweepTakesMoreThanAPage(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, limit(1000))
		for range 230 {
			w.admit(a)
		}
		w.goTo("2026-09-16 10:02:00")
		w.sweep(a, 230)
		w.used(a, 230)
	})
}

// Whatever happens to an access, the ledger has it once, and who settled it has the last word.
func TestEveryAdmissionIsInTheLedgerOnce_PKS_2_2c(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		var ids []string
		for i := range 60 {
			id := w.admit(a)
			ids = append(ids, id.String())
			for range 1 + i%3 { // told again
				switch i % 5 {
				case 0:
					w.settle(a, neverSent(id))
				case 1:
					w.settle(a, exhaustedNot(id))
				case 2:
					w.settle(a, counted(id).Said(resident.Deceased, true))
				case 3:
					w.settle(a, counted(id).LoggedIn("k1:a"))
				}
			}
		}
		w.goTo("2026-09-16 10:02:00")
		w.sweep(a, 12)
		var found []string
		for _, r := range w.records()[1:] {
			found = append(found, r.AccessID)
		}
		slices.Sort(ids)
		slices.Sort(found)
		if !slices.Equal(ids, found) {
			t.Errorf("%d accesses, %d records", len(ids), len(found))
		}
	})
}

func exhaustedNot(id uuid.UUID) admission.Settlement { return counted(id).WithLeft(1000) }

func TestADecisionNeedsASettledAccessAndComesOnce(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id, given := w.admit(a), w.admit(a)
		verdict := officer
		verdict.Decision, verdict.Code = ledger.Sesuai, "cocok"
		decide := func(id uuid.UUID, code problem.Code) {
			t.Helper()
			if err := a.Decide(t.Context(), id, verdict); code == "" && err != nil || code != "" && !problem.Is(err, code) {
				t.Errorf("%v, want %q", err, code)
			}
		}
		decide(id, problem.CodeSedangDiproses)
		w.settle(a, counted(id))
		w.settle(a, neverSent(given))
		decide(id, "")
		decide(id, problem.CodeSudahDijawab)
		decide(given, problem.CodeAksesTidakAda)
		decide(newID(), problem.CodeAksesTidakAda)
		w.goTo("2026-09-19 10:00:30")
		decide(id, problem.CodeAksesTidakAda) // forgotten
		if n := len(w.records()); n != 4 {
			t.Errorf("%d records", n)
		}
	})
}

func TestAPairThatFailedIsUsedByNobodyAndANewOneByOneAtATime_JUKNIS_II_C_2b_3a(t *testing.T) {
	onEach(t, func(w *world) {
		a, other := w.prepared(0), w.replica()
		with := func(pair string) admission.Request {
			r := request(newID())
			r.Login = pair
			return r
		}
		tried := func(pair string) uuid.UUID {
			r := with(pair)
			if _, err := a.Admit(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			return r.AccessID
		}
		w.settle(a, admission.LoginFailed(tried("k1:old"), "k1:old").Recorded(officer))
		w.refusedAs(other, with("k1:old"), problem.CodeGagalLogin)
		id := tried("k1:new")
		if p := w.refusedAs(other, with("k1:new"), problem.CodeLoginDicoba); p.RetryAfter <= 0 {
			t.Error("does not say when")
		}
		w.settle(a, neverSent(id).Using("k1:new")) // told nothing about the pair: the next one tries
		w.settle(a, counted(tried("k1:new")).LoggedIn("k1:new"))
		tried("k1:new")
		tried("k1:new")
		w.refusedAs(other, with("k1:old"), problem.CodeGagalLogin)
		if s := w.state(a); s.Barred.IsZero() || s.Suspended != nil {
			t.Errorf("%+v", s)
		}
		if err := a.Resume(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		tried("k1:old")
	})
}
