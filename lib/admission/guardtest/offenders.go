package guardtest

import (
	"fmt"
	"iter"
	"time"
)

// Offenders run through numbers: each sweep in each manner, with each pretext. Their sequences never end; the seed moves where
// they start. None goes faster than one access in 50 seconds, and none asks for what the registry does not have: no rule but
// those about runs can hold them.
func Offenders() iter.Seq2[string, func(seed uint64) iter.Seq[Step]] {
	return func(yield func(string, func(uint64) iter.Seq[Step]) bool) {
		for o := range offenders {
			if !yield(fmt.Sprintf("%s, %s, %s", o.sweep.name, o.manner.name, o.pretext.name), o.steps) {
				return
			}
		}
	}
}

// offender has one of each.
type offender struct {
	sweep   sweep
	manner  manner
	pretext pretext
}

func offenders(yield func(offender) bool) {
	for _, s := range sweeps() {
		for _, m := range manners() {
			for _, p := range pretexts() {
				if !yield(offender{s, m, p}) {
					return
				}
			}
		}
	}
}

// slowly is no pace that a rule about pace would hold.
const slowly = 50 * time.Second

// manner is how many ask, and how long they take for a number.
type manner struct {
	name      string
	operators int
	pause     time.Duration
}

func manners() []manner {
	return []manner{
		{"by one operator", 1, slowly},
		{"over five operators", 5, slowly},
		{"five numbers in six hours", 1, 90 * time.Minute},
	}
}

// pretext is what is claimed about each number, in one access or several.
type pretext struct {
	name   string
	checks []check
}

func pretexts() []pretext {
	return []pretext{
		{"an invented name, or no claim", []check{{}}}, // the guard is told of neither: only what is proven counts
		{"shown only", []check{{shown: true}}},
		{"shown, then the name learnt", []check{{shown: true}, {recheck: true, proven: true}}},
		{"an invented name, then shown, then the name learnt", []check{{}, {recheck: true, shown: true}, {recheck: true, proven: true}}},
	}
}

// steps asks for number after number, each for an application of its own.
func (o offender) steps(seed uint64) iter.Seq[Step] {
	start := roll(seed).anybody()
	start.born = start.born.AddDate(0, 0, -max(0, start.born.Day()-28)) // a day that every month has
	return func(yield func(Step) bool) {
		at := opening
		for i := 0; ; i++ {
			n := o.sweep.number(start, o.sweep.at(seed, i)).nik()
			for _, c := range o.pretext.checks {
				c.nik = n
				if !yield(c.step(at, operator(i%o.manner.operators), application(i))) {
					return
				}
				at += max(slowly, o.manner.pause/time.Duration(len(o.pretext.checks)))
			}
		}
	}
}
