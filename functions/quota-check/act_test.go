package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

func TestARunningCountIsNotResetSilently(t *testing.T) { // JUKNIS-II.B.1
	d := newDesk(t, nil)
	d.Initialise(t, 150)
	if a := d.order(t, order("initialise", "used_today", 0)); a.Code != 422 || len(a.Fields) != 1 || a.Fields[0].Name != "force" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	forced := order("initialise", "used_today", 0, "force", true)
	if a := d.order(t, forced); a.Code != 422 || len(a.Fields) != 1 || a.Fields[0].Code != "belum_ditangguhkan" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	d.done(t, order("suspend"))
	if a := d.done(t, forced); a.Quota.Used != 0 {
		t.Errorf("%s", a.Text)
	}
}

func TestSuspendingHoldsForAllReplicasAtOnce(t *testing.T) { // PKS-5, PKS-9.1, JUKNIS-VI.I
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	other, a := openDesk(t, d.Rig), d.at(t, 0)
	must(t, admit(t, a))
	d.done(t, order("suspend"))
	if s := other.read(t); s.Access.State != "ditangguhkan" || s.Access.Reason != "uji_coba" || s.Access.Last.Action != "suspend" {
		t.Errorf("%s", s.Text)
	}
	if err := admit(t, a); !problem.Is(err, problem.CodeAksesDitangguhkan) {
		t.Errorf("another process: %v", err)
	}
	if s := other.done(t, order("resume")); s.Access.State != "terbuka" {
		t.Errorf("%s", s.Text)
	}
	must(t, admit(t, a))
}

