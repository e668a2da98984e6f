package report_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/report"
	"simpul/lib/report/reporttest"
)

var afterwards = time.Date(2026, 7, 6, 3, 0, 0, 0, time.UTC)

func date(t testing.TB, s string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func period(t testing.TB, name string) report.Period {
	t.Helper()
	p, err := report.ParseSemester(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func input(t testing.TB, book *ledgertest.Book, p report.Period) report.Input {
	t.Helper()
	return report.Input{Period: p, Proof: book.Proof(), Now: afterwards,
		Agreement: agreement.Agreement{Number: "400.12/2426/2025", Quota: agreement.Quota{DailyLimit: 200}}}
}

func build(t testing.TB, book *ledgertest.Book, p report.Period) report.Figures {
	t.Helper()
	f, err := report.Build(ledgertest.Items(book.Items()), input(t, book, p))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

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

func TestTwentyThousandAccessesAgreeWithAnIndependentCount(t *testing.T) {
	book := reporttest.Semester("2026-01-05", "2026-06-26", 20_000)
	var export bytes.Buffer
	if err := ledger.Export(&export, ledgertest.Items(book.Items())); err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]report.Period{"whole": period(t, "2026-S1"), "part": part(t, "2026-02-10", "2026-04-07")} {
		f := build(t, book, p)
		want := readExport(t, export.String(), p.First.String(), p.Last.String())
		compare(t, name, f, want)
	}
}

func part(t testing.TB, first, last string) report.Period {
	t.Helper()
	p, err := report.Span(date(t, first), date(t, last))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func compare(t *testing.T, name string, f report.Figures, want *plain) {
	t.Helper()
	a, b := f.Accesses, f.Documents.Balance
	for table, got := range map[string]ledger.Counts{
		"outcome": a.Outcomes, "verdict": a.Verdicts, "decisions": a.Decisions, "licence_type": a.Licences, "subject_role": a.Roles,
		"hold": a.Holds, "status": a.Statuses, "passed": a.Passed, "overrides": a.Overrides, "acts": a.Acts,
		"identity_document": f.Cards.Documents, "card": f.Cards.Genuine, "licences": f.Documents.Licences,
		"closings": f.Documents.Closings, "document overrides": f.Documents.Overrides, "month": monthly(a),
		"balance": counts("", b.Open, "delivered", b.Delivered, "closed", b.Closed, "submitted", b.Queued, "died", b.Dead),
	} {
		if plain := want.sums[table]; !maps.Equal(got, plain) || len(plain) == 0 && table != "acts" && table != "overrides" && table != "passed" {
			t.Errorf("%s: %s: %v, counted %v", name, table, got, plain)
		}
	}
	single := func(table string) int64 { return want.sums[table][""] }
	numbers := map[string][2]int64{
		"accesses": {a.Total, single("accesses")}, "charged": {a.Charged, single("charged")}, "external": {a.External, single("external")},
		"delivered": {f.Documents.Delivered, want.sums["steps"]["delivered"]}, "corrections": {f.Documents.Corrections, single("corrections")},
		"units": {b.Units, int64(len(want.units)) + want.elsewhere}, "reads": {f.Cards.Reads, want.sums["source"]["card"]},
		"used": {a.Quota.Used, total(want.sums["used"]) + single("external")},
	}
	for what, n := range numbers {
		if n[0] != n[1] {
			t.Errorf("%s: %s: %d, counted %d", name, what, n[0], n[1])
		}
	}
	if !b.Holds() || b.Units == 0 {
		t.Errorf("%s: the equation does not hold: %+v", name, b)
	}
}

func total(c ledger.Counts) (sum int64) {
	for _, n := range c {
		sum += n
	}
	return sum
}

func monthly(a report.Accesses) ledger.Counts {
	all := ledger.Counts{}
	for _, m := range a.Months {
		all[m.Month] = m.Accesses
	}
	return all
}

func counts(pairs ...any) ledger.Counts {
	all := ledger.Counts{}
	for i := 0; i < len(pairs); i += 2 {
		if n := pairs[i+1].(int64); n != 0 {
			all[pairs[i].(string)] = n
		}
	}
	return all
}

func TestTheSameLedgerHasTheSameBytes(t *testing.T) {
	book := reporttest.Semester("2026-01-05", "2026-06-26", 500)
	first, errFirst := build(t, book, period(t, "2026-S1")).JSON()
	again, errAgain := build(t, book, period(t, "2026-S1")).JSON()
	if errFirst != nil || errAgain != nil || !bytes.Equal(first, again) {
		t.Errorf("%v, %v: two reports of one ledger differ", errFirst, errAgain)
	}
	var back report.Figures
	if err := json.Unmarshal(first, &back); err != nil || !reflect.DeepEqual(back, build(t, book, period(t, "2026-S1"))) {
		t.Errorf("%v: the figures do not come back", err)
	}
}
