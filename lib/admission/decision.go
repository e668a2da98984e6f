package admission

// This file, guard.go, login.go, conclusion.go and days.go are the rule book: what is decided on an admission and on a
// settlement, from integers to integers, without I/O, clock or import. Redis applies the same rules, in admit.lua and
// settle.lua, in one atomic step; a differential test holds the two together. Change both or neither.

// noLimit is a limit that is none.
const noLimit = -1

// word is an answer of the rule book.
type word string

const (
	granted    word = "granted"     // the access holds its hits and a lease
	unprepared word = "unprepared"  // no epoch: Redis is new, or was emptied
	rolledBack word = "rolled_back" // Redis knows less than it once did
	clockOff   word = "clock_off"   // no telling which day it is
	suspended  word = "suspended"   // by an administrator or by the registry's word
	ended      word = "ended"       // the agreement is over, and not bridged
	held       word = "held"        // by the guard
	exhausted  word = "exhausted"   // a day it could fall on has no hit left
	inProgress word = "in_progress" // another access holds the idempotency token
	answered   word = "answered"    // it was admitted before and is over
)

// state is where an access stands.
type state string

const (
	open    state = "open"    // admitted, not yet settled
	counted state = "counted" // settled, keeps its hits
	given   state = "given"   // gave its hits back, or never gets any (a tombstone)
	swept   state = "swept"   // nobody settled it in time: it keeps its hits; a late settlement corrects it, once
)

// day holds the counters of one calendar day. The zero value is a day without an access.
type day struct {
	used    int64 // hits reserved and not given back
	full    bool  // the registry said: kuota habis (JUKNIS-II.C.2b.3b)
	bound   int64 // used may not pass this by the registry's quotaLimiter; there is one if boundAt is set
	boundAt int64 // the revision that lowered bound last
}

// left returns how many hits the day has; noLimit if nothing bounds it.
func (d day) left(limit int64) int64 {
	if d.boundAt > 0 && (limit == noLimit || d.bound < limit) {
		limit = d.bound
	}
	if d.full {
		return 0
	}
	if limit == noLimit {
		return noLimit
	}
	return max(0, limit-d.used)
}

// access is what is remembered of one admission.
type access struct {
	id          string
	epoch, rev  int64 // when it was admitted
	first, last int64 // the days it counts on
	at, lease   int64 // admission, and the time by which it is over
	state       state
	used        int64 // of the first day, once it was reserved
	hold        word  // the rule that an override went past
	decided     bool  // an officer's decision is on record
}

// stored is what Redis holds, as far as one request can see.
type stored struct {
	now         int64
	epoch, rev  int64 // epoch 0: none
	highDay     int64 // the latest day anything was admitted on
	halted      bool
	suspended   string
	unlimited   bool  // mode unlimited (JUKNIS-II.B.2)
	bridged     int64 // access goes on until then after the agreement's end (PKS-4); 0: not
	failed      bool  // a credential pair failed and nobody resumed since
	pair        pair  // the claim's
	days        map[int64]day
	seen        sighting
	own, holder *access // under the request's own id; under its idempotency token
}

// teller is the process that asks: its clock, and the highest epoch and revision it has seen.
type teller struct{ clock, tolerance, epoch, rev int64 }

// unusable returns why the stored state must not be believed, or "".
func (s stored) unusable(t teller) word {
	switch {
	case s.epoch == 0:
		return unprepared
	case s.halted, t.epoch > s.epoch, t.epoch == s.epoch && t.rev > s.rev:
		return rolledBack
	}
	return ""
}

// clockOff reports whether the day is uncertain: the clocks differ, or the day would go backwards.
func (s stored) clockOff(t teller) bool {
	return max(s.now-t.clock, t.clock-s.now) > t.tolerance || dayOf(s.now) < s.highDay
}

func (s stored) live(a access) bool { return a.state == open && a.epoch == s.epoch && s.now < a.lease }

// claim asks for one access.
type claim struct {
	teller
	limit, call, lease      int64 // hits a day in mode poc; how long it may take; how long it may stay unsettled
	closes                  int64 // the end of the agreement
	card, recheck, override bool
	guard                   thresholds
}

// decision is the answer to a claim.
type decision struct {
	word        word
	fresh       bool   // granted now, to be recorded
	first, last int64  // granted: the days it counts on
	until       int64  // granted: its lease; exhausted, held, trying, inProgress: when to ask again
	at          int64  // granted: its admission
	used        int64  // granted: hits of the first day, this one included
	hold        word   // held: the rule; granted: the rule that the override went past
	id          string // answered: the access that was
}

// decide answers a claim. Own id first: a repeated request is the first one, its reply lost, and must not be charged again.
func decide(s stored, c claim) decision {
	if w := s.unusable(c.teller); w != "" {
		return decision{word: w}
	}
	switch a, h := s.own, s.holder; {
	case a != nil && s.live(*a):
		return decision{word: granted, first: a.first, last: a.last, until: a.lease, at: a.at, used: a.used, hold: a.hold}
	case a != nil:
		return decision{word: answered, id: a.id}
	case s.suspended != "":
		return decision{word: suspended}
	case s.clockOff(c.teller):
		return decision{word: clockOff}
	case s.now >= max(c.closes, s.bridged):
		return decision{word: ended}
	case h != nil && s.live(*h):
		return decision{word: inProgress, until: h.lease}
	case h != nil && h.state != given:
		return decision{word: answered, id: h.id}
	}
	return s.permit(c)
}

// permit asks the three keepers: of the account, of the rules, of the quota.
func (s stored) permit(c claim) decision {
	if w := s.pair.refused(s.now, s.failed); w != "" {
		return decision{word: w, until: s.pair.until}
	}
	rule, until := c.guard.hold(s.now, c, s.seen)
	if rule != "" && !c.override {
		return decision{word: held, hold: rule, until: until}
	}
	d := s.reserve(c)
	if d.word == granted {
		d.hold = rule
	}
	return d
}

// again is when to ask again after day n had no room: at its end, and if that is past, when the registry's clock cannot be
// before it any more.
func (s stored) again(n, tolerance int64) int64 {
	end := midnight(n + 1)
	if end <= s.now {
		end += tolerance
	}
	return end
}

// reserve wants room on every day that the registry could count the access on: its clock is off by up to the tolerance, so
// from now less the tolerance to the end of the call plus the tolerance.
func (s stored) reserve(c claim) decision {
	first, last := dayOf(s.now-c.tolerance), dayOf(s.now+c.call+c.tolerance)
	limit := c.limit
	if s.unlimited {
		limit = noLimit
	}
	for n := last; n >= first; n-- {
		if s.days[n].left(limit) == 0 {
			return decision{word: exhausted, until: s.again(n, c.tolerance)}
		}
	}
	return decision{word: granted, fresh: true, first: first, last: last, until: s.now + c.lease, at: s.now, used: s.days[first].used + 1}
}
