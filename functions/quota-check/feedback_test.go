package main

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/function"
	"simpul/lib/ledger"
	"simpul/lib/resident"
)

// codes are those of the warnings about data balikan.
func codes(a functiontest.Answer) []string {
	all := []string{}
	for _, w := range a.Feedback.Warnings {
		all = append(all, w.Code)
		if !strings.Contains(w.Detail, " ") {
			all = append(all, "without a remedy")
		}
	}
	return all
}

func TestTheStateShowsWhatIsOwed(t *testing.T) { // PKS-2.2b
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	if f := d.read(t).Feedback; f == nil || f.Units != 0 || !f.Balanced || len(f.Warnings) != 0 {
		t.Errorf("before anything: %+v", f)
	}
	for range 2 { // a recheck joins
		d.Access(t, "petugas-01", "3303990101900001", "503/1/2026", resident.Found)
	}
	d.Access(t, "petugas-01", "3303990101900002", "503/1/2026", resident.Found)
	if f := d.read(t).Feedback; f.Units != 2 || f.Open != 2 || f.Late != 0 || !f.Balanced || len(f.Warnings) != 0 {
		t.Errorf("%+v", f)
	}
	d.done(t, order("record_external", "hits", 3))
	state := d.read(t)
	if f := state.Feedback; f.Units != 5 || f.Open != 5 || f.External != 3 || !f.Balanced || !slices.Equal(codes(state), []string{"akses_luar_belum_dilaporkan"}) {
		t.Errorf("%+v", f)
	}
}

// Late ones, and units that do not add up, are in the state, in the log and among the metrics.
func TestWhatIsOwedForTooLongIsWarnedOf(t *testing.T) {
	rig := functiontest.New(t, root, nil)
	var set *metrics.Set
	d := &desk{rig, rig.Serve(t, "quota-check", func(ctx context.Context) (function.Function, error) {
		f, err := build(ctx)
		set = f.Metrics
		return f, err
	})}
	past := d.at(t, -15*24*time.Hour)
	d.initialiseAs(t, past)
	accessed(t, past)
	if a := d.duty(); a.Code != http.StatusOK {
		t.Fatalf("%d %s", a.Code, a.Text)
	}
	shows := func(name string, state functiontest.Answer, code, log string, lines ...string) {
		t.Helper()
		if !slices.Contains(codes(state), code) || !strings.Contains(d.Log.String(), log) {
			t.Errorf("%s: %v", name, codes(state))
		}
		var text bytes.Buffer
		set.WritePrometheus(&text)
		for _, line := range lines {
			if !strings.Contains(text.String(), line) {
				t.Errorf("%s: %s is not in\n%s", name, line, text.String())
			}
		}
	}
	shows("late", d.read(t), "balikan_terlambat", "data balikan are owed", "simpul_feedback_late 1\n", "simpul_feedback_units{state=\"open\"} 1\n", "simpul_feedback_oldest_open_seconds 1.296")
	must(t, d.raw(t).ZAdd(t.Context(), "{simpul}:units:dead", redis.Z{Member: "uji"}).Err())
	d.nextTurn(t)
	d.duty()
	shows("does not add up", d.read(t), "neraca_tidak_cocok", "data balikan do not add up", "simpul_feedback_unbalanced 1\n")
	shows("dead", d.read(t), "harus_dikirim_ulang", "data balikan are owed")
}

// accessed makes an access that was answered.
func accessed(t *testing.T, a *admission.Admission) {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	admitted, err := a.Admit(t.Context(), admission.Request{
		AccessID: id, Evidence: evidence, Unit: admission.Unit{Tokens: []string{"k1.AAAAAAAAAAAAAAAAAAAAAA"}, Application: "503/1/2026"},
		Record: ledger.Record{Operator: "petugas-01", Frontend: "perizinan", Subject: ledger.Subject{LicenceType: "nib", SubjectRole: "pemohon"}},
	})
	must(t, err)
	record := admitted.Record
	record.Outcome = ledger.Data
	_, err = a.Settle(t.Context(), admission.Counted(id).Said(resident.Found, true).Recorded(record))
	must(t, err)
}
