package admission_test

import (
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/problem"
)

func TestAnIdempotencyTokenIsGoodForOneAccess(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		token := admission.Token{1}
		first := newID()
		if _, err := a.Admit(t.Context(), request(first, token)); err != nil {
			t.Fatal(err)
		}
		twin := request(newID(), token)
		if p := w.refusedAs(a, twin, problem.CodeSedangDiproses); p.RetryAfter <= 0 || p.RetryAfter > 30*time.Second {
			t.Errorf("in progress for %v", p.RetryAfter)
		}
		w.settle(a, counted(first))
		if p := w.refusedAs(a, twin, problem.CodeSudahDijawab); p.Extra["access_id"] != first.String() {
			t.Errorf("names %v", p.Extra)
		}
		w.admit(a)
		w.used(a, 2)
	})
}

func TestATokenWhoseLeaseRanOutWasAnswered(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		token := admission.Token{1}
		if _, err := a.Admit(t.Context(), request(newID(), token)); err != nil {
			t.Fatal(err)
		}
		w.goTo("2026-09-16 10:01:00")
		w.refusedAs(a, request(newID(), token), problem.CodeSudahDijawab)
		w.used(a, 1)
	})
}

func TestAGiveBackFreesTheToken(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		token := admission.Token{1}
		for range 3 {
			id := newID()
			if _, err := a.Admit(t.Context(), request(id, token)); err != nil {
				t.Fatal(err)
			}
			w.settle(a, neverSent(id))
		}
		w.used(a, 0)
	})
}

func TestATokenIsForgottenAfterThreeDays(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		r := request(newID(), admission.Token{1})
		if _, err := a.Admit(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		w.goTo("2026-09-19 09:59:00")
		r.AccessID = newID()
		w.refusedAs(a, r, problem.CodeSudahDijawab)
		w.goTo("2026-09-19 10:01:00")
		if _, err := a.Admit(t.Context(), r); err != nil {
			t.Error(err)
		}
	})
}
