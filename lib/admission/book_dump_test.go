package admission

import (
	"fmt"
	"maps"
)

// dump spells the book as Redis stores it: key, field, value.
func (b *book) dump() map[string]map[string]string {
	quota := maps.Clone(b.lastAct)
	put := func(fields map[string]string, name string, value any) {
		if text := fmt.Sprint(value); text != "0" && text != "" {
			fields[name] = text
		}
	}
	for name, value := range map[string]any{"epoch": b.epoch, "rev": b.rev, "day": b.highDay, "halted": b.halted, "suspended": b.suspended, "suspended_at": b.suspendedAt} {
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
	all := map[string]map[string]string{quotaKey: quota, openKey: {}}
	for id, lease := range b.open {
		put(all[openKey], id, lease)
	}
	for id, a := range b.accesses {
		fields := map[string]string{"state": string(a.state)}
		for name, value := range map[string]int64{"epoch": a.epoch, "rev": a.rev, "first": a.first, "last": a.last, "at": a.at, "lease": a.lease} {
			put(fields, name, value)
		}
		all[keyTag+"access:"+id] = fields
	}
	for token, id := range b.tokens {
		all[keyTag+"idempotency:"+token] = map[string]string{"": id}
	}
	return all
}
