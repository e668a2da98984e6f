package guardtest_test

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"simpul/lib/admission/guardtest"
	"simpul/lib/nik"
)

// tally counts the days on which a rule held somebody, and as "any" those on which one did.
type tally map[string]int

// over tells a story so many times, each with a seed of its own.
func over(times uint64, story func(seed uint64) []guardtest.Step) tally {
	days := tally{}
	for seed := range times {
		for rule := range rules(story(seed)) {
			days[rule]++
		}
	}
	return days
}

func rules(day []guardtest.Step) map[string]bool {
	held, guard := map[string]bool{}, newReference()
	for _, step := range day {
		if rule := guard.ask(step); rule != "" {
			held[rule], held["any"] = true, true
		}
	}
	return held
}

// unproven is a story in which nobody proves anything, and everything is shown.
func unproven(story func(seed uint64) []guardtest.Step) func(seed uint64) []guardtest.Step {
	return func(seed uint64) []guardtest.Step {
		steps := story(seed)
		for i := range steps {
			steps[i].Proven, steps[i].Shown, steps[i].Card = false, true, false
		}
		return steps
	}
}

func dayOf(applicants int) func(seed uint64) []guardtest.Step {
	return func(seed uint64) []guardtest.Step { return guardtest.Day(seed, applicants) }
}

// Where a day is held at all, it is for guessing: five numbers that are not there, mistyped at one counter.
func TestOrdinaryDaysAreNotHeld(t *testing.T) {
	for _, row := range []struct {
		applicants int
		days       uint64
		most       int
	}{{20, 1000, 0}, {60, 1000, 1}, {200, 300, 3}} {
		t.Run(fmt.Sprintf("%d applicants", row.applicants), func(t *testing.T) {
			t.Parallel()
			held := over(row.days, dayOf(row.applicants))
			t.Logf("of %d days: %v", row.days, held)
			if held["any"] > row.most {
				t.Errorf("held on more than %d", row.most)
			}
		})
	}
}

// Sixty people who prove nothing are an office that does not use claims: the families are narrow enough for it.
func TestOrdinaryDaysOfAnOfficeThatClaimsNothingAreNotHeld(t *testing.T) {
	t.Parallel()
	held := over(stories, unproven(dayOf(60)))
	if held["any"] > 0 {
		t.Errorf("of %d days: %v", stories, held)
	}
}

const stories = 250

func TestInnocentsAreNotHeld(t *testing.T) {
	rare := map[string]int{"forty people born on one day": 15} // three of them have a serial and no proof in common
	for name, story := range guardtest.Innocents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if held := over(stories, story); held["any"] > rare[name] {
				t.Errorf("of %d: %v", stories, held)
			}
		})
	}
}

func TestFamilyTwinsAndBoardAreNotHeldEvenIfTheyProveNothing(t *testing.T) {
	rare := map[string]int{"twins": 1} // and a third serial typed by mistake
	for name, story := range guardtest.Innocents() {
		if strings.Contains(name, "people") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if held := over(stories, unproven(story)); held["any"] > rare[name] {
				t.Errorf("of %d: %v", stories, held)
			}
		})
	}
}

// No rule about pace or guesses may take part: the sweeps are slower, and meet nobody who is not there.
func TestEveryOffenderIsHeldAtTheThirdOrFourthNumber(t *testing.T) {
	for name, offender := range guardtest.Offenders() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRule, wantNumber := "patterned", patterned
			if slices.Contains([]string{"ascending", "descending", "step 2", "step 10", "shuffled within 20"}, sweepOf(name)) {
				wantRule, wantNumber = "sequential", sequential
			}
			for seed := range uint64(25) {
				if rule, number := caught(offender(seed)); rule != wantRule || number != wantNumber {
					t.Fatalf("seed %d: %s at number %d", seed, rule, number)
				}
			}
		})
	}
}

func sweepOf(name string) string {
	sweep, _, _ := strings.Cut(name, ",")
	return sweep
}

// caught returns the rule that holds an offender, and at which of the numbers.
func caught(steps iter.Seq[guardtest.Step]) (rule string, number int) {
	guard, asked := newReference(), map[nik.NIK]bool{}
	for step := range steps {
		asked[step.NIK] = true
		if rule := guard.ask(step); rule != "" || len(asked) == 10 {
			return rule, len(asked)
		}
	}
	return "", 0
}

func first(n int, steps iter.Seq[guardtest.Step]) iter.Seq[guardtest.Step] {
	return func(yield func(guardtest.Step) bool) {
		for step := range steps {
			if n--; n < 0 || !yield(step) {
				return
			}
		}
	}
}
