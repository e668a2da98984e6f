package admission

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

const (
	ledgerKey   = keyTag + "ledger"
	countersKey = keyTag + "counters"
	guardKey    = keyTag + "guard:"
)

// dump spells the book as Redis stores it: key, field, value.
func (b *book) dump() map[string]map[string]string {
	all := map[string]map[string]string{quotaKey: b.dumpQuota(), ledgerKey: {}, countersKey: {}}
	for id, a := range b.open {
		all[quotaKey][openField(id)] = a.line() + b.details[id].dump()
	}
	for id, a := range b.settled {
		all[accessKey(id)] = map[string]string{"": a.line() + b.owing[id]}
	}
	b.dumpUnits(all)
	for token, id := range b.tokens {
		all[keyTag+"idempotency:"+token] = map[string]string{"": id}
	}
	for i, record := range b.ledger {
		entry, _ := json.Marshal([]string{"r", record, "m", "mac"})
		all[ledgerKey][fmt.Sprintf("0-%d", i+1)] = string(entry)
	}
	for name, n := range b.counters {
		put(all[countersKey], name, n)
	}
	for slot, m := range b.memory {
		all[slotKey(slot)] = m.dump()
	}
	maps.DeleteFunc(all, func(_ string, fields map[string]string) bool { return len(fields) == 0 })
	return all
}

// slotKey names a half of a day: a until noon, b from then on.
func slotKey(slot int64) string { return fmt.Sprint(guardKey, slot/2, []string{"a", "b"}[slot%2]) }

func put(fields map[string]string, name string, value any) {
	if text := fmt.Sprint(value); text != "0" && text != "" {
		fields[name] = text
	}
}

func (b *book) dumpQuota() map[string]string {
	quota := maps.Clone(b.lastAct)
	quota["head"] = fmt.Sprint(b.epoch, b.rev, b.highDay, b.office, " ", b.mode)
	suspendedAt := b.suspendedAt
	if rest := fmt.Sprint(" ", b.halted, suspendedAt, b.bridged, b.loginFailed, " ", b.suspended); rest != " 0 0 0 0 " {
		quota["head"] += rest
	}
	for n, d := range b.days {
		quota[fmt.Sprint("day:", n)] = fmt.Sprint(d.used)
		if full := len(only(d.full, "1")); full > 0 || d.boundAt > 0 {
			quota[fmt.Sprint("day:", n)] = fmt.Sprint(d.used, full, d.bound, d.boundAt)
		}
	}
	for fingerprint, p := range b.pairs {
		switch {
		case p.bad:
			quota[loginField(fingerprint)] = "bad"
		case p.good:
			quota[loginField(fingerprint)] = "good"
		default:
			quota[loginField(fingerprint)] = fmt.Sprintf("%d %s", p.until, p.id)
		}
	}
	maps.DeleteFunc(quota, func(_, value string) bool { return value == "" || value == "0" || value == "0 0 0 0 poc" })
	return quota
}

// line spells an access as common.lua describes it.
func (a access) line() string {
	line := fmt.Sprint(a.epoch, a.rev, a.first, a.last, a.at, a.lease-a.at, " ", a.state, " ", len(only(a.decided, "1")))
	if a.state == open {
		line += fmt.Sprint(" ", a.used, " ", cmp.Or(a.hold, none))
	}
	return line
}

// dump spells the rest of an open access as admit.lua describes it.
func (o opened) dump() string {
	spared := "-"
	for i, joined := range o.joined {
		spared += only(!joined, fmt.Sprint(4+i, "-"))
	}
	return fmt.Sprintf("\n%s %s %s %d %d\n%s %s %s\n%s", slotKey(o.slot), o.evidence.Member, spared, o.last, o.checked,
		o.evidence.Pair, o.evidence.Application, strings.Join(o.evidence.Runs[:], " "), o.unit.lines()+o.draft)
}
