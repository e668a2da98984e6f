package admission

import (
	"fmt"
	"go/parser"
	"go/token"
	"testing"

	"pgregory.net/rapid"
)

// The rule book is what an auditor reads: it decides from its arguments alone.
func TestTheRuleBookImportsNothing(t *testing.T) {
	for _, name := range []string{"decision.go", "guard.go", "login.go", "conclusion.go", "days.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			t.Errorf("%s imports %s: a rule that does I/O or reads a clock cannot be compared with the script", name, i.Path.Value)
		}
	}
}

func TestADayBeginsAtMidnightInWIB(t *testing.T) {
	const july17 = 1_784_221_200_000 // 2026-07-16 17:00:00 UTC
	n := dayOf(july17)
	if dayOf(july17-1) != n-1 || dayOf(july17+dayMillis-1) != n || midnight(n) != july17 {
		t.Errorf("day %d begins at %d", n, midnight(n))
	}
}

// Whatever happens in whatever order, no day passes its limit, and what a day counts is what was admitted on it and not given
// back (JUKNIS-II.B.1).
func TestNoOrderOfEventsPassesTheLimit(t *testing.T) {
	Checks(t, 10_000)
	rapid.Check(t, func(t *rapid.T) {
		const limit = 3
		b, now, last, held := newBook(), int64(20_000*dayMillis), 0, map[int64]int64{}
		me := func() teller { return teller{clock: now, tolerance: 30_000, epoch: b.epoch, rev: b.rev} }
		b.act(now, me(), deed{kind: "initialise", id: "1", proposed: now})
		settle := func(t *rapid.T, outcome state) {
			id := fmt.Sprint(rapid.IntRange(max(0, last-9), last+1).Draw(t, "id"))
			if a := b.recall(now, id); outcome == given && a != nil && (a.state == open || a.state == swept) {
				hold(held, a.first, a.last, -1)
			}
			b.settle(now, me(), closing{id: id, outcome: outcome, left: noLimit}, closer{})
		}
		admit := func(id int) {
			c := claim{teller: me(), limit: limit, call: 60_000, lease: 90_000, closes: never, override: true}
			if d := b.admit(now, c, fmt.Sprint(id), "", knock{evidence: []Evidence{{}}}); d.fresh {
				hold(held, d.first, d.last, 1)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"admit": func(*rapid.T) {
				last++
				admit(last)
			},
			"admit again": func(t *rapid.T) { admit(rapid.IntRange(max(0, last-9), last).Draw(t, "id")) },
			"lose all and rebuild": func(*rapid.T) { // from what the ledger says, never within a midnight (see Initialise)
				if dayOf(now+150_000) == dayOf(now) {
					lost := *b
					b = newBook()
					b.act(now, me(), deed{kind: "initialise", id: "again", proposed: lost.epoch + 1, hits: held[dayOf(now)]})
					held = map[int64]int64{dayOf(now): held[dayOf(now)]}
				}
			},
			"give back": func(t *rapid.T) { settle(t, given) },
			"count":     func(t *rapid.T) { settle(t, counted) },
			"sweep":     func(t *rapid.T) { settle(t, swept) },
			"wait":      func(t *rapid.T) { now += rapid.Int64Range(0, 30_000).Draw(t, "ms") },
			"midnight":  func(t *rapid.T) { now = midnight(dayOf(now)+1) - rapid.Int64Range(0, 90_000).Draw(t, "ms") },
			"": func(t *rapid.T) {
				for n, d := range b.days {
					forgotten := n < b.highDay-keepDays
					if !forgotten && d.used != held[n] || d.used > limit {
						t.Fatalf("day %d counts %d and holds %d of %d", n, d.used, held[n], limit)
					}
				}
			},
		})
	})
}

func hold(held map[int64]int64, first, last, hits int64) {
	for n := first; n <= last; n++ {
		held[n] += hits
	}
}
