package admission

import (
	"flag"
	"fmt"
	"strconv"
	"testing"
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

// Asked is one access of a story.
type Asked struct {
	Operator                            string
	Evidence                            []Evidence
	Card, Recheck, Proven, Shown, Guess bool
}

// Ask has an access settled before the next; rule is what held it, "" if it went through.
func (s *Scenario) Ask(at time.Time, q Asked) (rule string) {
	s.asked++
	now, id := at.UnixMilli(), fmt.Sprint(s.asked)
	me := teller{clock: now, tolerance: 30_000, epoch: s.book.epoch, rev: s.book.rev}
	c := claim{teller: me, limit: 1, call: 5_000, lease: 20_000, closes: never, card: q.Card, recheck: q.Recheck, guard: s.guard}
	d := s.book.admit(now, c, id, "", knock{operator: q.Operator, evidence: q.Evidence})
	if d.word != granted {
		return string(d.hold)
	}
	s.book.settle(now, me, closing{id: id, outcome: counted, left: noLimit, proven: q.Proven, shown: q.Shown, guess: q.Guess}, closer{operator: q.Operator})
	delete(s.book.settled, id) // nobody asks about it again
	return ""
}

// Checks has rapid try so many stories in this test, and as many as before in the next.
func Checks(t testing.TB, n int) {
	t.Helper()
	all := flag.Lookup("rapid.checks")
	before := all.Value.String()
	t.Cleanup(func() { _ = all.Value.Set(before) }) // it was a number
	if err := all.Value.Set(strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
}
