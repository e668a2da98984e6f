package ledger

import (
	"maps"
	"slices"
)

// Tally counts what the records say: quota and figures of the report, from the ledger and its seals alone. Records come in the order
// of their numbers; those of [Verify]'s items may be taken, which proves what is counted. It keeps a few numbers for each day.
type Tally struct {
	begun []beginning
	used  map[string]int64
	days  map[string]*Figures
	swept map[string]Record // by access id, until the late word: there are few
	owed  owed
}

// beginning is when a count began: it is the one of that day and all later ones, until the next begins.
type beginning struct {
	day   string
	epoch int64
}

// NewTally returns an empty tally.
func NewTally() *Tally {
	return &Tally{used: map[string]int64{}, days: map[string]*Figures{}, swept: map[string]Record{}, owed: owed{units: map[unitID]*unit{}, endings: map[endingKey]*ending{}}}
}

// Begun reports whether a count was started: without that the figures are of no whole day.
func (t *Tally) Begun() bool { return len(t.begun) > 0 }

// Record counts one record. Of an access that was swept, a later record takes the place of the earlier.
func (t *Tally) Record(r Record) {
	switch {
	case r.Kind == Swept:
		t.swept[r.AccessID] = r
	case r.Kind == Access:
		if earlier, known := t.swept[r.AccessID]; known {
			t.count(earlier, -1)
			delete(t.swept, r.AccessID)
		}
	case r.Action == Initialise:
		t.begin(r)
	case r.Action == RecordExternal:
		t.used[DayOf(r.At)] += *r.Hits
		t.owed.external += *r.Hits
	case r.Kind == Feedback && r.Hits != nil:
		t.discard(r)
	case r.Kind == Feedback:
		t.step(r)
	}
	t.count(r, 1)
}

// begin starts a count: the days before are what they were; whatever was counted on this day and the next is replaced.
func (t *Tally) begin(r Record) {
	today := DayOf(r.At)
	maps.DeleteFunc(t.used, func(day string, _ int64) bool { return day > today })
	t.used[today] = *r.Hits
	t.begun = append(t.begun, beginning{today, r.Epoch})
	t.owed.lose(r.Lost)
	t.owed.external += r.Unheard
}

// count adds a record to its day's figures, and to the quota of the days it is charged on, or takes it away again.
func (t *Tally) count(r Record, sign int64) {
	t.day(r.day()).record(r, sign)
	if !r.Charged {
		return
	}
	t.owed.access(r, sign)
	if len(t.begun) == 0 { // the act that began the count was kept long enough, and is gone
		t.begun = append(t.begun, beginning{epoch: r.Epoch})
	}
	for _, day := range slices.Compact(r.Days[:]) {
		if t.epoch(day) == r.Epoch {
			t.used[day] += sign
		}
	}
}

// epoch returns the count that a day belongs to.
func (t *Tally) epoch(day string) int64 {
	for _, b := range slices.Backward(t.begun) {
		if b.day <= day {
			return b.epoch
		}
	}
	return 0
}

// Seal adds the totals of a seal.
func (t *Tally) Seal(s Seal) {
	for day, counters := range s.Totals {
		for name, n := range counters {
			t.day(day).Totals.add(name, n)
		}
	}
}

// Used returns how many hits of a day's quota the records account for, yyyy-mm-dd. Redis may know more: accesses that are neither
// settled nor swept yet.
//
// Initialising sets its day to the hits it was told, and begins the count of that day and those after it. An access counts on each of
// its days if its hit was charged and it was admitted in that day's count; hits made in a browser are added.
func (t *Tally) Used(day string) int64 { return t.used[day] }

// Figures returns the sum of all days from the first to the last, both inclusive, yyyy-mm-dd.
func (t *Tally) Figures(first, last string) Figures {
	sum := newFigures()
	for day, figures := range t.days {
		if first <= day && day <= last {
			sum.merge(figures)
		}
	}
	return *sum
}

func (t *Tally) day(day string) *Figures {
	if t.days[day] == nil {
		t.days[day] = newFigures()
	}
	return t.days[day]
}

// day returns the day whose figures a record is part of: an access belongs to the first it counts on.
func (r Record) day() string {
	if r.Days[0] != "" {
		return r.Days[0]
	}
	return DayOf(r.At)
}
