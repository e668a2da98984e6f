package admission_test

import (
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/problem"
)

func TestNoCountBeginsAboutMidnight(t *testing.T) { // accesses count on both days, and it would know one
	onEach(t, func(w *world) {
		a := w.prepared(0)
		w.admit(a)
		w.goTo("2026-09-16 23:59:30")
		anew := admission.Initialisation{UsedToday: 1, Force: true, Basis: paper}
		if err := a.Initialise(t.Context(), anew); !problem.Is(err, problem.CodeIsianSalah) {
			t.Errorf("%v", err)
		}
		w.used(a, 1)
		w.goTo("2026-09-17 00:00:30")
		if err := a.Initialise(t.Context(), anew); !problem.Is(err, problem.CodeIsianSalah) {
			t.Errorf("%v", err)
		}
		w.goTo("2026-09-17 00:01:30")
		w.initialise(a, 2)
		w.used(a, 2)
	})
}

func TestInitialiseStartsTheCountWhereTheAdministratorSays(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.replica()
		if err := a.Initialise(t.Context(), admission.Initialisation{UsedToday: 57, Basis: paper}); err != nil {
			t.Fatal(err)
		}
		s := w.state(a)
		if !s.Prepared || s.Used != 57 || *s.Left != 143 || s.Overview.Open != 0 {
			t.Fatalf("%+v", s)
		}
		if last := s.Overview.Last; last.Kind != "initialise" || last.Code != paper.Code || last.Paper != paper.Paper || last.At.After(s.Now) {
			t.Errorf("%+v", last)
		}
		if s.Midnight.Sub(s.Now) > 14*time.Hour || s.Midnight.Sub(s.Now) < 13*time.Hour || s.Limit != 200 {
			t.Errorf("%+v", s)
		}
	})
}

func TestInitialiseNeverResetsARunningCountSilently(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		w.admit(a)
		err := a.Initialise(t.Context(), admission.Initialisation{Basis: paper})
		if !problem.Is(err, problem.CodeIsianSalah) || problem.As(err).Fields[0].Name != "force" {
			t.Errorf("got %v", err)
		}
		err = a.Initialise(t.Context(), admission.Initialisation{UsedToday: -1, Force: true, Basis: paper})
		if !problem.Is(err, problem.CodeIsianSalah) || problem.As(err).Fields[0].Name != "used_today" {
			t.Errorf("got %v", err)
		}
		w.used(a, 1)
		w.initialise(a, 0)
		w.used(a, 0)
	})
}

// The administrator's figure is what the registry counted; whether it holds the accesses under way nobody knows.
func TestAccessesFromBeforeInitialiseChangeNothing(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		given, full, token := w.admit(a), w.admit(a), admission.Token{1}
		r := request(newID(), token)
		if _, err := a.Admit(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		w.initialise(a, 3)
		w.settle(a, neverSent(given))
		w.used(a, 3)
		w.refusedAs(a, r, problem.CodeSudahDijawab)
		w.refusedAs(a, request(newID(), token), problem.CodeSudahDijawab)
		if s := w.settle(a, exhausted(full)); !s.Exhausted {
			t.Error("what the registry says of the day holds for every count")
		}
	})
}

func TestAChangeOfCredentialsRestsOnItsBASTAndChangesNothingElse_JUKNIS_II_A(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(3)
		if err := a.RecordCredentials(t.Context(), "", paper); !problem.Is(err, problem.CodeIsianSalah) {
			t.Errorf("without a date: %v", err)
		}
		if err := a.Suspend(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		before := w.state(a)
		if err := a.RecordCredentials(t.Context(), "petugas-02", dated()); err != nil {
			t.Fatal(err)
		}
		after := w.state(a)
		if last := after.Overview.Last; last.Kind != "credentials" || last.Paper != dated().Paper {
			t.Errorf("%+v", last)
		}
		if after.Used != before.Used || *after.Suspended != *before.Suspended || !after.Barred.IsZero() {
			t.Errorf("%+v", after)
		}
	})
}

func TestSuspendStopsAllReplicasAtOnce_PKS_5(t *testing.T) {
	onEach(t, func(w *world) {
		a, other := w.prepared(0), w.replica()
		id := w.admit(other)
		if err := a.Suspend(t.Context(), admission.Basis{Operator: "admin-01", Code: "pks_9_1", Paper: "400.12/3"}); err != nil {
			t.Fatal(err)
		}
		s := w.state(a)
		if s.Suspended.Code != "pks_9_1" || s.Suspended.Since != s.Overview.Last.At || s.Overview.Last.Paper != "400.12/3" {
			t.Fatalf("%+v", s)
		}
		w.refused(other, problem.CodeAksesDitangguhkan)
		if err := other.Ready(t.Context()); err != nil {
			t.Errorf("suspended is no fault of the process: %v", err)
		}
		w.settle(other, counted(id))
		w.goTo("2026-09-20 10:00:00")
		w.refused(other, problem.CodeAksesDitangguhkan)
		if err := a.Resume(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		if s := w.state(a); s.Suspended != nil || s.Overview.Last.Kind != "resume" {
			t.Fatalf("%+v", s)
		}
		w.admit(other)
	})
}

func TestAnAccessAdmittedBeforeASuspensionKeepsItsAnswer(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		r := request(newID())
		if _, err := a.Admit(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if err := a.Suspend(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Admit(t.Context(), r); err != nil {
			t.Errorf("the hit is charged and would be lost: %v", err)
		}
	})
}

func TestInitialiseKeepsASuspension(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.replica()
		if err := a.Suspend(t.Context(), paper); err != nil {
			t.Fatalf("a Redis that was emptied takes a suspension: %v", err)
		}
		w.refused(a, problem.CodeBelumDisiapkan)
		w.initialise(a, 0)
		w.refused(a, problem.CodeAksesDitangguhkan)
		w.initialise(a, 0)
		w.refused(a, problem.CodeAksesDitangguhkan)
	})
}

// The driver repeats an act whose reply is lost; a second initialise would be refused although the first one worked.
func TestAnActWhoseReplyIsLostHappensOnce(t *testing.T) {
	server := redistest.Start(t)
	proxy := redistest.NewProxy(t, server)
	w := newWorld(t, server.URL())
	a := w.replicaAt(proxy.URL())
	proxy.LoseEvery(3)
	for range 20 {
		w.raw().FlushAll(t.Context())
		if err := a.Initialise(t.Context(), admission.Initialisation{UsedToday: 4, Basis: paper}); err != nil {
			t.Fatal(err)
		}
	}
	if proxy.Lost() < 10 {
		t.Errorf("only %d replies were lost", proxy.Lost())
	}
}
