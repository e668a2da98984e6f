package guardtest_test

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"simpul/lib/admission/guardtest"
	"simpul/lib/nik"
)

func TestASeedGivesOneDayAndAnotherSeedAnother(t *testing.T) {
	stories := maps.Collect(guardtest.Innocents())
	stories["a day"] = dayOf(60)
	for name, story := range stories {
		if !slices.Equal(story(1), story(1)) {
			t.Errorf("%s: not the same twice", name)
		}
		if slices.Equal(story(1), story(2)) {
			t.Errorf("%s: always the same", name)
		}
	}
}

func TestADayIsInOrderAndWithinOfficeHours(t *testing.T) {
	const opening, closing = 7*time.Hour + 30*time.Minute, 15*time.Hour + 30*time.Minute
	for _, applicants := range []int{20, 60, 200} {
		for seed := range uint64(200) {
			steps := guardtest.Day(seed, applicants)
			if !slices.IsSortedFunc(steps, func(a, b guardtest.Step) int { return int(a.After - b.After) }) {
				t.Fatalf("%d applicants, seed %d: not in order", applicants, seed)
			}
			if steps[0].After < opening || steps[len(steps)-1].After > closing {
				t.Fatalf("%d applicants, seed %d: from %v to %v", applicants, seed, steps[0].After, steps[len(steps)-1].After)
			}
		}
	}
}

func TestFewComeOverLunch(t *testing.T) {
	perHour := map[time.Duration]int{}
	for seed := range uint64(200) {
		for _, step := range guardtest.Day(seed, 60) {
			perHour[step.After.Truncate(time.Hour)]++
		}
	}
	if lunch, morning := perHour[12*time.Hour], perHour[10*time.Hour]; lunch*2 > morning || lunch == 0 {
		t.Errorf("%d over lunch, %d between ten and eleven", lunch, morning)
	}
}

func TestAnOfficerTakesAtLeastFortySecondsForAnApplication(t *testing.T) {
	for seed := range uint64(200) {
		last := map[string]guardtest.Step{}
		for _, step := range guardtest.Day(seed, 200) {
			before, asked := last[step.Operator]
			if asked && before.Application != step.Application && step.After-before.After < 40*time.Second {
				t.Fatalf("seed %d: %v at %v", seed, step.After-before.After, step.After)
			}
			last[step.Operator] = step
		}
	}
}

// The shares of agreement.md and of the package comment, over two hundred days.
func TestApplicantsAreAsTheCounterKnowsThem(t *testing.T) {
	people, shares := map[nik.NIK]bool{}, map[string]int{}
	for seed := range uint64(200) {
		for _, step := range guardtest.Day(seed, 60) {
			if step.Recheck || people[step.NIK] {
				continue
			}
			people[step.NIK] = true
			for trait, has := range traits(step) {
				if has {
					shares[trait]++
				}
			}
		}
	}
	for trait, want := range map[string]int{"local": 85, "serial 1": 60, "serial up to 3": 95, "woman": 50, "proven": 91, "1 January": 4} {
		if got := 100 * float64(shares[trait]) / float64(len(people)); got < float64(want)-1.5 || got > float64(want)+1.5 {
			t.Errorf("%s: %.1f of 100, want about %d", trait, got, want)
		}
	}
	if len(people) < 200*60 || len(people) > 200*62 {
		t.Errorf("%d people on 200 days of 60", len(people))
	}
}

func traits(s guardtest.Step) map[string]bool {
	digits, born := s.NIK.RevealPersonalData(), s.NIK.Hint()
	return map[string]bool{
		"local": s.NIK.Region() == "3303", "woman": born.Female,
		"serial 1": digits[12:] == "0001", "serial up to 3": digits[12:] <= "0003",
		"proven": s.Proven, "1 January": born.Day == 1 && born.Month == time.January,
	}
}

func TestNoTwoPeopleShareANumber(t *testing.T) {
	story := maps.Collect(guardtest.Innocents())["forty people born on one day"]
	for seed := range uint64(100) {
		people := map[nik.NIK]bool{}
		for _, step := range story(seed) {
			people[step.NIK] = true
		}
		if len(people) < 40 {
			t.Fatalf("seed %d: forty people with %d numbers", seed, len(people))
		}
	}
}

func TestNobodyHereCanExist(t *testing.T) {
	impossible := func(name string, step guardtest.Step) {
		if kecamatan := step.NIK.RevealPersonalData()[4:6]; kecamatan < "82" {
			t.Fatalf("%s: a kecamatan that could be one", name)
		}
	}
	stories := maps.Collect(guardtest.Innocents())
	stories["a day"] = dayOf(200)
	for name, story := range stories {
		for seed := range uint64(50) {
			for _, step := range story(seed) {
				impossible(name, step)
			}
		}
	}
	for name, offender := range guardtest.Offenders() {
		for step := range first(100, offender(1)) {
			impossible(name, step)
		}
	}
}

// Six hundred accesses, to two hundred numbers and more, are more than there are years or regions.
func TestOffendersNeverEndNorHurry(t *testing.T) {
	for name, offender := range guardtest.Offenders() {
		before, steps := time.Duration(0), 0
		for step := range first(600, offender(1)) {
			if step.After-before < 50*time.Second || step.Guess || step.Card {
				t.Fatalf("%s: step %d would be held by another rule", name, steps)
			}
			before, steps = step.After, steps+1
		}
		if steps != 600 {
			t.Errorf("%s: ends after %d", name, steps)
		}
	}
}

func TestAnOffendersFirstFiveNumbersComeAsItsNameSays(t *testing.T) {
	for name, offender := range guardtest.Offenders() {
		seen, operators := map[nik.NIK]bool{}, map[string]bool{}
		var steps []guardtest.Step // one per number
		for step := range first(15, offender(1)) {
			if !seen[step.NIK] && len(steps) < 5 {
				seen[step.NIK], operators[step.Operator] = true, true
				steps = append(steps, step)
			}
		}
		if len(steps) != 5 {
			t.Fatalf("%s: %d numbers in fifteen accesses", name, len(steps))
		}
		if took := steps[4].After - steps[0].After; strings.Contains(name, "six hours") != (took == 6*time.Hour) {
			t.Errorf("%s: in %v", name, took)
		}
		if strings.Contains(name, "five operators") != (len(operators) == 5) {
			t.Errorf("%s: by %d", name, len(operators))
		}
	}
}

func dayOf(applicants int) func(seed uint64) []guardtest.Step {
	return func(seed uint64) []guardtest.Step { return guardtest.Day(seed, applicants) }
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
