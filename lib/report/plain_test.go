package report_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"simpul/lib/ledger"
)

// plain is the independent count: nothing but lines, maps and strings.
type plain struct {
	last      string
	elsewhere int64 // hits in a browser, all of them still untold
	sums      map[string]ledger.Counts
	access    map[string]map[string]any
	units     map[string][2]string // day, state
	told      map[string]map[string]any
	override  map[string]string // of what was submitted last
}

func (p *plain) add(table, code string, n int64) {
	if p.sums[table] == nil {
		p.sums[table] = ledger.Counts{}
	}
	if p.sums[table][code] += n; p.sums[table][code] == 0 {
		delete(p.sums[table], code)
	}
}

func text(r map[string]any, key string) string { s, _ := r[key].(string); return s }

// readExport counts what an export says up to a day.
func readExport(t testing.TB, export string, first, last string) *plain {
	t.Helper()
	p := &plain{last: last, sums: map[string]ledger.Counts{}, access: map[string]map[string]any{}, units: map[string][2]string{}, told: map[string]map[string]any{}, override: map[string]string{}}
	for line := range strings.Lines(export) {
		var l, inner map[string]any
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if r, ok := l["r"].(string); ok && json.Unmarshal([]byte(r), &inner) == nil {
			p.record(inner, first)
		}
		if s, ok := l["s"].(string); ok && json.Unmarshal([]byte(s), &inner) == nil {
			p.seal(inner, first)
		}
	}
	p.accesses(first)
	p.balance(first)
	return p
}

func (p *plain) record(r map[string]any, first string) {
	at, _ := time.Parse(time.RFC3339, text(r, "at"))
	day := at.Add(7 * time.Hour).Format(time.DateOnly)
	if day > p.last {
		return
	}
	r["day"] = day
	if text(r, "action") == "record_external" {
		p.elsewhere += int64(r["hits"].(float64))
	}
	within := day >= first
	switch kind := text(r, "kind"); {
	case kind == "access", kind == "swept":
		p.access[text(r, "access_id")] = r // the later of two stands
		return
	case kind == "feedback":
		p.step(r, within)
	case !within:
	case kind == "decision":
		p.add("decisions", text(r, "decision"), 1)
	case kind == "act":
		p.add("acts", text(r, "action"), 1)
		if hits, ok := r["hits"].(float64); ok && text(r, "action") == "record_external" {
			p.add("external", "", int64(hits))
		}
	}
}

func (p *plain) step(r map[string]any, within bool) {
	unit := text(r, "unit")
	p.told[unit] = r
	if text(r, "action") == "submitted" {
		p.override[unit] = text(r, "override")
	}
	if within {
		p.add("steps", text(r, "action"), 1)
		if r["correction"] == true && text(r, "action") == "delivered" {
			p.add("corrections", "", 1)
		}
	}
}

func (p *plain) seal(s map[string]any, first string) {
	days, _ := s["totals"].(map[string]any)
	for day, counters := range days {
		for name, n := range counters.(map[string]any) {
			if first <= day && day <= p.last {
				table, code, _ := strings.Cut(name, ":")
				p.add(table, code, int64(n.(float64)))
			}
		}
	}
}

func (p *plain) accesses(first string) {
	for id, r := range p.access {
		if r["charged"] == true {
			p.units[id] = [2]string{text(r, "day"), ""}
		}
		if text(r, "day") < first {
			continue
		}
		p.add("accesses", "", 1)
		p.add("month", text(r, "day")[:7], 1)
		if r["charged"] == true {
			p.add("charged", "", 1)
			p.add("used", text(r, "day"), 1)
		}
		for _, key := range []string{"outcome", "verdict", "identity_document", "source", "subject_role", "licence_type"} {
			p.add(key, text(r, key), 1)
		}
		if text(r, "override") != "" {
			p.add("overrides", text(r, "override"), 1)
			p.add("passed", text(r, "hold"), 1)
		}
	}
}

func (p *plain) balance(first string) {
	for unit, r := range p.told {
		action := text(r, "action")
		p.units[unit] = [2]string{p.units[unit][0], action}
		if text(r, "day") < first {
			continue
		}
		if action == "closed" || action == "discarded" {
			p.add("closings", text(r, "code"), 1)
		}
		if licences, ok := r["licences"].([]any); ok && action == "delivered" {
			for _, licence := range licences {
				p.add("licences", licence.(string), 1)
			}
			if p.override[unit] != "" {
				p.add("document overrides", p.override[unit], 1)
			}
		}
	}
	for _, unit := range p.units {
		p.add("balance", unit[1], 1)
	}
	p.add("balance", "", p.elsewhere)
}
