package admission_test

import (
	"context"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
)

const hits = 2000 // of a day: enough to be in the middle of it when something breaks

func busy(s *admission.Settings) { s.Quota.DailyLimit, s.Timeout = hits, 2*time.Second }

// The replica has fallen behind when the primary dies in the middle of the day, and with it all processes; others
// take their place, who remember nothing. The dead primary comes back to follow.
func TestAPrimaryThatDiesUnderLoadCostsNoCallTooMany(t *testing.T) {
	p := newPair(t)
	machine, dies := context.WithCancel(t.Context())
	first, second := p.office(busy), p.office(busy)
	p.initialise(first, 0)
	l := p.load(hits)
	l.start(machine, first, second)
	l.until(hits / 4)
	p.link.Mute()
	l.refusals(1)
	dies()
	_, _ = first.Close(machine), second.Close(machine)
	p.primary.Kill()
	p.failOver()
	third, fourth := p.office(busy), p.office(busy)
	l.start(t.Context(), third, fourth)
	l.refusals(40) // nobody follows the new one yet
	p.replica.Restart()
	p.rejoin()
	l.end(third)
}

// The old primary is cut off together with half of the processes, goes on as if nothing had happened, and is met by the other
// half as well when the address wanders back.
func TestAPrimaryThatIsCutOffUnderLoadCostsNoCallTooMany(t *testing.T) {
	p := newPair(t)
	island := redistest.NewProxy(t, p.primary)
	first, second := p.office(busy), p.officeAt(island.URL(), busy)
	p.initialise(first, 0)
	l := p.load(hits)
	l.start(t.Context(), first, second)
	l.until(hits / 4)
	p.link.Cut()
	p.failOver()
	l.refusals(40)
	p.door.Lead(p.replica)
	l.refusals(40)
	p.door.Lead(p.primary)
	island.Lead(p.primary)
	p.rejoin()
	l.end(first)
}

// Sentinels find the death, promote, and lead the clients, who were told no address but theirs.
func TestSentinelsLeadToTheNewPrimaryUnderLoad(t *testing.T) {
	primary, replica := redistest.Listen(t), redistest.Listen(t)
	replica.Follow(primary.Host())
	sentinel := redistest.StartSentinel(t, redistest.Watch("utama", primary.Host())...)
	sentinel.Knows(1)
	w := newWorld(t, primary.URL())
	one := config.Redis{URL: "redis://utama/0", Replicas: 1, Sentinel: &config.Sentinel{Master: "utama", Addresses: []string{sentinel.Host()}}}
	first, second := w.connect(one, nil, busy), w.connect(one, nil, busy)
	w.initialise(first, 0)
	l := w.load(hits)
	l.start(t.Context(), first, second)
	l.until(hits / 4)
	primary.Kill()
	replica.Await("role:master")
	primary.Restart()
	primary.Follow(replica.Host()) // a sentinel would order that ten seconds later
	l.end(first)
}
