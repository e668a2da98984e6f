package admission

import (
	"fmt"
	"maps"
	"math"
)

// book is the plain model of what Redis holds: the rule book's decisions applied to Go maps, without a word of Lua.
type book struct {
	epoch, rev, highDay, halted int64
	suspended                   string
	suspendedAt                 int64
	days                        map[int64]day
	accesses                    map[string]access
	tokens                      map[string]string
	open                        map[string]int64
	lastAct                     map[string]string
}

func newBook() *book {
	return &book{days: map[int64]day{}, accesses: map[string]access{}, tokens: map[string]string{}, open: map[string]int64{}, lastAct: map[string]string{}}
}

func (b *book) clone() *book {
	c := *b
	c.days, c.accesses, c.tokens = maps.Clone(b.days), maps.Clone(b.accesses), maps.Clone(b.tokens)
	c.open, c.lastAct = maps.Clone(b.open), maps.Clone(b.lastAct)
	return &c
}

func (b *book) recall(now int64, id string) *access {
	if a, known := b.accesses[id]; known && a.at+keepMillis > now {
		return &a
	}
	return nil
}

func (b *book) view(now int64, id, token string) stored {
	s := stored{now: now, epoch: b.epoch, rev: b.rev, highDay: b.highDay, halted: b.halted > 0, suspended: b.suspended, days: b.days}
	s.own = b.recall(now, id)
	if holder, known := b.tokens[token]; known {
		s.holder = b.recall(now, holder)
	}
	return s
}

func (b *book) halt(now int64, w word) {
	if w == rolledBack && b.halted == 0 {
		b.halted = now
	}
}

func (b *book) admit(now int64, c claim, id, token string) decision {
	d := decide(b.view(now, id, token), c)
	b.halt(now, d.word)
	if !d.fresh {
		return d
	}
	b.turnTo(now)
	b.rev++
	for n := d.first; n <= d.last; n++ {
		charged := b.days[n]
		charged.used++
		b.days[n] = charged
	}
	b.accesses[id] = access{id: id, epoch: b.epoch, rev: b.rev, first: d.first, last: d.last, at: now, lease: d.until, state: open}
	b.open[id] = d.until
	if token != "" {
		b.tokens[token] = id
	}
	return d
}

// turnTo drops what is too old to matter when the day changes.
func (b *book) turnTo(now int64) {
	today := dayOf(now)
	if today > b.highDay {
		maps.DeleteFunc(b.days, func(n int64, _ day) bool { return n < today-keepDays })
		maps.DeleteFunc(b.open, func(_ string, lease int64) bool { return lease <= now-keepMillis })
	}
	b.highDay = today
}

func (b *book) settle(now int64, t teller, c closing) conclusion {
	next := conclude(b.view(now, c.id, ""), t, c)
	b.halt(now, next.word)
	if next.access == nil {
		return next
	}
	b.rev++
	maps.Copy(b.days, next.days)
	b.accesses[c.id] = *next.access
	delete(b.open, c.id)
	if next.suspended != b.suspended {
		b.suspended, b.suspendedAt = next.suspended, now
	}
	return next
}

// act is act.lua once more: it is short, and has no decision that needs a name.
func (b *book) act(now int64, t teller, kind, id, code string, used int64, force bool) word {
	if b.lastAct["act_id"] == id {
		return done
	}
	w := b.view(now, "", "").unusable(t)
	b.halt(now, w)
	switch {
	case kind == "initialise" && math.Abs(float64(now-t.clock)) > float64(t.tolerance):
		return clockOff
	case kind == "initialise" && w == "" && !force:
		return prepared
	case kind == "initialise":
		b.epoch, b.rev, b.highDay, b.halted = max(now, b.epoch+1, t.epoch+1), 0, dayOf(now), 0
		b.days, b.open = map[int64]day{b.highDay: {used: used}}, map[string]int64{}
	case kind == "suspend":
		b.suspended, b.suspendedAt = code, now
	default:
		b.suspended, b.suspendedAt = "", 0
	}
	b.rev++
	b.lastAct = map[string]string{"act": kind, "act_id": id, "act_at": fmt.Sprint(now), "act_code": code, "act_paper": "n/1"}
	return done
}
