package admission_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// shipped are the thresholds of deploy/local/config.yaml.
func shipped(s *admission.Settings) {
	s.Guard = config.Guard{
		Operator: config.Pace{Interval: 30 * time.Second, Burst: 6}, Office: config.Pace{Interval: 5 * time.Second, Burst: 10},
		Sequential: 3, Patterned: 4, Guesses: 5, Stuffing: 10, Repeat: time.Minute, Rechecks: 3,
	}
}

// unpaced are the same without the pace.
func unpaced(s *admission.Settings) {
	shipped(s)
	s.Guard.Operator, s.Guard.Office = fast, fast
}

// somebody asks about a stranger who shares one bucket with others.
func somebody(family int, bucket string) admission.Request {
	r := request(newID())
	r.Evidence[0].Runs[family] = bucket
	return r
}

// asked admits and settles.
func (w *world) asked(a *admission.Admission, r admission.Request, status resident.Status, proven bool) {
	w.t.Helper()
	admitted, err := a.Admit(w.t.Context(), r)
	if err != nil {
		w.t.Fatalf("not admitted: %v", err)
	}
	w.settle(a, admission.Counted(r.AccessID).Said(status, proven).Recorded(admitted.Record))
}

func TestOnlyUnprovenAccessesMakeARun_JUKNIS_II_E_1(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		for range 10 { // a family, whose names agree
			w.asked(a, somebody(0, "k1:r0"), resident.Found, true)
		}
		for range 2 {
			w.asked(a, somebody(0, "k1:r0"), resident.Found, false)
		}
		w.refusedAs(a, somebody(0, "k1:r0"), problem.CodePolaBerurutan)
		w.asked(a, somebody(0, "k1:other"), resident.Found, false)
	})
}

func TestAPatternIsHeldAtItsFourth_JUKNIS_II_E_1(t *testing.T) {
	for family := 1; family < admission.Families; family++ {
		onEach(t, func(w *world) {
			a := w.prepared(0, unpaced)
			for range 3 {
				w.asked(a, somebody(family, "k1:r"), resident.Found, false)
			}
			w.refusedAs(a, somebody(family, "k1:r"), problem.CodePolaTeratur)
		})
	}
}

func TestAccessesUnderWayCountInARunBeforeTheirAnswer(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		for range 2 {
			if _, err := a.Admit(t.Context(), somebody(0, "k1:r0")); err != nil {
				t.Fatal(err)
			}
		}
		w.refusedAs(a, somebody(0, "k1:r0"), problem.CodePolaBerurutan)
	})
}

// twiceEach asks about two strangers of one run, shown or not, and about both again with proof.
func (w *world) twiceEach(a *admission.Admission, showing bool) {
	w.t.Helper()
	for range 2 {
		first := somebody(0, "k1:r0")
		admitted, err := a.Admit(w.t.Context(), first)
		if err != nil {
			w.t.Fatal(err)
		}
		end := admission.Counted(first.AccessID).Said(resident.Found, false).Recorded(admitted.Record)
		if showing {
			end = end.Showing()
		}
		w.settle(a, end)
		second := first
		second.AccessID, second.Recheck = newID(), true
		w.asked(a, second, resident.Found, true)
	}
}

// Who looks a name up by show and asks again with it has proven nothing.
func TestAProofAfterSeeingElementsDoesNotWipeTheTrace(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		w.twiceEach(a, true)
		w.refusedAs(a, somebody(0, "k1:r0"), problem.CodePolaBerurutan)
	})
}

func TestAClaimThatIsMendedLeavesNoTrace(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		w.twiceEach(a, false)
		w.asked(a, somebody(0, "k1:r0"), resident.Found, false)
	})
}

func TestAnAccessThatNeverLeftLeavesNoTrace(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		r := somebody(0, "k1:r0")
		for range 5 { // the line is down, the officer tries again
			r.AccessID = newID()
			if _, err := a.Admit(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			w.settle(a, neverSent(r.AccessID))
		}
		w.used(a, 0)
	})
}

