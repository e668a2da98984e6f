package admission

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// dump spells the book as Redis stores it: key, field, value.
func (b *book) dump() map[string]map[string]string {
	all := map[string]map[string]string{quotaKey: b.dumpQuota(), openKey: {}, ledgerKey: {}, countersKey: {}}
	for id, lease := range b.open {
		put(all[openKey], id, lease)
	}
	for id, a := range b.accesses {
		all[keyTag+"access:"+id] = map[string]string{"": b.dumpAccess(id, a)}
	}
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
		all[fmt.Sprint(guardKey, slot)] = m.dump()
	}
	maps.DeleteFunc(all, func(_ string, fields map[string]string) bool { return len(fields) == 0 })
	return all
}

func put(fields map[string]string, name string, value any) {
	if text := fmt.Sprint(value); text != "0" && text != "" {
		fields[name] = text
	}
}

func (b *book) dumpQuota() map[string]string {
	quota := maps.Clone(b.lastAct)
	for name, value := range map[string]any{"epoch": b.epoch, "rev": b.rev, "day": b.highDay, "halted": b.halted, "suspended": b.suspended,
		"suspended_at": b.suspendedAt, "mode": b.mode, "bridged": b.bridged, "login_failed": b.loginFailed} {
		put(quota, name, value)
	}
	for n, d := range b.days {
		put(quota, fmt.Sprint("used:", n), d.used)
		put(quota, fmt.Sprint("bound:", n), d.bound)
		put(quota, fmt.Sprint("bound_at:", n), d.boundAt)
		if d.full {
			put(quota, fmt.Sprint("full:", n), 1)
		}
	}
	for fingerprint, p := range b.pairs {
		switch {
		case p.bad:
			quota["login:"+fingerprint] = "bad"
		case p.good:
			quota["login:"+fingerprint] = "good"
		default:
			quota["login:"+fingerprint] = fmt.Sprintf("%d %s", p.until, p.id)
		}
	}
	return quota
}

// dumpAccess spells an access as common.lua describes it.
func (b *book) dumpAccess(id string, a access) string {
	decided := 0
	if a.decided {
		decided = 1
	}
	line := fmt.Sprintf("%d %d %d %d %d %d %s %d", a.epoch, a.rev, a.first, a.last, a.at, a.lease, a.state, decided)
	if a.state != open {
		return line
	}
	return line + b.details[id].dump(a)
}

func (o opened) dump(a access) string {
	hold, runs := "-", "-"
	if a.hold != "" {
		hold = string(a.hold)
	}
	if len(o.runs) > 0 {
		runs = strings.Join(o.runs, ",")
	}
	return fmt.Sprintf("\n%d %s %d %s %s %s %d:%d %s\n%s", a.used, hold, o.slot, o.member, o.app, o.pair, o.last, o.checked, runs, o.draft)
}
