package admission_test

import (
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
	"simpul/lib/problem"
)

const unacknowledged = "redis: changed, but not acknowledged by all replicas"

// pair is a primary and its replica: link is the way between them, door the address that clients know.
type pair struct {
	*world
	primary, replica *redistest.Server
	link, door       *redistest.Proxy
}

func newPair(t *testing.T, args ...string) *pair {
	t.Helper()
	p := &pair{primary: redistest.Start(t, args...), replica: redistest.Start(t, args...)}
	p.link, p.door = redistest.NewProxy(t, p.primary), redistest.NewProxy(t, p.primary)
	p.world = newWorld(t, p.door.URL())
	p.follow()
	return p
}

// follow makes the replica one, and waits until the primary counts on it.
func (p *pair) follow() {
	p.t.Helper()
	p.replica.Follow(p.link.Host())
	p.primary.Await("state=online")
}

// failOver makes the replica the primary, and leads clients to it; the old one, if it lives, does not know yet.
func (p *pair) failOver() {
	p.t.Helper()
	p.replica.Promote()
	p.primary, p.replica = p.replica, p.primary
	p.door.Lead(p.primary)
}

// rejoin makes the old primary the replica of the new one.
func (p *pair) rejoin() {
	p.t.Helper()
	p.link.Lead(p.primary)
	p.link.Heal()
	p.follow()
}

// office is a process that wants every change acknowledged. It is patient: the machine may be busy.
func (p *pair) office(change ...func(*admission.Settings)) *admission.Admission {
	p.t.Helper()
	return p.officeAt(p.url, change...)
}

func (p *pair) officeAt(url string, change ...func(*admission.Settings)) *admission.Admission {
	p.t.Helper()
	return p.connect(config.Redis{URL: url, Replicas: 1}, nil, change...)
}

// hasty gives replicas three quarters of a second: for the stories in which they do not answer.
func hasty(s *admission.Settings) { s.Timeout = 3 * time.Second }

// has returns what a server itself has of the quota's field.
func (p *pair) has(s *redistest.Server, field string) string {
	p.t.Helper()
	return s.Do("HGET", "{simpul}:quota", field)
}

// unheard expects that a new admission is refused because the replica does not have it.
func (p *pair) unheard(a *admission.Admission) admission.Request {
	p.t.Helper()
	r := request(newID())
	p.unheardAs(a, r)
	return r
}

func (p *pair) unheardAs(a *admission.Admission, r admission.Request) {
	p.t.Helper()
	if got := p.refusedAs(a, r, problem.CodePenyimpananTidakTersedia); !strings.Contains(got.Error(), unacknowledged) {
		p.t.Fatalf("got %v", got)
	}
}
