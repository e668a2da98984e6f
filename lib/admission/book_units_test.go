package admission

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"simpul/lib/resident"
)

const unitsKey = keyTag + "units"

func unitKey(token string) string { return keyTag + "unit:" + token }

// drawUnit is one of a few, under one key or, after a rotation, two.
func drawUnit(t *rapid.T, person, application int) Unit {
	number := fmt.Sprintf("503/%d %d", application, person)
	switch rapid.IntRange(0, 4).Draw(t, "unit") {
	case 0:
		return Unit{}
	case 1:
		return Unit{Tokens: []string{fmt.Sprintf("k2.%d%d", application, person), fmt.Sprintf("k1.%d%d", application, person)}, Application: number}
	}
	return Unit{Tokens: []string{fmt.Sprintf("k1.%d%d", application, person)}, Application: number}
}

// unitOf finds the unit of an access: the first that goes on, else one that it opens; "" for none, and for an access that is forgotten.
func (b *book) unitOf(now int64, id string) (token string, unit *account) {
	if b.recall(now, id) == nil {
		return "", nil
	}
	if owing := b.sweptFor(id); owing != "" {
		token, _, _ = strings.Cut(strings.TrimPrefix(owing, " "), " ")
		if u, known := b.units[token]; known {
			unit = &u
		}
		return token, unit
	}
	o := b.details[id]
	if len(o.unit.Tokens) == 0 {
		return "", nil
	}
	for _, token := range o.unit.Tokens {
		if u, known := b.units[token]; known && u.state != unitClosed {
			return token, &u
		}
	}
	return o.unit.Tokens[0], nil
}

// sweptFor is what an access owes for since it was swept; one of the same id that was admitted after it was forgotten hides it.
func (b *book) sweptFor(id string) string {
	if _, open := b.open[id]; open {
		return ""
	}
	return b.owing[id]
}

// goesBy is the id of the unit that a record must name, "" where nothing is owed.
func (b *book) goesBy(now int64, id string, outcome state) string {
	if b.recall(now, id) == nil {
		return ""
	}
	if owing := b.sweptFor(id); owing != "" && outcome != given {
		return owing[strings.LastIndexByte(owing, ' ')+1:]
	}
	_, open := b.open[id]
	token, unit := b.unitOf(now, id)
	switch {
	case token == "" || !open || outcome == given:
		return ""
	case unit == nil:
		return id
	}
	return unit.id
}

// owe is what a settlement makes of units.
func (b *book) owe(now int64, c closing, l closer) {
	a, isOpen := b.open[c.id]
	token, unit := b.unitOf(now, c.id)
	id := b.goesBy(now, c.id, c.outcome)
	owing := b.sweptFor(c.id)
	delete(b.owing, c.id)
	answer := foundBy(resident.Status(l.status))
	switch {
	case token == "":
	case owing != "" && unit != nil:
		after, gone := unit.amend(c.id, c.outcome, answer)
		if b.units[token] = after; gone {
			delete(b.units, token)
			b.owed--
		}
	case isOpen && c.outcome != given:
		if unit == nil {
			b.owed++
		}
		b.units[token] = unit.owe(a, l.who, b.details[c.id].unit.Application, answer)
		if c.outcome == swept {
			b.owing[c.id] = " " + token + " " + id
		}
	}
}

// end makes lib/feedback's steps of a unit, as far as they matter here.
func (s *story) end(t *rapid.T) {
	var tokens []string
	for token := range s.book.units {
		tokens = append(tokens, token)
	}
	if len(tokens) == 0 {
		return
	}
	slices.Sort(tokens)
	token := rapid.SampledFrom(tokens).Draw(t, "unit")
	u := s.book.units[token]
	u.state, u.rest = rapid.SampledFrom([]string{unitClosed, "delivered", "queued"}).Draw(t, "state"), "{}"
	s.book.units[token] = u
	p := s.client.Pipeline()
	p.Set(t.Context(), unitKey(token), u.line(), 0)
	p.ZRem(t.Context(), unitsKey+":open", token)
	if _, err := p.Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (b *book) dumpUnits(all map[string]map[string]string) {
	all[unitsKey], all[unitsKey+":open"] = map[string]string{}, map[string]string{}
	put(all[unitsKey], "units", b.owed)
	put(all[unitsKey], "external", b.external)
	put(all[unitsKey], "delivered", b.delivered)
	put(all[unitsKey], "closed", b.closed)
	for token, u := range b.units {
		all[unitKey(token)] = map[string]string{"": u.line()}
		if u.state == unitOpen {
			put(all[unitsKey+":open"], token, u.since)
		}
	}
}
