package admission_test

import (
	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/problem"
)

var paper = admission.Basis{Code: "poc", Paper: "400.12/1"}

func limit(n int64) func(*admission.Settings) {
	return func(s *admission.Settings) { s.Quota.DailyLimit = n }
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// admit asks for one access under a new id and expects it.
func (w *world) admit(a *admission.Admission) uuid.UUID {
	w.t.Helper()
	id := newID()
	if _, err := a.Admit(w.t.Context(), admission.Request{AccessID: id}); err != nil {
		w.t.Fatalf("not admitted: %v", err)
	}
	return id
}

// refused asks for one access under a new id and expects that problem.
func (w *world) refused(a *admission.Admission, code problem.Code) *problem.Problem {
	w.t.Helper()
	return w.refusedAs(a, admission.Request{AccessID: newID()}, code)
}

func (w *world) refusedAs(a *admission.Admission, r admission.Request, code problem.Code) *problem.Problem {
	w.t.Helper()
	_, err := a.Admit(w.t.Context(), r)
	if !problem.Is(err, code) {
		w.t.Fatalf("want %s, got %v", code, err)
	}
	return problem.As(err)
}

func (w *world) settle(a *admission.Admission, s admission.Settlement) admission.State {
	w.t.Helper()
	state, err := a.Settle(w.t.Context(), s)
	if err != nil {
		w.t.Fatalf("not settled: %v", err)
	}
	return state
}

func (w *world) state(a *admission.Admission) admission.State {
	w.t.Helper()
	s, err := a.State(w.t.Context())
	if err != nil {
		w.t.Fatalf("no state: %v", err)
	}
	return s
}

// used expects that many hits today.
func (w *world) used(a *admission.Admission, want int64) {
	w.t.Helper()
	if got := w.state(a).Used; got != want {
		w.t.Fatalf("%d hits used, want %d", got, want)
	}
}
