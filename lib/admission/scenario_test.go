package admission_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/evidence"
	"simpul/lib/admission/guardtest"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/problem"
)

// guardOf returns the shipped thresholds: the 3rd serial and the 4th of a pattern are held, 6 at once and one each 30 s for an
// operator, 10 and 5 s for the office, 5 guesses, 10 NIKs in an application, a minute between two accesses to one NIK.
func guardOf() config.Guard {
	var s admission.Settings
	shipped(&s)
	return s.Guard
}

// ring is one key of a test.
type ring struct{}

func (r ring) All() []evidence.Key { return []evidence.Key{r} }

func (ring) ID() string { return "k1" }

func (ring) MAC(domain string, _ ...[]byte) [sha256.Size]byte {
	mac := hmac.New(sha256.New, []byte("of a test"))
	mac.Write([]byte(domain))
	return [sha256.Size]byte(mac.Sum(nil))
}

// lookout tells steps to the rule book, one by one.
type lookout struct {
	scenario *admission.Scenario
	maker    *evidence.Maker
}

func watch() lookout { return lookout{admission.NewScenario(guardOf()), evidence.New(ring{})} }

// theDay is when the stories begin, 00:00 WIB.
func theDay() time.Time { return time.Date(2026, 9, 16, 0, 0, 0, 0, agreement.WIB) }

func (w lookout) ask(s guardtest.Step) string {
	return w.scenario.Ask(theDay().Add(s.After), admission.Asked{
		Operator: s.Operator, Evidence: w.maker.Of(s.NIK, s.Application),
		Card: s.Card, Recheck: s.Recheck, Proven: s.Proven, Shown: s.Shown, Guess: s.Guess,
	})
}

// tally counts the days on which a rule held somebody, and as "any" those on which one did.
type tally map[string]int

// over tells a story so many times, each with a seed of its own.
func over(times uint64, story func(seed uint64) []guardtest.Step) tally {
	days := tally{}
	for seed := range times {
		held, guard := map[string]bool{}, watch()
		for _, step := range story(seed) {
			if rule := guard.ask(step); rule != "" {
				held[rule], held["any"] = true, true
			}
		}
		for rule := range held {
			days[rule]++
		}
	}
	return days
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

// At most one day in a thousand at 60 applicants. Where a day is held at all, it is for guessing: five numbers that are not
// there, mistyped at one counter.
func TestOrdinaryDaysAreNotHeld(t *testing.T) {
	for _, row := range []struct{ applicants, most int }{{20, 0}, {60, 1}, {200, 5}} {
		t.Run(fmt.Sprintf("%d applicants", row.applicants), func(t *testing.T) {
			t.Parallel()
			held := over(1000, func(seed uint64) []guardtest.Step { return guardtest.Day(seed, row.applicants) })
			t.Logf("of 1000 days: %v", held)
			if held["any"] > row.most {
				t.Errorf("held on more than %d: %v", row.most, held)
			}
		})
	}
}

const stories = 250

func TestInnocentsAreNotHeld(t *testing.T) {
	rare := map[string]int{"forty people born on one day": 2} // three of them have a region or a serial in common, and no proof
	for name, story := range guardtest.Innocents() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			held := over(stories, story)
			t.Logf("of %d: %v", stories, held)
			if held["any"] > rare[name] {
				t.Errorf("held on more than %d: %v", rare[name], held)
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

// ruleOf is what holds a sweep, and at which number. No rule about pace or guesses may take part: the sweeps are slower, and
// meet nobody who is not there.
func ruleOf(name string) (problem.Code, int) {
	sweep, _, _ := strings.Cut(name, ",")
	if slices.Contains([]string{"ascending", "descending", "step 2", "step 10", "shuffled within 20"}, sweep) {
		return problem.CodePolaBerurutan, 3
	}
	return problem.CodePolaTeratur, 4
}

func TestEveryOffenderIsHeldAtTheThirdOrFourthNumber_JUKNIS_II_E_1(t *testing.T) {
	for name, offender := range guardtest.Offenders() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRule, wantNumber := ruleOf(name)
			for seed := range uint64(25) {
				guard := watch()
				if rule, number := caught(offender(seed), guard.ask); rule != string(wantRule) || number != wantNumber {
					t.Fatalf("seed %d: %s at number %d", seed, rule, number)
				}
			}
		})
	}
}

// caught returns the rule that holds an offender, and at which of the numbers.
func caught(steps iter.Seq[guardtest.Step], ask func(guardtest.Step) string) (rule string, number int) {
	asked := map[nik.NIK]bool{}
	for step := range steps {
		asked[step.NIK] = true
		if rule := ask(step); rule != "" || len(asked) == 10 {
			return rule, len(asked)
		}
	}
	return "", 0
}

// The same offenders meet the real step in a real Redis, once each.
func TestARealRedisHoldsEveryOffender_JUKNIS_II_E_1(t *testing.T) {
	w := newWorld(t, redistest.Start(t).URL())
	a, maker := w.prepared(0, shipped, limit(1_000_000)), evidence.New(ring{})
	for name, offender := range guardtest.Offenders() {
		wantRule, wantNumber := ruleOf(name)
		rule, number := caught(offender(1), func(s guardtest.Step) string {
			w.offset.Store(int64(time.Until(theDay().Add(s.After))))
			r := admission.Request{AccessID: newID(), Evidence: maker.Of(s.NIK, s.Application), Recheck: s.Recheck, Record: officer}
			r.Record.Operator = s.Operator
			admitted, err := a.Admit(t.Context(), r)
			if err != nil {
				return string(problem.As(err).Code)
			}
			end := admission.Counted(r.AccessID).Said("found", s.Proven).Recorded(admitted.Record)
			if s.Shown {
				end = end.Showing()
			}
			w.settle(a, end)
			return ""
		})
		if rule != string(wantRule) || number != wantNumber {
			t.Errorf("%s: %s at number %d", name, rule, number)
		}
		w.raw().FlushAll(t.Context())
		w.offset.Store(int64(time.Until(theDay().Add(time.Hour)))) // of a night, when nobody asks
		w.initialise(a, 0)
	}
}
