package admission_test

import (
	"context"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/problem"
)

func TestAHungRedisIsUnavailableWithinTheDeadline(t *testing.T) {
	server := redistest.Start(t)
	w := newWorld(t, server.URL())
	w.prepared(0)
	a := w.replica(func(s *admission.Settings) { s.Timeout = 300 * time.Millisecond })
	w.admit(a)
	patient, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	server.Pause()
	_, err := a.Admit(patient, request(newID()))
	_, errSettle := a.Settle(patient, counted(newID()))
	errReady := a.Ready(patient)
	server.Resume()
	for _, err := range []error{err, errSettle, errReady} {
		if !problem.Is(err, problem.CodePenyimpananTidakTersedia) {
			t.Errorf("got %v", err)
		}
	}
	if patient.Err() != nil {
		t.Error("the caller's minute ran out first")
	}
}

func TestACallersOwnDeadlineIsKept(t *testing.T) {
	server := redistest.Start(t)
	w := newWorld(t, server.URL())
	a := w.prepared(0, func(s *admission.Settings) { s.Timeout = 10 * time.Minute })
	patient, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	hasty, hurry := context.WithTimeout(patient, 200*time.Millisecond)
	defer hurry()
	server.Pause()
	err := a.Ready(hasty)
	server.Resume()
	if !problem.Is(err, problem.CodePenyimpananTidakTersedia) || patient.Err() != nil {
		t.Errorf("got %v, and %v", err, patient.Err())
	}
}

// None lost, none double: what Redis was sent while it hung is executed when it goes on, and the answers find nobody.
func TestAdmissionsNobodyWaitedForAreGivenBack(t *testing.T) {
	server := redistest.Start(t)
	w := newWorld(t, server.URL())
	first := w.prepared(3)
	a := w.replica(func(s *admission.Settings) { s.Timeout = 300 * time.Millisecond })
	if admitted := race(8, 1, func(int) bool {
		_, err := a.Admit(t.Context(), request(newID()))
		return err == nil
	}); admitted != 8 {
		t.Fatalf("%d of 8 admitted", admitted)
	}
	server.Pause()
	race(8, 4, func(int) bool {
		_, err := a.Admit(t.Context(), request(newID()))
		if !problem.Is(err, problem.CodePenyimpananTidakTersedia) {
			t.Errorf("got %v", err)
		}
		return false
	})
	server.Resume()
	if err := a.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.used(first, 11)
}

// The request arrives and is charged, its answer never comes: the hit is given back once the way is free.
func TestAChargeWithoutAnAnswerIsGivenBack(t *testing.T) {
	server := redistest.Start(t)
	proxy := redistest.NewProxy(t, server)
	w := newWorld(t, server.URL())
	first := w.prepared(0)
	a := w.replicaAt(proxy.URL(), func(s *admission.Settings) { s.Timeout = 300 * time.Millisecond })
	id := w.admit(a)
	proxy.Mute()
	w.refused(a, problem.CodePenyimpananTidakTersedia)
	w.used(first, 2)
	if _, err := a.Settle(t.Context(), neverSent(id)); !problem.Is(err, problem.CodePenyimpananTidakTersedia) {
		t.Errorf("settle: %v", err)
	}
	proxy.Heal()
	if err := a.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.used(first, 0)
}

func TestAccessComesBackByItselfWithRedis(t *testing.T) {
	server := redistest.Start(t, redistest.Persistent...)
	w := newWorld(t, server.URL())
	a := w.prepared(0)
	id := w.admit(a)
	for _, end := range []func(){server.Stop, server.Kill} {
		end()
		w.closed(a, problem.CodePenyimpananTidakTersedia)
		server.Restart() // without the scripts: they are sent again
		eventually(func() bool { return a.Ready(t.Context()) == nil })
		w.used(a, 1)
	}
	w.settle(a, neverSent(id))
	w.used(a, 0)
}

// eventually asks until it is true, or until go test's own timeout: another process decides when.
func eventually(happened func() bool) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !happened() {
		<-tick.C
	}
}

func TestACallerThatHungUpIsNotCharged(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := a.Admit(gone, request(newID())); !problem.Is(err, problem.CodePenyimpananTidakTersedia) {
			t.Errorf("got %v", err)
		}
		id := w.admit(a)
		if _, err := a.Settle(gone, barred(id, problem.CodeGagalLogin)); err != nil {
			t.Errorf("what the registry said is lost with the caller: %v", err)
		}
		if s := w.state(a); s.Suspended == nil || s.Used != 1 {
			t.Errorf("%+v", s)
		}
	})
}