func TestACardIsPacedAndCountedInItsApplicationOnly(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		card := func() admission.Request {
			r := somebody(0, "k1:r0")
			r.Record.Source, r.Record.Consent, r.Evidence[0].Application = ledger.Card, ledger.ConsentRead, "k1:s0"
			return r
		}
		for range 10 {
			w.asked(a, card(), resident.Found, false)
		}
		w.refusedAs(a, card(), problem.CodePolaMenumpuk)
	})
}

func TestFiveWrongGuessesHoldAnOperatorUntilUnlocked(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		for i := range 5 {
			w.asked(a, request(newID()), []resident.Status{resident.NotFound, resident.InvalidFormat}[i%2], false)
		}
		w.refused(a, problem.CodePolaMenebak)
		other := request(newID())
		other.Record.Operator = "petugas-02"
		w.asked(a, other, resident.Found, true)
		if err := a.Unlock(t.Context(), "petugas-01", paper); err != nil {
			t.Fatal(err)
		}
		w.admit(a)
	})
}

func TestWhatTheGuardRemembersIsForgottenWithinADay(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		for range 2 {
			w.asked(a, somebody(0, "k1:r0"), resident.Found, false)
		}
		w.goTo("2026-09-16 23:59:00") // the next slot still counts
		p := w.refusedAs(a, somebody(0, "k1:r0"), problem.CodePolaBerurutan)
		if p.RetryAfter > 12*time.Hour+time.Minute || p.RetryAfter < 12*time.Hour {
			t.Errorf("again after %v", p.RetryAfter)
		}
		w.goTo("2026-09-17 00:00:01")
		w.asked(a, somebody(0, "k1:r0"), resident.Found, false)
	})
}

func TestAnOperatorGetsSixAtOnceAndThenOneEachHalfMinute(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, shipped)
		for range 6 {
			w.admit(a)
		}
		p := w.refused(a, problem.CodeTerlaluCepat)
		if p.RetryAfter > 30*time.Second || p.RetryAfter < 25*time.Second {
			t.Errorf("again after %v", p.RetryAfter)
		}
		w.goTo("2026-09-16 10:00:31")
		w.admit(a)
		w.refused(a, problem.CodeTerlaluCepat)
	})
}

func TestTheOfficeIsPacedAcrossOperators(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, shipped)
		for i := range 10 {
			r := request(newID())
			r.Record.Operator = fmt.Sprintf("petugas-%02d", i)
			if _, err := a.Admit(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
		r := request(newID())
		r.Record.Operator = "petugas-99"
		w.refusedAs(a, r, problem.CodeTerlaluCepat)
	})
}

// While the guard's keys rotate, a run is seen under both.
func TestARunIsSeenOverARotationOfKeys(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, unpaced)
		for range 2 {
			w.asked(a, somebody(0, "old:r0"), resident.Found, false)
		}
		r := somebody(0, "new:r0")
		old := stranger()
		old.Runs[0] = "old:r0"
		r.Evidence = append(r.Evidence, old)
		w.refusedAs(a, r, problem.CodePolaBerurutan)
	})
}

func TestAnOverrideGoesOnAndSaysPastWhat(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0, shipped)
		for range 6 {
			w.admit(a)
		}
		r := request(newID())
		r.Override = true
		admitted, err := a.Admit(t.Context(), r)
		if err != nil || admitted.Hold != problem.CodeTerlaluCepat || admitted.Record.Hold != string(problem.CodeTerlaluCepat) {
			t.Errorf("%+v, %v", admitted, err)
		}
		again, err := a.Admit(t.Context(), r) // the answer was lost
		if err != nil || again.Hold != admitted.Hold || !reflect.DeepEqual(again.Record, admitted.Record) {
			t.Errorf("again %+v, %v", again, err)
		}
	})
}

func TestAdmitNeedsEvidence(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		w.refusedAs(a, admission.Request{AccessID: uuid.Must(uuid.NewV7()), Record: officer}, problem.CodeKesalahanInternal)
		w.used(a, 0)
	})
}
