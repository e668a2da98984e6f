package admission

import (
	"fmt"
	"maps"
	"slices"
)

// memory is what the guard keeps in one slot.
type memory struct {
	numbers map[string]int64    // paces and guesses
	lists   map[string][]string // members, a comma before each, or a semicolon: marked
	pairs   map[string][2]int64 // last access and rechecks
	dated   bool                // it will expire
}

func (m *memory) clone() *memory {
	c := memory{maps.Clone(m.numbers), map[string][]string{}, maps.Clone(m.pairs), m.dated}
	for name, list := range m.lists {
		c.lists[name] = slices.Clone(list)
	}
	return &c
}

func (b *book) slot(n int64) *memory {
	m, known := b.memory[n]
	if !known {
		m = &memory{numbers: map[string]int64{}, lists: map[string][]string{}, pairs: map[string][2]int64{}}
		b.memory[n] = m
	}
	return m
}

// knock is who comes to the guard, and with what.
type knock struct {
	operator, login, draft string
	unit                   Unit
	evidence               []Evidence
}

// sighting gathers what is remembered, over both slots and all keys.
func (b *book) sighting(now int64, k knock) sighting {
	current, before := b.slot(slotOf(now)), b.slot(slotOf(now)-1)
	s := sighting{
		operator: max(current.numbers["pace:"+k.operator], before.numbers["pace:"+k.operator]),
		office:   b.office,
		guesses:  current.numbers["guess:"+k.operator] + before.numbers["guess:"+k.operator],
	}
	others := func(name, member string) int64 {
		all := map[string]bool{}
		for _, m := range slices.Concat(current.lists[name], before.lists[name]) {
			all[m[1:]] = m[1:] != member
		}
		return int64(len(slices.DeleteFunc(slices.Collect(maps.Keys(all)), func(m string) bool { return !all[m] })))
	}
	for _, e := range k.evidence {
		s.stuffed += others(e.Application, e.Member)
		for family, bucket := range e.Runs {
			s.runs[family] += others(bucket, e.Member)
		}
		for _, m := range []*memory{current, before} {
			if p := m.pairs[e.Pair]; p[0] > s.last {
				s.last, s.rechecks = p[0], p[1]
			}
		}
	}
	return s
}

// note remembers a granted access, and returns what its end will need.
func (b *book) note(now int64, c claim, k knock, s sighting) opened {
	m, e := b.slot(slotOf(now)), k.evidence[0]
	m.dated = true
	m.numbers["pace:"+k.operator], _ = c.guard.operator.next(s.operator, now)
	b.office, _ = c.guard.office.next(s.office, now)
	o := opened{slot: slotOf(now), evidence: e, last: s.last, checked: s.rechecks, draft: k.draft, unit: k.unit, operator: k.operator}
	o.joined[0] = m.join(e.Application, e.Member, c.guard.stuffing)
	again := s.rechecks
	if c.recheck && s.last > 0 {
		again++
	}
	m.pairs[e.Pair] = [2]int64{now, again}
	for family, bucket := range e.Runs {
		limit := c.guard.patterned
		if family == 0 {
			limit = c.guard.sequential
		}
		o.joined[1+family] = !c.card && m.join(bucket, e.Member, limit)
	}
	return o
}

func (m *memory) join(name, member string, limit int64) bool {
	if slices.Contains(m.lists[name], ","+member) || slices.Contains(m.lists[name], ";"+member) || int64(len(m.lists[name])) >= limit {
		return false
	}
	m.lists[name] = append(m.lists[name], ","+member)
	return true
}

// release changes the evidence about an access's NIK.
func (b *book) release(o opened, at int64, r release) {
	m := b.slot(o.slot)
	marked, unmarked := ";"+o.evidence.Member, ","+o.evidence.Member
	if r == releaseAll {
		m.drop(o.joined[0], o.evidence.Application, unmarked)
		if m.pairs[o.evidence.Pair][0] == at {
			m.pairs[o.evidence.Pair] = [2]int64{o.last, o.checked}
		}
	}
	for family, bucket := range o.evidence.Runs {
		brought := o.joined[1+family]
		switch r {
		case releaseAll:
			m.drop(brought, bucket, unmarked)
		case releaseRuns:
			m.drop(true, bucket, unmarked)
			m.drop(brought, bucket, marked)
		case releaseMark:
			if i := slices.Index(m.lists[bucket], unmarked); i >= 0 {
				m.lists[bucket][i] = marked
			}
		}
	}
}

func (m *memory) drop(may bool, name, entry string) {
	if may {
		m.lists[name] = slices.DeleteFunc(m.lists[name], func(other string) bool { return other == entry })
	}
	if len(m.lists[name]) == 0 {
		delete(m.lists, name)
	}
}

// dump spells the slot as Redis stores it.
func (m *memory) dump() map[string]string {
	fields := map[string]string{}
	if m.dated {
		fields["what"] = "evidence of the access guard: keyed tokens, no numbers (lib/admission, JUKNIS-II.E.1)"
	}
	for name, n := range m.numbers {
		fields[name] = fmt.Sprint(n)
	}
	for name, list := range m.lists {
		for _, member := range list {
			fields[name] += member
		}
	}
	for name, p := range m.pairs {
		fields[name] = fmt.Sprintf("%d %d", p[0], p[1])
	}
	return fields
}
