package feedback_test

import (
	"context"
	"flag"
	"testing"
	"time"

	"pgregory.net/rapid"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/feedback"
	"simpul/lib/problem"
)

// schedule is one random run of an office whose processes die at any step, whose Redis is killed, and whose line is of any kind.
type schedule struct {
	*world
	server *redistest.Server
	all    []*matter
	deaths int
}

// matter is a unit and what the officer wants of it in the end.
type matter struct {
	*applicant
	found  bool
	wants  feedback.Submission
	spoken bool // the officer has begun to say it
	taken  bool // and was answered

	corrections int
}

// TestWhateverFailsEachUnitArrivesAndIsStoredOnce tells 200 random schedules on a real Redis. At each step the equation holds, in Redis
// and in the ledger alone; in the end the service has each unit once, was sent none twice but for an unknown outcome or a refusal, and
// nothing sealed is left.
func TestWhateverFailsEachUnitArrivesAndIsStoredOnce(t *testing.T) {
	server := redistest.Start(t, killed...)
	w := bareWorld(t, server.URL())
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	t.Cleanup(func() { _ = checks.Value.Set(before) })
	w.must(checks.Value.Set("200"))
	deaths, units := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		s := &schedule{world: w, server: server}
		s.begin(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"":        func(*rapid.T) { s.balanced() },
			"check":   s.check,
			"stray":   s.stray,
			"submit":  s.submit,
			"submits": s.submit,
			"duty":    s.deliver,
			"duties":  s.deliver,
			"line":    func(t *rapid.T) { s.office.ill = always(s.illness(t)) },
			"wait":    func(t *rapid.T) { s.pass(time.Duration(rapid.Int64Range(0, int64(3*time.Hour)).Draw(t, "wait"))) },
			"night":   func(*rapid.T) { s.pass(s.untilMidnight() - time.Second) },
			"redis":   s.restart,
			"rotate":  s.rotateOnce,
		})
		s.end()
		deaths, units = deaths+s.deaths, units+len(s.all)
	})
	if deaths < 200 || units < 500 {
		t.Errorf("%d deaths, %d units: that proves little", deaths, units)
	}
	t.Logf("%d units, %d processes died", units, deaths)
}

// killed are arguments of a Redis that loses nothing when it is killed: each step is with the kernel before it is answered.
var killed = []string{"--appendonly", "yes", "--appendfsync", "no"}

// begin empties what the run before left.
func (s *schedule) begin(t failer) {
	*s.office = *newOffice()
	s.tell, s.people = t, 0
	s.freshKeys()
	s.must(s.raw().FlushAll(context.Background()).Err())
	s.goTo("2026-09-16 10:00:00")
	s.must(s.gate.Initialise(context.Background(), admission.Initialisation{Force: true, Basis: paper}))
}

func (s *schedule) illness(t *rapid.T) illness {
	return rapid.SampledFrom([]illness{well, well, away, broken, cut, halfStore, refusing}).Draw(t, "illness")
}

func (s *schedule) untilMidnight() time.Duration {
	now := s.clock().In(time.FixedZone("WIB", 7*3600))
	return time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location()).Sub(now)
}

// end mends everything, and lets the office finish its work.
func (s *schedule) end() {
	s.office.ill, s.office.during = nil, nil
	for range 4 {
		s.pass(3 * time.Hour)
		for _, m := range s.all {
			if !m.spoken {
				m.wants, m.spoken = licensed(m.applicant), true
			}
			m.wants.AccessIDs, m.wants.Override = m.accesses, "uji"
			if m.wants.Closed == "" {
				m.wants.Correction = true // whatever was said before, this is the last word
			}
			r := s.world.submit(m.wants)
			m.taken = r.Problem == nil
			if r.Problem != nil && !problem.Is(r.Problem, problem.CodeBalikanSedangDikirim) {
				s.tell.Errorf("%v in state %s", r.Problem, r.State)
			}
		}
		s.duty()
	}
	s.complete()
}

// complete checks what the service has and what Redis holds.
func (s *schedule) complete() {
	b := s.balanced()
	if b.Open+b.Queued+b.Dead != 0 || s.sealed() != 0 {
		s.tell.Errorf("%+v, %d sealed", b, s.sealed())
	}
	for _, m := range s.all {
		if m.wants.Closed == "" && !s.office.has(m.wants) {
			s.tell.Errorf("%s never arrived", m.application)
		}
	}
	for name, n := range s.office.sent {
		if most := 1 + s.office.unsure[name] + s.office.refused[name]; n > most {
			s.tell.Errorf("something was sent %d times, and %d would do", n, most)
		}
	}
}
