package admission

import (
	"fmt"
	"time"

	"simpul/lib/config"
)

// Scenario is the rule book with a memory, for traffic too long for a real Redis; the differential test says that Redis would
// decide alike.
type Scenario struct {
	book  *book
	guard thresholds
	asked int
}

// NewScenario is a day that begins with nothing remembered and no limit but the guard's.
func NewScenario(g config.Guard) *Scenario {
	b := newBook()
	b.act(0, teller{tolerance: 30_000}, deed{kind: "initialise", id: "1", proposed: 1})
	b.mode = "unlimited"
	return &Scenario{book: b, guard: thresholdsOf(g)}
}

// Ask is one access that is settled before the next; rule is what held it, "" if it went through.
func (s *Scenario) Ask(at time.Time, operator string, e []Evidence, card, recheck, proven, guess bool) (rule string) {
	s.asked++
	now, id := at.UnixMilli(), fmt.Sprint(s.asked)
	me := teller{clock: now, tolerance: 30_000, epoch: s.book.epoch, rev: s.book.rev}
	c := claim{teller: me, limit: 1, call: 5_000, lease: 20_000, closes: never, card: card, recheck: recheck, guard: s.guard}
	d := s.book.admit(now, c, id, "", knock{operator: operator, evidence: e})
	if d.word != granted {
		return string(d.hold)
	}
	s.book.settle(now, me, closing{id: id, outcome: counted, left: noLimit, proven: proven, guess: guess}, closer{operator: operator})
	delete(s.book.settled, id) // nobody asks about it again
	return ""
}
