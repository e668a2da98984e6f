package report_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
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
		"sources": {f.Cards.Reads + f.Cards.Typed + f.Cards.Unknown, a.Total},
		"used":    {a.Quota.Used, total(want.sums["used"]) + single("external")},
	}
	for what, n := range numbers {
		if n[0] != n[1] {
			t.Errorf("%s: %s: %d, counted %d", name, what, n[0], n[1])
		}
	}
	if sum := total(a.Statuses); sum != a.Line.Answered {
		t.Errorf("%s: %d statuses of %d answers", name, sum, a.Line.Answered)
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
