package admission_test

import (
	"testing"

	"simpul/lib/admission/redistest"
	"simpul/lib/problem"
)

func TestWhatEnoughReplicasAcknowledgeSurvivesAFailover(t *testing.T) {
	p := newPair(t)
	a := p.office()
	p.initialise(a, 0)
	id := p.admit(a)
	p.admit(a)
	p.primary.Kill()
	p.failOver()
	p.used(a, 2)
	p.unheard(p.office(hasty)) // nobody follows the new primary
	p.replica.Restart()
	p.rejoin()
	p.settle(a, neverSent(id))
	p.admit(a)
	p.used(a, 3) // the one that nobody heard of counts
}

// What this process was told of, and no replica had, is rightly gone: no reason to take the new primary for an old copy.
func TestAFailoverThatLosesTheUnacknowledgedHaltsNobody(t *testing.T) {
	p := newPair(t)
	a, short := p.office(), p.office(hasty)
	p.initialise(a, 0)
	p.admit(a)
	p.link.Cut()
	for range 3 {
		p.unheard(short)
	}
	p.used(a, 4) // reading is not remembering
	p.used(short, 4)
	p.primary.Kill()
	p.failOver()
	p.used(a, 1)
	p.used(short, 1)
	p.replica.Restart()
	p.rejoin()
	p.admit(a)
	p.used(a, 2)
}

// The package comment's table, fail-over with 0 replicas: without acknowledgements a fail-over forgets, and who remembers stops.
func TestWithoutAcknowledgementsAFailoverForgets(t *testing.T) {
	p := newPair(t)
	p.initialise(p.office(), 0)
	p.link.Cut()
	a := p.world.replica()
	p.admit(a)
	p.primary.Kill()
	p.failOver()
	if got := p.state(p.world.replica()).Used; got != 0 {
		t.Errorf("a new process is told of %d", got)
	}
	p.closed(a, problem.CodePenyimpananMundur)
	p.closed(p.world.replica(), problem.CodePenyimpananMundur)
}

// Acknowledged is not kept: a primary that restarts with less than it had gives its replica the same. A process that
// remembers stops everybody; only appendfsync always keeps it from happening.
func TestAPrimaryThatComesBackPoorerTakesItsReplicaAlong(t *testing.T) {
	p := newPair(t, redistest.Persistent...)
	a := p.office()
	p.initialise(a, 0)
	p.admit(a)
	restore := p.primary.Backup()
	p.admit(a)
	p.primary.Kill()
	restore()
	p.primary.Restart()
	p.primary.Await("state=online")
	eventually(func() bool { return p.has(p.primary, "head") == p.has(p.replica, "head") })
	p.closed(a, problem.CodePenyimpananMundur)
}
