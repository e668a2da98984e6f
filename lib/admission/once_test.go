package admission_test

import (
	"testing"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/problem"
)

func TestTheSameAccessIsChargedOnce(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		r := request(newID())
		first, err := a.Admit(t.Context(), r)
		again, errAgain := w.replica().Admit(t.Context(), r)
		if err != nil || errAgain != nil || !again.Lease.Equal(first.Lease) || again.Days != first.Days {
			t.Errorf("%+v, %v\n%+v, %v", first, err, again, errAgain)
		}
		w.used(a, 1)
	})
}

func TestTheSameAccessIsChargedOnceAcrossMidnight(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		w.goTo("2026-09-16 23:59:55")
		r := request(newID())
		if _, err := a.Admit(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		w.goTo("2026-09-17 00:00:02")
		again, err := a.Admit(t.Context(), r)
		if err != nil || again.Days[0].String() != "2026-09-16" {
			t.Errorf("%v, %v", again.Days, err)
		}
		w.used(a, 1)
	})
}

func TestAnAccessThatIsOverIsNotAdmittedAgain(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		done, late := w.admit(a), w.admit(a)
		w.settle(a, counted(done))
		w.goTo("2026-09-16 10:01:00")
		for _, id := range []uuid.UUID{done, late} {
			if p := w.refusedAs(a, request(id), problem.CodeSudahDijawab); p.Extra["access_id"] != id.String() {
				t.Errorf("names %v", p.Extra)
			}
		}
		w.used(a, 2)
	})
}

// Two in a hundred replies are lost after Redis has acted. A counter of its own would be charged again by the driver's retry.
func TestLostRepliesChargeOnce(t *testing.T) {
	server := redistest.Start(t)
	proxy := redistest.NewProxy(t, server)
	w := newWorld(t, server.URL())
	a := w.prepared(0, limit(10_000))
	shaky := w.replicaAt(proxy.URL(), limit(10_000))
	proxy.LoseEvery(50)
	for i := range 1000 {
		id := w.admit(shaky)
		if i%4 == 0 {
			w.settle(shaky, neverSent(id))
		}
	}
	if proxy.Lost() < 20 {
		t.Fatalf("only %d replies were lost", proxy.Lost())
	}
	w.used(a, 750)
}

func TestAHitIsGivenBackOnce(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(5)
		id := w.admit(a)
		for range 3 {
			if s := w.settle(a, neverSent(id)); s.Used != 5 {
				t.Errorf("used %d", s.Used)
			}
		}
		w.settle(a, counted(id))
		w.used(a, 5)
	})
}

func TestTheFirstSettlementWins(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id := w.admit(a)
		w.settle(a, counted(id))
		w.settle(a, neverSent(id))
		w.settle(a, exhausted(id))
		w.settle(a, barred(id, problem.CodeGagalLogin))
		if s := w.state(a); s.Used != 1 || s.Exhausted || s.Suspended != nil {
			t.Errorf("%+v", s)
		}
	})
}

func TestALateSettlementActsOnTheDayOfItsAdmission(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		given, full := w.admit(a), w.admit(a)
		w.goTo("2026-09-17 09:00:00")
		w.admit(a)
		w.settle(a, neverSent(given))
		w.settle(a, exhausted(full))
		if s := w.state(a); s.Used != 1 || s.Exhausted || s.Overview.Open != 1 {
			t.Errorf("the 17th: %+v", s)
		}
	})
}

// The admission of a caller that heard nothing may still be on its way when the give-back arrives.
func TestAGiveBackBeforeItsAdmissionBarsIt(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id := newID()
		w.settle(a, neverSent(id))
		w.refusedAs(a, request(id), problem.CodeSudahDijawab)
		w.used(a, 0)
	})
}

func TestAnAccessIDMustBeAUUIDv7(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		w.refusedAs(a, admission.Request{}, problem.CodeKesalahanInternal)
		w.refusedAs(a, request(uuid.New()), problem.CodeKesalahanInternal)
	})
}
