package main

import (
	"encoding/json"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/assembly"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/report"
)

func TestAReportComesInThreeFormsWithTheSameFigures(t *testing.T) {
	o := newOffice(t, 300, nil)
	figures := o.ask(t, map[string]any{"period": "2026-S1", "format": "json"}, "report:read")
	var f report.Figures
	must(t, json.Unmarshal([]byte(figures.Text), &f))
	if f.Accesses.Total != 300 || f.Period.Preliminary || figures.Header.Get("Content-Disposition") != `attachment; filename="laporan-2026-s1.json"` {
		t.Errorf("%+v", f.Period)
	}
	for format, start := range map[string]string{"pdf": "%PDF-", "xlsx": "PK", "": "%PDF-"} {
		body := map[string]any{"period": "2026-S1"}
		if format != "" {
			body["format"] = format
		}
		if a := o.ask(t, body); a.Code != 200 || !strings.HasPrefix(a.Text, start) || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %.40q", format, a.Code, a.Text)
		}
	}
	part := o.ask(t, map[string]any{"from": "2026-02-01", "to": "2026-08-31", "format": "json"})
	must(t, json.Unmarshal([]byte(part.Text), &f))
	if !f.Period.Preliminary || f.Period.Name != "2026-02-01..2026-08-31" {
		t.Errorf("%+v", f.Period)
	}
}

func TestAPeriodThatCannotBeMeantIsRefused(t *testing.T) {
	o := newOffice(t, 20, nil)
	for name, row := range map[string]struct {
		body        map[string]any
		field, code string
	}{
		"running":         {map[string]any{"period": "2026-S2"}, "", ""}, // begun in July: it is not
		"not yet":         {map[string]any{"period": "2027-S1"}, "period", "belum_tiba"},
		"future days":     {map[string]any{"from": "2027-01-01", "to": "2027-01-31"}, "from", "belum_tiba"},
		"from after to":   {map[string]any{"from": "2026-03-02", "to": "2026-03-01"}, "to", "terbalik"},
		"fifty years":     {map[string]any{"from": "2025-01-01", "to": "2074-12-31"}, "to", "terlalu_panjang"},
		"before it all":   {map[string]any{"period": "2025-S1"}, "period", "di_luar_perjanjian"},
		"no such form":    {map[string]any{"period": "2026-S3"}, "period", "bentuk"},
		"unknown format":  {map[string]any{"period": "2026-S1", "format": "docx"}, "format", "pilihan"},
		"nothing":         {map[string]any{"format": "pdf"}, "period", "wajib"},
		"half":            {map[string]any{"from": "2026-01-01"}, "to", "wajib"},
		"deliver by hand": {map[string]any{"period": "2026-S1", "deliver": true}, "deliver", "tidak_tersedia"},
	} {
		a := o.ask(t, row.body)
		if row.field == "" {
			if a.Code != 200 {
				t.Errorf("%s: %s", name, a.Text)
			}
			continue
		}
		if a.Code != 422 || len(a.Fields) != 1 || a.Fields[0].Name != row.field || a.Fields[0].Code != row.code {
			t.Errorf("%s: %d %s", name, a.Code, a.Text)
		}
	}
}

func TestWhoMayNotReadReportsGetsNone(t *testing.T) {
	o := newOffice(t, 20, nil)
	if a := o.ask(t, map[string]any{"period": "2026-S1"}, "nik:verify", "quota:read"); a.Code != 403 {
		t.Errorf("%d", a.Code)
	}
	if a := o.ask(t, map[string]any{"record": record("laporan-2026-s1", "delivered")}, "report:read"); a.Code != 403 {
		t.Errorf("%d", a.Code)
	}
	if a := o.Do(functiontest.Call{Body: map[string]any{"period": "2026-S1"}}); a.Code != 401 {
		t.Errorf("%d", a.Code)
	}
}

func TestALedgerThatDoesNotHoldIsRefusedByTheRecordsNumber(t *testing.T) {
	o := newOffice(t, 50, nil)
	o.Write(t, "simpul-trust", ledgertest.SealKeys(ledgertest.KeyLine("s2")).Public().String())
	o.open(t)
	a := o.ask(t, map[string]any{"period": "2026-S1"})
	if a.Code != 500 || a.Problem != "urn:simpul:problem:catatan_tidak_utuh" || !strings.Contains(a.Text, `"record":1`) {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

func TestARecordThatIsMissingIsNamed(t *testing.T) {
	o := newOffice(t, 50, nil)
	parts, err := assembly.Build()
	must(t, err)
	must(t, parts.Redis.XDel(t.Context(), "{simpul}:ledger", "0-42").Err())
	must(t, parts.Close(t.Context()))
	for _, format := range []string{"json", "pdf"} {
		a := o.ask(t, map[string]any{"period": "2026-S1", "format": format})
		if a.Code != 500 || a.Problem != "urn:simpul:problem:catatan_tidak_utuh" || !strings.Contains(a.Text, `"record":42`) {
			t.Errorf("%d %s", a.Code, a.Text)
		}
	}
}

func TestThePreliminaryReportIsBuiltInItsMonth(t *testing.T) {
	o := newOffice(t, 40, nil)
	for _, row := range []struct {
		day   string
		built int64
	}{{"2026-05-31", 0}, {"2026-06-01", 1}, {"2026-06-30", 0}, {"2026-07-01", 1}, {"2026-07-02", 0}, {"2027-01-20", 1}} {
		o.later(t, row.day)
		if a := o.duty(); a.Code != 200 || a.Built != row.built {
			t.Errorf("%s: %d %s", row.day, a.Code, a.Text)
		}
	}
	want := "report_built laporan-sementara-2026-s1, report_built laporan-2026-s1, report_built laporan-2026-s2" // nobody was there in December
	if got := strings.Join(o.acts(t), ", "); got != want {
		t.Error(got)
	}
}

func TestTheReportSurvivesTheEndOfTheAgreement(t *testing.T) {
	o := newOffice(t, 30, map[string]string{"SIMPUL_AGREEMENT__VALID_UNTIL": "2026-05-31"})
	o.Order(t, func(a *admission.Admission, why admission.Basis) error { return a.Suspend(t.Context(), why) })
	a := o.ask(t, map[string]any{"period": "2026-S1", "format": "json"})
	var f report.Figures
	must(t, json.Unmarshal([]byte(a.Text), &f))
	if !f.Period.Partial || f.Period.To.String() != "2026-05-31" {
		t.Errorf("%+v", f.Period)
	}
}
