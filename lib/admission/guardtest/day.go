package guardtest

import (
	"fmt"
	"slices"
	"time"
)

// When the office takes applications (WIB).
const (
	opening   = 7*time.Hour + 30*time.Minute
	lunch     = 12 * time.Hour
	afternoon = 13 * time.Hour
	lastCall  = 15 * time.Hour // who came by then is served until half past three
)

// party is who is checked for one application, and when they come.
type party struct {
	at          time.Duration
	application string
	people      []number
}

// Day is the accesses of an ordinary day on which so many people are checked, at one counter or several.
func Day(seed uint64, applicants int) []Step {
	d := roll(seed)
	parties := d.parties(d.several(applicants))
	d.spread(parties)
	if d.oneIn(3) {
		d.queue(parties)
	}
	return d.serve(parties, 1+applicants/100+d.below(1+applicants/40))
}

// parties shares people out: most come alone; one application in eight is a company's, and one person in twenty files several.
func (d dice) parties(people []number) []party {
	var parties []party
	for len(people) > 0 {
		size := min(len(people), d.size())
		for range d.applications() {
			parties = append(parties, party{application: application(len(parties)), people: people[:size]})
		}
		people = people[size:]
	}
	return parties
}

func operator(n int) string { return fmt.Sprintf("petugas-%02d", n+1) }

func application(n int) string { return fmt.Sprintf("503/%04d/2026", n+1) }

func (d dice) size() int {
	if d.oneIn(8) {
		return 2 + d.below(7)
	}
	return 1
}

func (d dice) applications() int {
	if d.oneIn(20) {
		return 2 + d.below(2)
	}
	return 1
}

// spread has the parties come one by one, all day.
func (d dice) spread(parties []party) {
	for i := range parties {
		parties[i].at = d.arrival()
	}
}

// arrival is any moment until the last call; few come over lunch.
func (d dice) arrival() time.Duration {
	at := opening + d.seconds(0, int((lastCall-opening)/time.Second))
	if at >= lunch && at < afternoon && !d.oneIn(4) {
		return d.arrival()
	}
	return at
}

// queue lets some parties come together, as if by one bus.
func (d dice) queue(parties []party) {
	for i := range min(len(parties), 5+d.below(6)) {
		parties[i].at = parties[0].at
	}
}

// serve has each party served by the counter that is free first.
func (d dice) serve(parties []party, counters int) []Step {
	slices.SortStableFunc(parties, func(a, b party) int { return int(a.at - b.at) })
	free := make([]time.Duration, counters)
	var steps []Step
	for _, p := range parties {
		counter := slices.Index(free, slices.Min(free))
		served := d.accesses(p, operator(counter), max(p.at, free[counter]))
		free[counter] = served[len(served)-1].After
		steps = append(steps, served...)
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return int(a.After - b.After) })
	return steps
}

// accesses is one party at one counter: the papers are looked at first, then number after number is typed.
func (d dice) accesses(p party, operator string, from time.Duration) []Step {
	var steps []Step
	at := from + d.seconds(40, 120)
	for _, person := range p.people {
		for _, c := range d.checked(person) {
			steps = append(steps, c.step(at, operator, p.application))
			at += d.seconds(20, 50)
		}
	}
	return steps
}

func (c check) step(at time.Duration, operator, application string) Step {
	return Step{
		After: at, Operator: operator, Application: application, NIK: c.nik,
		Proven: c.proven, Shown: c.shown, Guess: c.guess, Recheck: c.recheck, Card: c.byCard,
	}
}
