package guardtest

import (
	"iter"
	"time"
)

// Innocents are stories in which a careless rule would hold somebody who is only at the counter, each with its name.
func Innocents() iter.Seq2[string, func(seed uint64) []Step] {
	return func(yield func(string, func(uint64) []Step) bool) {
		_ = yield("a family of five", family) &&
			yield("twins", twins) &&
			yield("a company's board of eight", board) &&
			yield("a typing error", typingError) &&
			yield("forty people born on one day", oneDay) &&
			yield("forty people born on a 1st of January", newYear) &&
			yield("sixty people of one sub-district", outreach)
	}
}

// family is two parents and three grown children, registered in one place, for one application.
func family(seed uint64) []Step {
	d := roll(seed)
	people := d.several(5)
	for i := range people {
		people[i].kecamatan, people[i].serial = people[0].kecamatan, 1+d.below(2)
		people[i] = people[i].from(people[0].province*100 + people[0].kabupaten)
	}
	return d.together(people)
}

// twins got their numbers one after the other.
func twins(seed uint64) []Step {
	d := roll(seed)
	one := d.anybody()
	other := one
	other.serial++
	return d.together([]number{one, other})
}

// board is checked by one officer in a few minutes.
func board(seed uint64) []Step {
	d := roll(seed)
	return d.together(d.several(8))
}

// typingError is one in the claim of the first and one in the NIK of the second, both mended at once.
func typingError(seed uint64) []Step {
	d := roll(seed)
	first, second := d.anybody().nik(), d.anybody().nik()
	var steps []Step
	for i, c := range []check{
		{nik: first}, {nik: first, recheck: true, proven: true}, {nik: d.mistyped(second), guess: true}, {nik: second, proven: true},
	} {
		steps = append(steps, c.step(opening+time.Duration(i)*20*time.Second, operator(0), application(i/2)))
	}
	return steps
}

// oneDay is forty applicants of the same age to the day, wherever from.
func oneDay(seed uint64) []Step {
	d := roll(seed)
	people, born := d.several(40), d.birthday()
	for i := range people {
		people[i].born = born
	}
	return d.allDay(people)
}

// newYear is forty who do not know their birthday, and were assigned one.
func newYear(seed uint64) []Step {
	d := roll(seed)
	people := d.several(40)
	for i := range people {
		people[i].born = date(people[i].born.Year(), time.January, 1)
	}
	return d.allDay(people)
}

// outreach is a day on which the office goes to a village.
func outreach(seed uint64) []Step {
	d := roll(seed)
	people := d.several(60)
	for i := range people {
		people[i] = people[i].from(home)
		people[i].kecamatan = people[0].kecamatan
	}
	return d.allDay(people)
}

// together is one application with all the people, at one counter.
func (d dice) together(people []number) []Step {
	return d.serve([]party{{at: d.arrival(), application: application(0), people: apart(people)}}, 1)
}

// allDay is an application of each, at two counters.
func (d dice) allDay(people []number) []Step {
	parties := make([]party, len(people))
	for i, person := range apart(people) {
		parties[i] = party{application: application(i), people: []number{person}}
	}
	d.spread(parties)
	return d.serve(parties, 2)
}
