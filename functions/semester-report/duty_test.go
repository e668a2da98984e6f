package main

import (
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/report/reporttest"
)

func TestTheFinalReportWaitsForTheTotalsOfItsLastDay(t *testing.T) {
	o := newOffice(t, 20, nil)
	book := reporttest.Semester("2026-01-05", "2026-06-26", 20)
	last := time.Date(2026, 6, 30, 7, 0, 0, 0, time.UTC)
	book.Record(ledgertest.Access(70_000, func(r *ledger.Record) { r.At, r.Days = last, [2]string{"2026-06-30", "2026-06-30"} }))
	book.Seal(ledger.Draft{At: last.Add(time.Minute)})
	put(t, book)
	o.later(t, "2026-07-01")
	if a := o.duty(); a.Code != 200 || a.Built != 0 || a.Failed != 1 {
		t.Errorf("quota-check was away at midnight: %d %s", a.Code, a.Text)
	}
	book.Seal(ledger.Draft{At: last.Add(20 * time.Hour), Totals: ledger.Totals{"2026-06-30": {"status:found": 1}}})
	put(t, book)
	o.nextTurn(t)
	if a := o.duty(); a.Code != 200 || a.Built != 1 || a.Failed != 0 {
		t.Errorf("and is back: %d %s", a.Code, a.Text)
	}
}
