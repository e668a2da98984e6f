package report_test

import (
	"fmt"
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/report"
)

// acts is a ledger of acts at these times of WIB, in their order.
func acts(t *testing.T, all ...string) *ledgertest.Book {
	t.Helper()
	book := &ledgertest.Book{Keys: ledgertest.SealKeys(ledgertest.KeyLine("s1"))}
	for i := 0; i < len(all); i += 2 {
		book.Record(ledger.Record{Kind: ledger.Act, At: wib(t, all[i]), Operator: "admin-01", Frontend: "perizinan", Deed: ledger.Deed{
			ActID: fmt.Sprintf("01990f2b-0000-7000-8000-%012x", i+1), Action: all[i+1], Code: "gangguan"}})
	}
	return book
}

func wib(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05 -0700", text+" +0700")
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func TestASuspensionLastsFromOrderToOrder(t *testing.T) { // PKS-5
	book := acts(t,
		"2025-12-31 12:00:00", "suspend", "2026-01-01 00:10:00", "resume", // ten minutes of it in this semester
		"2026-02-01 08:00:00", "suspend", "2026-02-01 09:00:00", "suspend", "2026-02-01 10:00:30", "resume", // it lasts from the first order
		"2026-03-01 08:00:00", "resume", // of none
		"2026-06-30 23:00:00", "suspend", "2026-07-01 08:00:00", "resume", // not lifted within the semester
	)
	got := build(t, book, period(t, "2026-S1")).Accesses.Stops
	want := []report.Stop{
		{From: wib(t, "2026-01-01 00:00:00"), To: wib(t, "2026-01-01 00:10:00"), Minutes: 10, Code: "gangguan"},
		{From: wib(t, "2026-02-01 08:00:00"), To: wib(t, "2026-02-01 10:00:30"), Minutes: 121, Code: "gangguan"},
		{From: wib(t, "2026-06-30 23:00:00"), Minutes: 60, Code: "gangguan"},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if next := build(t, book, period(t, "2026-S2")).Accesses.Stops; len(next) != 1 || next[0].Minutes != 8*60 {
		t.Errorf("the next semester: %v", next)
	}
}

func TestASuspensionThatLastsCountsUpToWhatTheLedgerKnows(t *testing.T) {
	book := acts(t, "2026-02-01 08:00:00", "suspend", "2026-02-01 08:30:00", "mode")
	if got := build(t, book, period(t, "2026-S1")).Accesses.Stops; len(got) != 1 || got[0].Minutes != 30 || !got[0].To.IsZero() {
		t.Errorf("%v", got)
	}
}

func TestWhatTheRegistryStoppedIsCountedByReason(t *testing.T) { // JUKNIS-II.C.2b.3
	book := acts(t, "2026-02-01 08:00:00", "suspend")
	book.Seal(ledger.Draft{At: wib(t, "2026-02-03 00:01:00"), Totals: ledger.Totals{
		"2026-02-02": {"suspended:instansi_tidak_aktif": 2, "card:asli": 3}}})
	f := build(t, book, period(t, "2026-S1"))
	if f.Accesses.Barred["instansi_tidak_aktif"] != 2 || f.Cards.Genuine["asli"] != 3 {
		t.Errorf("%v, %v", f.Accesses.Barred, f.Cards.Genuine)
	}
}
