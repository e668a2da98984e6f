package ledger

import (
	"cmp"
	"maps"
	"slices"
)

// Owed is where all units stand: Units = Delivered + Closed + Queued + Dead + Open (PKS-2.2b).
type Owed struct {
	Units, Delivered, Closed, Queued, Dead, Open int64

	External int64  // of Open: hits made elsewhere that nobody has told of yet, and units that Redis has lost
	Since    Counts // of Open without those: by the day that the unit began on, yyyy-mm-dd
}

// owed is what a tally knows of units: about a hundred bytes of each.
type owed struct {
	units    map[unitID]*unit
	endings  map[endingKey]*ending
	opened   int64 // units so far
	external int64 // hits made elsewhere and not told of, and units that Redis has lost; each is a unit without an id
	dropped  int64 // of these, those of which nobody will tell
}

// unitID is the UUID that a unit goes by.
type unitID [16]byte

// unit is one that was begun.
type unit struct {
	number   int64   // its place among all
	since    string  // day of its first access
	accesses int64   // that are charged
	state    string  // the last step, "" for none
	override string  // the code for what was submitted last, "" for none
	ended    *ending // the step that ended it, while it is ended; nil if that is not known
	told     *ending // its last delivery
}

// ending is what the figures take from the step that ended a unit. Many units share one.
type ending struct {
	endingKey
	licences []string
}

type endingKey struct {
	day, action, code, override string
	licences                    string // types, each with a line break behind it
}

// ending returns what the figures take from a step; a delivery is of what was submitted with that override.
func (o *owed) ending(r Record, override string) *ending {
	key := endingKey{day: r.day(), action: r.Action, code: r.Code, override: override}
	for _, licence := range r.Licences {
		key.licences += licence + "\n"
	}
	if o.endings[key] == nil {
		o.endings[key] = &ending{key, r.Licences}
	}
	return o.endings[key]
}

// access counts an access for its unit, or takes it away again: a unit that nobody has said anything of goes with its last one.
func (o *owed) access(r Record, sign int64) {
	id := r.Unit
	if id == "" {
		id = r.AccessID
	}
	u := o.unit(idOf(id), r.day())
	u.accesses += sign
	if u.accesses == 0 && u.state == "" {
		delete(o.units, idOf(id))
	}
}

func (o *owed) unit(id unitID, day string) *unit {
	if o.units[id] == nil {
		o.opened++
		o.units[id] = &unit{number: o.opened, since: day}
	}
	return o.units[id]
}

// lose takes their names from the n oldest that wait. A Redis that lost units knows only newer ones.
func (o *owed) lose(n int64) {
	waiting := slices.Collect(maps.Keys(o.units))
	waiting = slices.DeleteFunc(waiting, func(id unitID) bool { return o.units[id].over() })
	slices.SortFunc(waiting, func(a, b unitID) int { return cmp.Compare(o.units[a].number, o.units[b].number) })
	for _, id := range waiting[:min(n, int64(len(waiting)))] {
		delete(o.units, id)
		o.external++
	}
}

func (u *unit) over() bool {
	return u.state == Delivered || u.state == Closed || u.state == Discarded
}

// step takes a unit to its next state. What a correction replaces is in the figures no more; it is again if the correction is discarded.
func (t *Tally) step(r Record) {
	id := unitID(idOf(r.Unit))
	if r.Manual && t.owed.units[id] == nil && t.owed.external > 0 {
		t.owed.external--
	}
	u := t.owed.unit(id, r.day())
	t.end(u.ended, -1)
	u.state, u.ended = r.Action, nil
	switch {
	case r.Action == Submitted:
		u.override = r.Override
	case r.Action == Discarded && r.Correction:
		u.state, u.ended = Delivered, u.told
	case r.Action == Delivered:
		u.ended = t.owed.ending(r, u.override)
		u.told = u.ended
	case r.Action == Closed || r.Action == Discarded:
		u.ended = t.owed.ending(r, "")
	}
	t.end(u.ended, 1)
}

// discard ends hits made elsewhere.
func (t *Tally) discard(r Record) {
	t.owed.external -= *r.Hits
	t.owed.dropped += *r.Hits
	t.end(t.owed.ending(r, ""), *r.Hits)
}

// end counts the end of a unit on its day, or takes it away again; nothing, if there was none or it is not known.
func (t *Tally) end(e *ending, n int64) {
	if e != nil {
		t.day(e.day).ended(e, n)
	}
}

// ended counts the end of a unit, or takes it away again.
func (f *Figures) ended(e *ending, n int64) {
	for _, licence := range e.licences {
		f.Licences.add(licence, n)
	}
	switch {
	case e.action != Delivered:
		f.Closings.add(e.code, n)
	case e.override != "":
		f.Unsupported.add(e.override, n)
	}
}

// Owed returns where all units stand after the last record.
func (t *Tally) Owed() Owed {
	o := Owed{Units: t.owed.external + t.owed.dropped, Open: t.owed.external, Closed: t.owed.dropped, External: t.owed.external, Since: Counts{}}
	for _, u := range t.owed.units {
		o.Units++
		switch u.state {
		case Delivered:
			o.Delivered++
		case Closed, Discarded:
			o.Closed++
		case Submitted:
			o.Queued++
		case Died:
			o.Dead++
		default:
			o.Open++
			o.Since.add(u.since, 1)
		}
	}
	return o
}
