package main

import (
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/report/post/posttest"
)

// reminded returns the reminders that arrived so far.
func reminded(t *testing.T, s *posttest.Server) (all []posttest.Mail) {
	t.Helper()
	for _, m := range s.Mails(t) {
		if m.To == "<admin@contoh.invalid>" {
			all = append(all, m)
		}
	}
	return all
}

func TestEachReminderArrivesOnceAndWhatWasMissedIsMadeGood(t *testing.T) {
	o, server := mailing(t, 30, "manual", "admin@contoh.invalid")
	for _, row := range []struct {
		day   string
		calls int
		mails int    // so far
		says  string // the last one
	}{
		{"2026-06-13", 2, 1, "Laporan semester 2026-S1 (PKS-8.1, JUKNIS-V)\n   Batas: 14 Juli 2026, 31 hari lagi."}, // whatever stands there at the first call
		{"2026-06-14", 2, 2, "30 hari lagi"},
		{"2026-06-29", 1, 3, "Laporan sementara semester 2026-S1 (PKS-8.1)\n   Batas: 30 Juni 2026, 1 hari lagi."},
		{"2026-07-08", 3, 4, "6 hari lagi.\n   Laporan sudah dibuat."}, // down on the fourteenth and on the seventh day before
	} {
		for range row.calls {
			o.later(t, row.day)
			if a := o.duty(); a.Code != 200 || a.Failed != 0 {
				t.Fatalf("%s: %d %s", row.day, a.Code, a.Text)
			}
		}
		mails := reminded(t, server)
		if len(mails) != row.mails {
			t.Errorf("%s: %d mails, want %d", row.day, len(mails), row.mails)
			continue
		}
		if !saysOne(mails, row.says) {
			t.Errorf("%s: none says %q:\n%s", row.day, row.says, mails[len(mails)-1].Text)
		}
	}
}

func saysOne(mails []posttest.Mail, text string) bool {
	for _, m := range mails {
		if strings.Contains(strings.ReplaceAll(m.Text, "\r\n", "\n"), text) {
			return true
		}
	}
	return false
}

func TestAReminderWaitsForTheMailServerAndTellsWhatIsRecordedNoMore(t *testing.T) {
	o, server := mailing(t, 30, "manual", "admin@contoh.invalid")
	server.Down()
	if a := o.duty(); a.Failed != 1 || a.Reminded != 0 || a.Built != 1 {
		t.Errorf("down: %s", a.Text)
	}
	server.Up(t)
	o.nextTurn(t)
	if a := o.duty(); a.Failed != 0 || a.Reminded == 0 || len(reminded(t, server)) != 1 {
		t.Errorf("up: %s", a.Text)
	}
	if a := o.ask(t, map[string]any{"record": record("laporan-2026-s1", "delivered")}); a.Code != 200 {
		t.Fatalf("%d %s", a.Code, a.Text)
	}
	o.later(t, "2026-07-13")
	o.duty()
	if mails := reminded(t, server); saysOne(mails, "Laporan semester 2026-S1 (PKS-8.1, JUKNIS-V)\n   Batas: 14 Juli 2026, 1 hari lagi") {
		t.Error("what is on record is still told")
	}
	if strings.Contains(o.Log.String(), "contoh.invalid") {
		t.Error("the log names addresses")
	}
}

func TestTwoReplicasRemindOnce(t *testing.T) {
	o, server := mailing(t, 10, "manual", "admin@contoh.invalid")
	first := o.Client
	o.open(t)
	for _, c := range []func(){func() { first.Do(functiontest.Call{}) }, func() { o.duty() }, func() { o.nextTurn(t); first.Do(functiontest.Call{}) }, func() { o.nextTurn(t); o.duty() }} {
		c()
	}
	if n := len(reminded(t, server)); n != 1 {
		t.Errorf("%d mails", n)
	}
}

func TestADeliveryNeedsItsReceipt(t *testing.T) { // "until an administrator records date, letter number and receipt"
	o := newOffice(t, 20, nil)
	body := record("laporan-2026-s1", "delivered")
	delete(body, "receipt")
	if a := o.ask(t, map[string]any{"record": body}); a.Code != 422 || a.Fields[0].Name != "record.receipt" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	o.ask(t, map[string]any{"record": record("laporan-2026-s1", "delivered")})
	for _, r := range o.records(t) {
		if r.Action == ledger.ReportDelivered && (r.Receipt != "TT-12/VII/2026" || r.Paper != "400.12/1/2026" || r.PaperDate != "2026-07-06") {
			t.Errorf("%+v", r.Deed)
		}
	}
}

func TestABrokenLedgerKeepsNobodyFromBeingReminded(t *testing.T) {
	o, server := mailing(t, 30, "manual", "admin@contoh.invalid")
	o.Write(t, "simpul-trust", ledgertest.SealKeys(ledgertest.KeyLine("s2")).Public().String())
	o.open(t)
	if a := o.duty(); a.Code != 500 || a.Problem != "urn:simpul:problem:catatan_tidak_utuh" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if n := len(reminded(t, server)); n != 1 {
		t.Errorf("%d mails", n)
	}
}
