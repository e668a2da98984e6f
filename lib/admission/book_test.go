package admission

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// book is the plain model of what Redis holds: the rule book's decisions applied to Go maps, without a word of Lua.
type book struct {
	epoch, rev, highDay, halted int64
	suspended                   string
	suspendedAt                 int64
	days                        map[int64]day
	mode                        string
	bridged, loginFailed        int64
	office                      int64 // the time that pace.next keeps
	pairs                       map[string]pair
	settled                     map[string]access
	open                        map[string]access
	details                     map[string]opened // of open accesses
	memory                      map[int64]*memory // by slot
	counters                    map[string]int64
	ledger                      []string
	tokens                      map[string]string
	lastAct                     map[string]string
	units                       map[string]account // by token
	owing                       map[string]string  // of swept accesses: token and id of their unit
	owed, external              int64
	delivered, closed           int64
}

// opened is what is kept of an access until it is settled.
type opened struct {
	slot          int64
	evidence      Evidence
	last, checked int64              // of the pair, before this access
	joined        [1 + families]bool // the application and the families
	draft         string
	unit          Unit
	operator      string
}

func newBook() *book {
	return &book{mode: "poc", days: map[int64]day{}, pairs: map[string]pair{}, settled: map[string]access{}, open: map[string]access{}, details: map[string]opened{},
		memory: map[int64]*memory{}, counters: map[string]int64{}, tokens: map[string]string{}, lastAct: map[string]string{}, units: map[string]account{}, owing: map[string]string{}}
}

func (b *book) clone() *book {
	c := *b
	c.days, c.settled, c.tokens = maps.Clone(b.days), maps.Clone(b.settled), maps.Clone(b.tokens)
	c.details, c.units, c.owing = maps.Clone(b.details), maps.Clone(b.units), maps.Clone(b.owing)
	c.open, c.lastAct, c.pairs, c.counters = maps.Clone(b.open), maps.Clone(b.lastAct), maps.Clone(b.pairs), maps.Clone(b.counters)
	c.ledger, c.memory = slices.Clone(b.ledger), map[int64]*memory{}
	for slot, m := range b.memory {
		c.memory[slot] = m.clone()
	}
	return &c
}

func (b *book) recall(now int64, id string) *access {
	if a, known := b.open[id]; known {
		return &a
	}
	if a, known := b.settled[id]; known && a.at+keepMillis > now {
		return &a
	}
	return nil
}

func (b *book) view(now int64, id, token, login string) stored {
	s := stored{now: now, epoch: b.epoch, rev: b.rev, highDay: b.highDay, halted: b.halted > 0, suspended: b.suspended, days: b.days,
		unlimited: b.mode == "unlimited", bridged: b.bridged, failed: b.loginFailed > 0, pair: b.pairs[login]}
	s.own = b.recall(now, id)
	if holder, known := b.tokens[token]; known {
		if a := b.recall(now, holder); a != nil && a.at+keepMillis > now {
			s.holder = a
		}
	}
	return s
}

func (b *book) halt(now int64, w word) {
	if w == rolledBack && b.halted == 0 {
		b.halted = now
	}
}

func (b *book) admit(now int64, c claim, id, token string, k knock) decision {
	s := b.view(now, id, token, k.login)
	s.seen = b.sighting(now, k)
	d := decide(s, c)
	b.halt(now, d.word)
	if d.word == held {
		b.counters[fmt.Sprint(dayOf(now), ":hold:", d.hold)]++
	}
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
	b.open[id] = access{id: id, epoch: b.epoch, rev: b.rev, first: d.first, last: d.last, at: now, lease: d.until, state: open, used: d.used, hold: d.hold}
	b.details[id] = b.note(now, c, k, s.seen)
	if s.failed && !s.pair.good {
		b.pairs[k.login] = pair{id: id, until: d.until}
	}
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
	}
	b.highDay = today
}

// closer is what a settlement says beside its closing.
type closer struct{ login, operator, status, record, joined, who string }

func (b *book) settle(now int64, t teller, c closing, l closer) conclusion {
	next := conclude(b.view(now, c.id, "", l.login), t, c)
	b.halt(now, next.word)
	if next.access == nil {
		return next
	}
	if id := b.goesBy(now, c.id, c.outcome); id != "" && id != cmp.Or(l.joined, c.id) {
		return conclusion{word: joins}
	}
	b.owe(now, c, l)
	b.rev++
	maps.Copy(b.days, next.days)
	b.release(b.details[c.id], b.open[c.id].at, next.release)
	b.settled[c.id] = *next.access
	delete(b.open, c.id)
	delete(b.details, c.id)
	if next.suspended != b.suspended {
		b.suspended, b.suspendedAt = next.suspended, now
		code, _, _ := strings.Cut(next.suspended, " ")
		b.counters[fmt.Sprint(dayOf(now), ":suspended:", code)]++
	}
	if b.pairs[l.login] = next.pair; next.pair == (pair{}) {
		delete(b.pairs, l.login)
	}
	if c.login == loginFailed && b.loginFailed == 0 {
		b.loginFailed = now
	}
	if next.guess && l.operator != "" {
		m := b.slot(slotOf(now))
		m.numbers["guess:"+l.operator]++
		m.dated = true
	}
	if l.status != "" {
		b.counters[fmt.Sprint(dayOf(now), ":status:", l.status)]++
	}
	if next.recorded {
		b.ledger = append(b.ledger, l.record)
	}
	return next
}
