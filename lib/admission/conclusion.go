package admission

// settled is the answer to a closing, recorded now or before.
const settled word = "settled"

// closing is what is said of an access when it is over.
type closing struct {
	id      string
	outcome state  // counted; given: it never left; swept: nobody settled it
	full    bool   // the registry said: kuota habis
	left    int64  // the registry's quotaLimiter, noLimit if it sent none or is not to be followed
	suspend string // the registry's reason to stop, "" for none
	login   login
	proven  bool // who asked knew name and birth date, or held the card
	shown   bool // who asked has seen elements, and knows them from now on
	guess   bool // the registry knows no such NIK
}

// release is what the end of an access does to the evidence about its NIK.
//
// Whoever proves the NIK takes it out of the runs, though it was another access that brought it there: a claim mistyped, and
// mended, is no trace of running through numbers. But a name that was read off an answer proves nothing afterwards. So once
// somebody has seen elements without proof, the NIK is marked, and only the access that brought it could still take it out.
type release string

const (
	releaseNone release = ""
	releaseRuns release = "runs" // the NIK is in no run
	releaseAll  release = "all"  // the access never was: what it brought itself goes
	releaseMark release = "mark" // the NIK stays in its runs whatever is claimed later
)

// conclusion is what a closing changes.
type conclusion struct {
	word      word
	access    *access       // as it is remembered from now on; nil if nothing changes
	days      map[int64]day // their counters from now on
	suspended string        // the suspension from now on, "" for none
	release   release
	pair      pair // the claim's, from now on
	guess     bool // counts as one
	recorded  bool // goes into the ledger
}

// conclude applies a closing. The first one of an access wins; those that follow change nothing, but that a sweep is no word
// of anybody who knows: what comes after it corrects it.
//
// An access that Redis does not know (its admission is still on the way, or was lost with an emptied Redis) gives nothing
// back, but is remembered as over, so that the late admission is not charged. What the registry says of the day holds for the
// access's first day: a call at midnight that meets "kuota habis" met the old day's end, not the new day's.
func conclude(s stored, t teller, c closing) conclusion {
	if w := s.unusable(t); w != "" {
		return conclusion{word: w}
	}
	if s.late(c) {
		return conclusion{word: settled}
	}
	a, known := s.tombstone(t, c.id), s.own != nil
	if known {
		a = *s.own
	}
	days := map[int64]day{a.first: s.days[a.first]}
	if c.outcome == given && known && a.epoch == s.epoch {
		days = s.giveBack(a)
	}
	days[a.first] = days[a.first].told(c, s.rev+1)
	next := conclusion{word: settled, days: days, suspended: s.suspended, release: c.releases(a), guess: c.guess, recorded: known}
	if next.suspended == "" {
		next.suspended = c.suspend
	}
	next.pair = s.pair.told(c.login, c.id, s.failed)
	a.state = c.outcome
	next.access = &a
	return next
}

// late reports whether a closing comes after the access was closed, or is a sweep of what needs none.
func (s stored) late(c closing) bool {
	if c.outcome == swept {
		return s.own == nil || s.own.state != open || s.now < s.own.lease
	}
	return s.own != nil && s.own.state != open && s.own.state != swept
}

// releases returns what an access does to its evidence. Of a sweep nobody knows what was seen. What comes after one is past all
// that: the evidence went with the lease.
func (c closing) releases(a access) release {
	switch {
	case a.state != open:
		return releaseNone
	case c.outcome == given:
		return releaseAll
	case c.proven:
		return releaseRuns
	case c.shown, c.outcome == swept:
		return releaseMark
	}
	return releaseNone
}

// tombstone is an access nobody admitted. Its day is today, or yesterday while clocks may still say so.
func (s stored) tombstone(t teller, id string) access {
	n := max(dayOf(s.now-t.tolerance), s.highDay-1)
	return access{id: id, epoch: s.epoch, rev: s.rev + 1, first: n, last: n, at: s.now, lease: s.now}
}

// giveBack returns a's days without it. A bound set while a was open did not know that a would never be counted: it falls
// with the count, since the registry's word is never raised.
func (s stored) giveBack(a access) map[int64]day {
	days := map[int64]day{}
	for n := a.first; n <= a.last; n++ {
		d := s.days[n]
		if d.used > 0 { // a day may be too old to be there
			d.used--
			if d.boundAt > a.rev {
				d.bound--
			}
		}
		days[n] = d
	}
	return days
}

// told returns d after what the registry said, recorded with revision rev.
func (d day) told(c closing, rev int64) day {
	d.full = d.full || c.full
	if c.left != noLimit && (d.boundAt == 0 || d.used+c.left < d.bound) {
		d.bound, d.boundAt = d.used+c.left, rev
	}
	return d
}
