package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"simpul/functions/functiontest"
	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/ledger"
	"simpul/lib/report"
)

func record(id, action string) map[string]any {
	body := map[string]any{"report": id, "action": action, "code": "diantar", "paper_number": "400.12/1/2026", "paper_date": "2026-07-06",
		"digest": strings.Repeat("0a1b2c3d-", 7) + "0a1b2c3d"}
	if action == "delivered" {
		body["receipt"] = "TT-12/VII/2026"
	}
	return body
}

func TestAManualDeliveryWaitsUntilItIsOnRecord(t *testing.T) {
	o := newOffice(t, 100, map[string]string{"SIMPUL_REPORT__FOLDER": t.TempDir()})
	if a := o.duty(); a.Code != 200 || a.Built != 1 || a.Waiting != 2 || a.Delivered != 0 { // 2025-S2 was before Simpul
		t.Fatalf("%d %s", a.Code, a.Text)
	}
	if a := o.duty(); !a.Skipped {
		t.Errorf("within its turn: %s", a.Text)
	}
	o.nextTurn(t)
	if a := o.duty(); a.Built != 0 || a.Waiting != 2 {
		t.Errorf("the second time: %s", a.Text)
	}
	body := record("laporan-2026-s1", "delivered")
	delete(body, "digest") // that of the files as they were laid out
	for _, fresh := range []bool{true, false} {
		if a := o.ask(t, map[string]any{"record": body}); a.Code != 200 || a.Recorded != fresh || a.Digest == "" {
			t.Errorf("%d %s", a.Code, a.Text)
		}
	}
	if a := o.ask(t, map[string]any{"record": record("laporan-2026-s1", "signed")}); a.Code != 200 || !a.Recorded {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	o.nextTurn(t)
	if a := o.duty(); a.Built != 0 || a.Waiting != 1 {
		t.Errorf("delivered, and %s", a.Text)
	}
	want := []string{"report_built laporan-2026-s1", "report_delivered laporan-2026-s1", "report_signed laporan-2026-s1"}
	if got := o.acts(t); strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("%v", got)
	}
}

func TestWhatTheRegisterLostTheLedgerTells(t *testing.T) {
	o := newOffice(t, 60, nil)
	o.duty()
	o.ask(t, map[string]any{"record": record("laporan-2026-s1", "delivered")})
	parts, err := assembly.Build()
	must(t, err)
	must(t, parts.Redis.Del(t.Context(), "{simpul}:reports").Err())
	must(t, parts.Close(t.Context()))
	o.nextTurn(t)
	if a := o.duty(); a.Built != 0 || a.Delivered != 0 {
		t.Errorf("%s", a.Text)
	}
	if got := o.acts(t); len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestTheFilesOnRecordStayWhatTheyAreWhenTheRegisterIsLost(t *testing.T) {
	folder := t.TempDir()
	o := newOffice(t, 60, map[string]string{"SIMPUL_REPORT__FOLDER": folder})
	o.duty()
	parts, err := assembly.Build()
	must(t, err)
	must(t, parts.Redis.Del(t.Context(), "{simpul}:reports").Err())
	must(t, parts.Close(t.Context()))
	o.nextTurn(t)
	if a := o.duty(); a.Code != 200 || a.Built != 0 || a.Waiting != 2 {
		t.Errorf("%s", a.Text)
	}
	if got := report.Digest(read(t, folder, "laporan-2026-s1.json")); got != *o.records(t)[0].Digest {
		t.Error("the files are others than those on record")
	}
}

func TestADeliveryWithoutAnyDigestAsksForIt(t *testing.T) {
	o, server := mailing(t, 20, "smtp", "")
	server.Down()
	o.duty() // built, and laid nowhere: what people fetch bears another digest
	for _, id := range []string{"laporan-2025-s2", "laporan-2026-s1"} {
		body := record(id, "delivered")
		delete(body, "digest")
		if a := o.ask(t, map[string]any{"record": body}); a.Code != 422 || a.Fields[0].Name != "record.digest" {
			t.Errorf("%s: %d %s", id, a.Code, a.Text)
		}
	}
}

func TestNothingIsOnRecordBeforeItIsOwed(t *testing.T) { // a slip of the pen would clear it for ever
	o, server := mailing(t, 20, "smtp", "")
	o.later(t, "2026-05-31")
	for name, body := range map[string]map[string]any{
		"a semester that runs":  {"record": record("laporan-2026-s1", "delivered")},
		"before its month":      {"record": record("laporan-sementara-2026-s1", "delivered")},
		"beyond the agreement":  {"record": record("laporan-2099-s1", "signed")},
		"by mail ahead of time": {"period": "2026-S1", "deliver": true},
	} {
		if a := o.ask(t, body); a.Code != 422 || a.Fields[0].Code != "belum_jatuh_tempo" {
			t.Errorf("%s: %d %s", name, a.Code, a.Text)
		}
	}
	if n := len(server.Mails(t)) + len(o.acts(t)); n != 0 {
		t.Errorf("%d mails or acts", n)
	}
	o.later(t, "2026-06-01")
	if a := o.ask(t, map[string]any{"period": "2026-S1", "deliver": true}); a.Code != 200 || !a.Recorded {
		t.Errorf("in its month: %d %s", a.Code, a.Text)
	}
}

func TestWhatHasGoneIsOnRecordAlsoWhenTheCallerHasGone(t *testing.T) {
	o := newOffice(t, 20, nil)
	parts, err := assembly.Build()
	must(t, err)
	defer func() { must(t, parts.Close(t.Context())) }()
	r, err := newReporter(parts)
	must(t, err)
	gone, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	f := report.Figures{Period: report.Range{Name: "2026-S1"}}
	if fresh, err := r.sent(gone, agreement.Final("2026-S1"), ledger.Hash{1}, f, scheduler, ""); err != nil || !fresh {
		t.Errorf("%t, %v: the report would go again", fresh, err)
	}
	if got := strings.Join(o.acts(t), ", "); got != "report_delivered laporan-2026-s1" {
		t.Error(got)
	}
}

func TestATextWithSoManyDigitsAsANIKStopsTheStart(t *testing.T) {
	digits := strings.Repeat("9", 16)
	for _, text := range []string{`obstacles: ["Pemohon ` + digits + `"]`, `letter_number: "` + digits + `"`} {
		rig := functiontest.New(t, "../..", map[string]string{"SIMPUL_REPORT__SEMESTERS": "[{period: 2026-S1, " + text + "}]"})
		rig.Write(t, "simpul-trust", fill(t, 10).Keys.Public().String())
		if _, err := build(t.Context()); err == nil || strings.Contains(err.Error(), digits) || !strings.Contains(err.Error(), "semesters[0]") {
			t.Errorf("%v", err)
		}
	}
}
