package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/functions/functiontest"
	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/function"
	"simpul/lib/ledger"
	"simpul/lib/report/register"
)

// stateOf returns the state of an obligation, "" for one that is not listed.
func stateOf(t *testing.T, d *desk, id string) string {
	t.Helper()
	for _, o := range d.state(t).Obligations {
		if o.ID == id {
			return o.State
		}
	}
	return ""
}

func (d *desk) state(t *testing.T) functiontest.Answer {
	t.Helper()
	return d.Do(functiontest.Call{Method: "GET", Token: d.Token(t, "quota:read")})
}

func TestTheStateListsWhatIsOwedUntilItIsOnRecord(t *testing.T) { // PKS-8.1, JUKNIS-V
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__VALID_FROM": "2020-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2099-12-31"})
	d.Initialise(t, 0)
	id := agreement.Final("2025-S2")
	if got := stateOf(t, d, id); got != "terlambat" {
		t.Errorf("before: %q", got)
	}
	parts, err := assembly.Build()
	must(t, err)
	day, err := agreement.ParseDate("2026-01-12")
	must(t, err)
	book := register.New(parts.Redis, ledger.NewSigner(parts.Ledger), parts.Config.Redis.Timeout, time.Now)
	_, err = book.Record(t.Context(), register.Entry{Action: ledger.ReportBuilt, Report: id, Code: "terjadwal"}, "petugas-01", "")
	must(t, err)
	if got := stateOf(t, d, id); got != "terlambat" {
		t.Errorf("built, not delivered: %q", got)
	}
	_, err = book.Record(t.Context(), register.Entry{Action: ledger.ReportDelivered, Report: id, Code: "diantar", Paper: "400/1", PaperDate: day}, "petugas-01", "")
	must(t, err)
	must(t, parts.Close(t.Context()))
	if got := stateOf(t, d, id); got != "selesai" {
		t.Errorf("delivered: %q", got)
	}
	if got := stateOf(t, d, "penugasan-2099-12-31"); got != "akan_datang" {
		t.Errorf("assignment: %q", got)
	}
}

func TestTheDutyTellsOnceADayWhatIsNear(t *testing.T) {
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__VALID_UNTIL": agreement.DateOf(time.Now()).Next().String()})
	d.Initialise(t, 0)
	for range 3 {
		d.duty()
		d.nextTurn(t)
	}
	if n := strings.Count(d.Log.String(), `"obligation":"akhir-perjanjian"`); n != 1 {
		t.Errorf("told %d times", n)
	}
}

// After a restart nobody may ask for the list for days: what was delivered before is not overdue all the same.
func TestTheMetricsKnowWhatIsOnRecordThoughNobodyAsked(t *testing.T) {
	rig := functiontest.New(t, root, map[string]string{"SIMPUL_AGREEMENT__VALID_FROM": "2025-09-16", "SIMPUL_AGREEMENT__VALID_UNTIL": "2099-12-31"})
	rig.Initialise(t, 0)
	parts, err := assembly.Build()
	must(t, err)
	book := register.New(parts.Redis, ledger.NewSigner(parts.Ledger), parts.Config.Redis.Timeout, time.Now)
	entry := register.Entry{Action: ledger.ReportDelivered, Report: agreement.Final("2025-S2"), Code: "diantar", Paper: "400/1", PaperDate: agreement.DateOf(time.Now())}
	_, err = book.Record(t.Context(), entry, "petugas-01", "")
	must(t, err)
	must(t, parts.Close(t.Context()))
	var set *metrics.Set
	d := &desk{rig, rig.Serve(t, "quota-check", func(ctx context.Context) (function.Function, error) {
		f, err := build(ctx)
		set = f.Metrics
		return f, err
	})}
	d.duty()
	var text bytes.Buffer
	set.WritePrometheus(&text)
	if !strings.Contains(text.String(), `simpul_obligations{state="selesai"} 2`+"\n") { // the preliminary one with it
		t.Error(text.String())
	}
}