func TestSuspendingAnEmptiedRedisIsDoneAndSaysSo(t *testing.T) { // PKS-5: at once, in whatever state Redis is
	d := newDesk(t, nil)
	if a := d.order(t, order("suspend")); a.Code != 503 || !strings.HasSuffix(a.Problem, "belum_disiapkan") || !strings.Contains(a.Text, `"done":true`) {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if a := d.order(t, order("initialise", "used_today", 0)); a.Access.State != "ditangguhkan" {
		t.Errorf("initialised: %d %s", a.Code, a.Text)
	}
}

func TestUnlimitedStillCountsAndNamesItsLetter(t *testing.T) { // JUKNIS-II.B.2
	d := newDesk(t, nil)
	d.Initialise(t, 500)
	a := d.done(t, order("mode", "mode", "unlimited", "paper_number", "POC-1", "paper_date", today(0)))
	if q := a.Quota; q.Mode != "unlimited" || q.Used != 500 || q.Limit != nil || q.Left != nil || q.Exhausted || q.Paper != "POC-1" {
		t.Errorf("%s", a.Text)
	}
	must(t, admit(t, d.at(t, 0)))
	a = d.done(t, order("mode", "mode", "poc", "paper_number", "POC-2", "paper_date", today(-1)))
	if q := a.Quota; q.Mode != "poc" || q.Used != 501 || *q.Limit != 200 || *q.Left != 0 || !q.Exhausted || q.Paper != "POC-2" {
		t.Errorf("%s", a.Text)
	}
}

func TestBridgingLetsAccessGoOnAndStopsAfterItsLastDay(t *testing.T) { // PKS-4, SPTJM 2 and 6
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__VALID_FROM": "2020-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2021-01-01"})
	d.Initialise(t, 0)
	a := d.at(t, 0)
	if err := admit(t, a); !problem.Is(err, problem.CodePerjanjianBerakhir) {
		t.Errorf("after the end: %v", err)
	}
	bridge := func(until string) functiontest.Answer {
		return d.done(t, order("bridging", "until", until, "paper_number", "SPTJM-1", "paper_date", today(0)))
	}
	if s := bridge(today(0)).Agreement; s.State != "masa_peralihan" || s.BridgedUntil != today(0) || s.BridgedPaper != "SPTJM-1" {
		t.Errorf("%+v", s)
	}
	must(t, admit(t, a))
	if s := bridge(today(-1)).Agreement; s.State != "berakhir" || s.BridgedUntil != today(-1) {
		t.Errorf("%+v", s)
	}
	if err := admit(t, a); !problem.Is(err, problem.CodePerjanjianBerakhir) {
		t.Errorf("after the bridging: %v", err)
	}
	if s := bridge("2021-01-01").Agreement; s.BridgedUntil != "" || s.BridgedPaper != "" {
		t.Errorf("ended: %+v", s)
	}
}

func TestUnlockingLetsTheGuardForget(t *testing.T) { // JUKNIS-II.E.1
	for name, unlock := range map[string]map[string]any{
		"an operator": order("unlock", "operator", "petugas-01"),
		"the office":  order("unlock"),
	} {
		d := openDesk(t, functiontest.NewGuarded(t, root, map[string]string{
			"SIMPUL_GUARD__OPERATOR": "{interval: 1h, burst: 1}", "SIMPUL_GUARD__OFFICE": "{interval: 1ms, burst: 1000}",
		}))
		d.Initialise(t, 0)
		a := d.at(t, 0)
		must(t, admit(t, a))
		if err := admit(t, a); !problem.Is(err, problem.CodeTerlaluCepat) {
			t.Errorf("%s: not held: %v", name, err)
		}
		d.done(t, unlock)
		if err := admit(t, a); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHitsMadeInABrowserCount(t *testing.T) { // agreement.md, At the counter
	d := newDesk(t, nil)
	d.Initialise(t, 190)
	if a := d.done(t, order("record_external", "hits", 7)); a.Quota.Used != 197 || *a.Quota.Left != 3 {
		t.Errorf("%s", a.Text)
	}
}

func TestARepeatedActIsDoneOnce(t *testing.T) { // design.md, Contracts
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	repeat := func(key string, body map[string]any) functiontest.Answer {
		return d.Do(functiontest.Call{Token: d.Token(t, identity.ScopeAdmin), Body: body, Header: map[string]string{"Idempotency-Key": key}})
	}
	key := uuid.NewString()
	for range 3 {
		if a := repeat(key, order("record_external", "hits", 5)); a.Code != http.StatusOK || a.Quota.Used != 5 {
			t.Errorf("%d %s", a.Code, a.Text)
		}
	}
	if a := repeat(uuid.NewString(), order("record_external", "hits", 5)); a.Quota.Used != 10 {
		t.Errorf("another key: %s", a.Text)
	}
	if a := repeat(key, order("suspend")); a.Access.State != "ditangguhkan" {
		t.Errorf("the same key with another act was answered as if it were done: %s", a.Text)
	}
	other := d.Do(functiontest.Call{Token: d.TokenOf(t, "petugas-02", identity.ScopeAdmin), Body: order("record_external", "hits", 5), Header: map[string]string{"Idempotency-Key": key}})
	if other.Quota.Used != 15 {
		t.Errorf("another operator's same key: %s", other.Text)
	}
	if n := len(d.records(t)); n != 5 {
		t.Errorf("%d records", n)
	}
	if a := repeat("3303990101907777", order("resume")); a.Code != 422 || strings.Join(names(a), " ") != "Idempotency-Key" {
		t.Errorf("a NIK as the key: %d %s", a.Code, a.Text)
	}
}

// One record for each act, with who ordered it and the paper it rests on (JUKNIS-II.E.6).
func TestEachActIsOnRecordOnce(t *testing.T) {
	d := newDesk(t, nil)
	acts := []map[string]any{
		order("initialise", "used_today", 3), order("suspend"), order("resume"),
		order("mode", "mode", "unlimited", "paper_date", today(0)), order("bridging", "until", "2027-12-31", "paper_date", today(0)),
		order("unlock", "operator", "petugas-02"), order("record_external", "hits", 2),
		order("credentials", "paper_date", today(-1)), order("credentials", "paper_date", today(0), "operator", "petugas-02"),
	}
	for _, act := range acts {
		d.done(t, act)
	}
	records := d.records(t)
	if len(records) != len(acts) {
		t.Fatalf("%d records of %d acts", len(records), len(acts))
	}
	for i, r := range records {
		if r.Kind != ledger.Act || r.Action != acts[i]["action"] || r.Operator != "petugas-01" || r.Frontend != "perizinan" || r.Code != "uji_coba" || r.Paper != "400/1/2026" {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if *records[0].Hits != 3 || records[3].Target != "unlimited" || records[3].PaperDate != today(0) || records[4].Until != "2027-12-31" ||
		records[5].Target != "petugas-02" || *records[6].Hits != 2 ||
		records[7].PaperDate != today(-1) || records[7].Target != "" || records[8].Target != "petugas-02" {
		t.Errorf("%+v", records)
	}
}

// failLogin settles an access with "Gagal Login".
func failLogin(t *testing.T, d *desk) {
	t.Helper()
	a := d.at(t, 0)
	id, err := uuid.NewV7()
	must(t, err)
	admitted, err := a.Admit(t.Context(), admission.Request{AccessID: id, Evidence: evidence, Login: "pasangan", Record: ledger.Record{Operator: "petugas-01"}})
	must(t, err)
	_, err = a.Settle(t.Context(), admission.LoginFailed(id, "pasangan").Recorded(admitted.Record))
	must(t, err)
}
