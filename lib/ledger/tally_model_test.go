package ledger_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// counting is the quota as Redis keeps it, with each count beside the ones before it: what is admitted counts at once, in the count
// it was admitted in, and records come later.
type counting struct {
	now    time.Time
	counts []count               // the last is the current one
	open   map[int]ledger.Record // admitted, no record yet
	swept  map[int]ledger.Record
	n      int
	tally  *ledger.Tally
}

type count struct {
	since string // day
	used  map[string]int64
}

// used returns what was used of a day in the count it belongs to: the last one that began on it or before.
func (c *counting) used(day string) int64 {
	used := int64(0)
	for _, count := range c.counts {
		if count.since <= day {
			used = count.used[day]
		}
	}
	return used
}

func (c *counting) epoch() int64 { return int64(len(c.counts)) }

func (c *counting) admit(overMidnight bool) {
	c.n++
	last := c.now
	if overMidnight {
		last = c.now.AddDate(0, 0, 1)
	}
	c.open[c.n] = ledgertest.Access(c.n, epoch(c.epoch()), days(ledger.DayOf(c.now), ledger.DayOf(last)))
	c.charge(c.open[c.n], 1)
}

func (c *counting) charge(r ledger.Record, n int64) {
	used := c.counts[r.Epoch-1].used
	used[r.Days[0]] += n
	if r.Days[1] != r.Days[0] {
		used[r.Days[1]] += n
	}
}

func (c *counting) settle(from map[int]ledger.Record, n int, gaveBack bool) {
	r := from[n]
	delete(from, n)
	r.Kind = ledger.Access
	if gaveBack {
		given(&r)
		c.charge(r, -1)
	}
	c.tally.Record(r)
}

func (c *counting) sweep(n int) {
	r := c.open[n]
	delete(c.open, n)
	c.swept[n] = r
	r.Kind, r.Outcome, r.Verdict = ledger.Swept, ledger.Unknown, ""
	c.tally.Record(r)
}

func (c *counting) initialise(hits int64) {
	today := ledger.DayOf(c.now)
	c.counts = append(c.counts, count{today, map[string]int64{today: hits}})
	c.tally.Record(with(initialise(hits), func(r *ledger.Record) { r.At, r.Epoch = c.now, c.epoch() }))
}

func (c *counting) external(hits int64) {
	c.counts[c.epoch()-1].used[ledger.DayOf(c.now)] += hits
	c.tally.Record(with(initialise(hits), func(r *ledger.Record) { r.At, r.Epoch, r.Action = c.now, 0, ledger.RecordExternal }))
}

func (c *counting) step(t *rapid.T) {
	switch step := rapid.IntRange(0, 9).Draw(t, "step"); {
	case step == 0:
		c.initialise(rapid.Int64Range(0, 9).Draw(t, "hits"))
	case step == 1:
		c.external(rapid.Int64Range(0, 9).Draw(t, "hits"))
	case step == 2:
		c.now = c.now.Add(rapid.SampledFrom([]time.Duration{time.Hour, 24 * time.Hour}).Draw(t, "passes"))
	case step < 6:
		c.admit(rapid.Bool().Draw(t, "over midnight"))
	case step == 6 && len(c.open) > 0:
		c.sweep(anyOf(t, c.open))
	case step == 7 && len(c.swept) > 0:
		c.settle(c.swept, anyOf(t, c.swept), rapid.Bool().Draw(t, "given back"))
	case len(c.open) > 0:
		c.settle(c.open, anyOf(t, c.open), rapid.Bool().Draw(t, "given back"))
	}
}

func anyOf(t *rapid.T, accesses map[int]ledger.Record) int {
	var all []int
	for n := range 1000 {
		if _, there := accesses[n]; there {
			all = append(all, n)
		}
	}
	return rapid.SampledFrom(all).Draw(t, "access")
}

func TestTheRecordsOfAnyScheduleRebuildTheQuota(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := counting{now: ledgertest.Start, open: map[int]ledger.Record{}, swept: map[int]ledger.Record{}, tally: ledger.NewTally()}
		c.initialise(0)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			c.step(t)
		}
		for len(c.open) > 0 { // once all are swept, the records know as much as Redis
			c.sweep(anyOf(t, c.open))
		}
		for day := ledgertest.Start; !day.After(c.now.AddDate(0, 0, 1)); day = day.AddDate(0, 0, 1) {
			if got, want := c.tally.Used(ledger.DayOf(day)), c.used(ledger.DayOf(day)); got != want {
				t.Fatalf("%s: %d, want %d", ledger.DayOf(day), got, want)
			}
		}
	})
}
