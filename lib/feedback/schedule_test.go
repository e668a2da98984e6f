package feedback_test

import (
	"context"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"simpul/lib/feedback"
	"simpul/lib/keyring"
	"simpul/lib/resident"
)

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
		m.corrections++
		m.wants = licensed(m.applicant, number(fmt.Sprint("SIUP-", m.corrections)), correction) // never back to what the service has
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
