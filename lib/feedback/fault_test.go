package feedback_test

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/feedback"
	"simpul/lib/keyring"
	"simpul/lib/problem"
	"simpul/lib/resident"
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

// check has somebody's NIK checked, or somebody's once more.
func (s *schedule) check(t *rapid.T) {
	if known := rapid.IntRange(0, len(s.all)).Draw(t, "who"); known < len(s.all) && rapid.IntRange(0, 2).Draw(t, "again") == 0 {
		m := s.all[known]
		m.found = rapid.IntRange(0, 3).Draw(t, "found") > 0
		s.world.check(m.applicant, map[bool]resident.Status{true: resident.Found, false: resident.Deceased}[m.found])
		return
	}
	s.all = append(s.all, &matter{applicant: s.applicant(), found: true})
}

// stray is an access whose function dies before it settles; the sweep finds it.
func (s *schedule) stray(*rapid.T) {
	s.people++
	p := &applicant{nik: nikOf(s.people), application: fmt.Sprintf("503/%04d/2026", s.people)}
	id, _ := s.admit(p)
	s.pass(2 * time.Minute)
	_, err := s.gate.Sweep(context.Background())
	s.must(err)
	p.accesses = []string{id.String()}
	s.all = append(s.all, &matter{applicant: p})
}

// process starts a replica, which mostly dies at one of its steps.
func (s *schedule) process(t *rapid.T) (*feedback.Outbox, *mortal) {
	m := &mortal{Redis: s.client, service: s.office, office: s.office, left: rapid.IntRange(-3, 9).Draw(t, "dies at"), after: rapid.Bool().Draw(t, "after it")}
	s.service = m
	defer func() { s.service = s.office }()
	return s.replica(m, func(f *feedback.Settings) { f.Batch = 3 }), m
}

// buried looks after a process.
func (s *schedule) buried(m *mortal, err error) {
	if m.dead || err != nil {
		m.bury()
	}
	if m.dead {
		s.deaths++
	}
}

// submit has an officer say something of a few units, new or not.
func (s *schedule) submit(t *rapid.T) {
	if len(s.all) == 0 {
		return
	}
	var asked []*matter
	var said []feedback.Submission
	for range rapid.IntRange(1, 4).Draw(t, "units") {
		m := rapid.SampledFrom(s.all).Draw(t, "unit")
		m.say(t)
		asked, said = append(asked, m), append(said, m.wants)
	}
	o, p := s.process(t)
	results, err := o.Submit(context.Background(), officer, said)
	s.buried(p, err)
	for i, r := range results {
		asked[i].taken = r.Problem == nil && !p.dead
	}
}

// say decides what the officer wants: once begun, it is said until it is answered; then it may be corrected.
func (m *matter) say(t *rapid.T) {
	switch {
	case !m.spoken && rapid.IntRange(0, 4).Draw(t, "no licence") == 0:
		m.wants = licensed(m.applicant, closed("ditolak"))
	case !m.spoken:
		m.wants = licensed(m.applicant)
	case m.taken && m.wants.Closed == "" && rapid.IntRange(0, 3).Draw(t, "correct") == 0:
		m.wants = licensed(m.applicant, number(fmt.Sprint("SIUP-", rapid.IntRange(1, 1000).Draw(t, "number"))), correction)
		m.taken = false
	}
	m.spoken = true
	m.wants.AccessIDs = m.accesses
	m.wants.Override = map[bool]string{false: "uji"}[m.found]
}

func (s *schedule) deliver(t *rapid.T) {
	o, p := s.process(t)
	_, err := o.Deliver(context.Background())
	s.buried(p, err)
}

// restart kills Redis, sometimes while a process waits for the service.
func (s *schedule) restart(t *rapid.T) {
	if rapid.IntRange(0, 2).Draw(t, "luck") > 0 { // a server takes its time to start
		return
	}
	again := func() { s.server.Kill(); s.server.Restart() }
	if rapid.Bool().Draw(t, "during a call") {
		s.office.during = func() { s.office.during = nil; again() }
		return
	}
	again()
}

func (s *schedule) rotateOnce(t *rapid.T) {
	file := rapid.SampledFrom([]string{"segel", "aplikasi"}).Draw(t, "keys")
	if ring := map[string]*keyring.Ring{"segel": s.keys.Seal, "aplikasi": s.keys.Applications}[file]; ring.Current().ID == "k1" {
		s.rotate(file)
	}
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
