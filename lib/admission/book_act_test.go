package admission

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// deed is an administrator's act as act.lua gets it.
type deed struct {
	kind, id, token, code, paper string
	hits, proposed               int64
	missing                      [3]int64 // units that wait, were delivered, were closed
	force                        bool
	value                        any // mode, end of the bridging, or operator
	record                       string
}

// act is act.lua once more: it is short, and has no decision that needs a name.
func (b *book) act(now int64, t teller, d deed) word {
	w := b.view(now, "", "", "").unusable(t)
	b.halt(now, w)
	if _, known := b.tokens[d.token]; b.lastAct["act_id"] == d.id || known {
		return done
	}
	if refused := b.carry(now, t, d, w); refused != "" {
		return refused
	}
	b.rev++
	maps.Copy(b.lastAct, map[string]string{"act": d.kind, "act_id": d.id, "act_at": fmt.Sprint(now), "act_code": d.code, "act_paper": d.paper})
	if d.token != "" {
		b.tokens[d.token] = d.id
	}
	b.ledger = append(b.ledger, d.record)
	return done
}

func (b *book) carry(now int64, t teller, d deed, w word) word {
	switch d.kind {
	case "initialise":
		return b.initialise(now, t, d, w)
	case "record_external", "unlock":
		if w == "" && d.kind == "record_external" && elsewhen(now, t) {
			return clockOff
		}
		if w == "" {
			b.amend(now, d)
		}
		return w
	case "mode":
		b.mode = d.value.(string)
		b.lastAct["mode_paper"] = d.paper
	case "bridging":
		b.bridged = d.value.(int64)
		b.lastAct["bridged_paper"] = d.paper
	case "credentials": // nothing but the record
	case "suspend":
		b.suspended, b.suspendedAt = d.code, now
	default:
		b.suspended, b.suspendedAt, b.loginFailed = "", 0, 0
		clear(b.pairs)
	}
	return ""
}

// elsewhen reports whether the caller's clock is off, or on another day.
func elsewhen(now int64, t teller) bool {
	return math.Abs(float64(now-t.clock)) > float64(t.tolerance) || dayOf(now) != dayOf(t.clock)
}

func (b *book) initialise(now int64, t teller, d deed, w word) word {
	switch {
	case elsewhen(now, t):
		return clockOff
	case w == "" && !d.force:
		return prepared
	case d.proposed <= b.epoch:
		return behind
	}
	b.epoch, b.rev, b.highDay, b.halted = d.proposed, 0, dayOf(now), 0
	b.days = map[int64]day{b.highDay: {used: d.hits}}
	b.owed += d.missing[0] + d.missing[1] + d.missing[2]
	b.external += d.missing[0]
	b.delivered += d.missing[1]
	b.closed += d.missing[2]
	return ""
}

func (b *book) amend(now int64, d deed) {
	if d.kind == "record_external" {
		today := b.days[dayOf(now)]
		today.used += d.hits
		b.owed += d.hits
		b.external += d.hits
		b.days[dayOf(now)] = today
		return
	}
	operator := d.value.(string)
	if operator == "" {
		b.office = 0
	}
	for slot := slotOf(now) - 1; slot <= slotOf(now); slot++ {
		if operator == "" {
			delete(b.memory, slot)
			continue
		}
		maps.DeleteFunc(b.slot(slot).numbers, func(name string, _ int64) bool { return strings.HasSuffix(name, ":"+operator) })
	}
}

// sweep lists what sweep.lua does.
func (b *book) sweep(now int64) []any {
	strays := []any{}
	for _, id := range slices.Sorted(maps.Keys(b.open)) {
		if a := b.open[id]; a.lease <= now {
			strays = append(strays, []any{id, a.line(), b.details[id].draft})
		}
	}
	return strays
}

// decide is decide.lua once more.
func (b *book) decide(now int64, t teller, id string) word {
	w, a := b.view(now, "", "", "").unusable(t), b.recall(now, id)
	b.halt(now, w)
	switch {
	case w != "":
		return w
	case a == nil || a.state == given:
		return unheardOf
	case a.state == open:
		return inProgress
	case a.decided:
		return answered
	}
	b.rev++
	a.decided = true
	b.settled[id] = *a
	b.ledger = append(b.ledger, "decision about "+id)
	return done
}
