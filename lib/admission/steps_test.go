package admission_test

import (
	"fmt"
	"sync/atomic"

	"github.com/google/uuid"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

var paper = admission.Basis{Operator: "admin-01", Code: "poc", Paper: "400.12/1"}

// dated is paper with its date.
func dated() admission.Basis {
	b := paper
	b.PaperDate, _ = agreement.ParseDate("2026-09-01")
	return b
}

// officer is what the ledger hears of an access in these stories.
var officer = ledger.Record{Operator: "petugas-01", Frontend: "perizinan"}

// request asks for an access to somebody nobody else asks about.
func request(id uuid.UUID, token ...admission.Token) admission.Request {
	r := admission.Request{AccessID: id, Record: officer, Evidence: []admission.Evidence{stranger()}}
	for _, r.Token = range token {
	}
	return r
}

// owing makes it an access for which data balikan will be owed.
func owing(r admission.Request) admission.Request {
	r.Unit = admission.Unit{Tokens: []string{"k1.AAAAAAAAAAAAAAAAAAAAAA"}, Application: "503/1/2026"}
	return r
}

var strangers atomic.Int64

func stranger() admission.Evidence {
	n := strangers.Add(1)
	e := admission.Evidence{Member: fmt.Sprintf("%012x", n), Application: fmt.Sprintf("k1:s%x", n), Pair: fmt.Sprintf("k1:q%x", n)}
	for family := range e.Runs {
		e.Runs[family] = fmt.Sprintf("k1:r%d%x", family, n)
	}
	return e
}

func counted(id uuid.UUID) admission.Settlement   { return admission.Counted(id).Recorded(officer) }
func neverSent(id uuid.UUID) admission.Settlement { return admission.NeverSent(id).Recorded(officer) }
func exhausted(id uuid.UUID) admission.Settlement { return admission.Exhausted(id).Recorded(officer) }

func barred(id uuid.UUID, code problem.Code) admission.Settlement {
	return admission.Barred(id, code).Recorded(officer)
}

func limit(n int64) func(*admission.Settings) {
	return func(s *admission.Settings) { s.Quota.DailyLimit = n }
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// admit asks for one access under a new id and expects it.
func (w *world) admit(a *admission.Admission) uuid.UUID {
	w.t.Helper()
	id := newID()
	if _, err := a.Admit(w.t.Context(), request(id)); err != nil {
		w.t.Fatalf("not admitted: %v", err)
	}
	return id
}

// refused asks for one access under a new id and expects that problem.
func (w *world) refused(a *admission.Admission, code problem.Code) *problem.Problem {
	w.t.Helper()
	return w.refusedAs(a, request(newID()), code)
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
