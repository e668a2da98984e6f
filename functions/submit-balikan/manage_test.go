package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/identity"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/resident"
)

// nextTurn makes it a minute later for the duty.
func (d *desk) nextTurn() { d.Redis.Do("DEL", "{simpul}:duty:submit-balikan") }

// waiting submits one unit that the service does not take now, and returns its name.
func (d *desk) waiting(t *testing.T, n int) (unit map[string]any, name string) {
	t.Helper()
	must(t, d.Balikan.Fail(feedbacktest.Status429, 1))
	unit = functiontest.Feedback(fmt.Sprint("NIB/", n), d.access(t, n))
	a := d.submit(unit)
	d.expect(t, a, http.StatusAccepted, "queued")
	return unit, a.Units[0].ID
}

// dead submits one unit that the service refuses for its own sake.
func (d *desk) dead(t *testing.T, n int) (unit map[string]any, name string) {
	t.Helper()
	must(t, d.Balikan.Fail(feedbacktest.RefuseAll, 1))
	unit = functiontest.Feedback(fmt.Sprint("NIB/", n), d.access(t, n))
	a := d.submit(unit)
	d.expect(t, a, http.StatusOK, "dead")
	if !strings.Contains(a.Units[0].StateText, "harus dikirim ulang") {
		t.Errorf("%q does not say so", a.Units[0].StateText)
	}
	return unit, a.Units[0].ID
}

func TestAManagerSeesEverythingAndAnOfficerTheirOwn(t *testing.T) {
	d := newDesk(t, nil)
	_, waits := d.waiting(t, 1)
	_, died := d.dead(t, 2)
	d.access(t, 3)
	d.Access(t, "petugas-02", invented(4), "503/0004/2026", resident.Found)
	d.expect(t, d.submit(functiontest.Feedback("NIB/5", d.access(t, 5))), http.StatusOK, "delivered")
	all := d.list(t, identity.ScopeManageFeedback)
	own := d.list(t, identity.ScopeSubmitFeedback)
	if states(all) != "queued, dead, open, open" || states(own) != "queued, dead, open" {
		t.Errorf("a manager sees %s, an officer %s", states(all), states(own))
	}
	for i, want := range []functiontest.Unit{
		{ID: waits, Number: "503/0001/2026", UnitCode: "http_429", Operator: "petugas-01"},
		{ID: died, Number: "503/0002/2026", UnitCode: "ditolak_400", Operator: "petugas-01"},
		{ID: all.Units[2].ID, Number: "503/0003/2026", Operator: "petugas-01"},
		{ID: all.Units[3].ID, Number: "503/0004/2026", Operator: "petugas-02"},
	} {
		if got := all.Units[i]; got.ID != want.ID || got.Number != want.Number || got.UnitCode != want.UnitCode || got.Operator != want.Operator || len(got.AccessIDs) != 1 || got.StateText == "" {
			t.Errorf("%d: %+v", i, got)
		}
	}
	d.silent(t, "list", all)
	if strings.Contains(all.Text, "NIB/") {
		t.Error("a licence number is shown")
	}
}

func TestARetriedUnitGoesOutWithTheNextDuty(t *testing.T) {
	d := newDesk(t, nil)
	_, name := d.waiting(t, 1)
	if a := d.duty(); a.Code != http.StatusOK || a.Delivered != 0 {
		t.Errorf("before its pause is over: %s", a.Text)
	}
	if a := d.manage(t, "retry", name, ""); a.Code != http.StatusOK || a.State != "queued" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if a := d.duty(); !a.Skipped {
		t.Errorf("within the minute: %s", a.Text)
	}
	d.nextTurn()
	if a := d.duty(); a.Delivered != 1 || d.Balikan.Stored() != 1 {
		t.Errorf("%s, %d stored", a.Text, d.Balikan.Stored())
	}
	d.refused(t, "when it is delivered", d.manage(t, "retry", name, ""), http.StatusConflict, "balikan_sudah_selesai")
	d.refused(t, "a unit that is none", d.manage(t, "retry", "uji-1."+strings.Repeat("A", 22), ""), http.StatusNotFound, "balikan_tidak_ada")
}

func TestADeadUnitIsSubmittedAgainOrDiscarded(t *testing.T) {
	d := newDesk(t, nil)
	unit, name := d.dead(t, 1)
	d.refused(t, "retry", d.manage(t, "retry", name, ""), http.StatusConflict, "balikan_harus_dikirim_ulang")
	d.expect(t, d.submit(unit), http.StatusOK, "delivered")
	d.refused(t, "discard what is delivered", d.manage(t, "discard", name, "salah_ketik"), http.StatusConflict, "balikan_sudah_selesai")
	_, name = d.dead(t, 2)
	for range 2 { // the second time changes nothing
		if a := d.manage(t, "discard", name, "salah_ketik"); a.Code != http.StatusOK || a.State != "closed" {
			t.Errorf("%d %s", a.Code, a.Text)
		}
	}
	if got := states(d.list(t, identity.ScopeManageFeedback)); got != "" {
		t.Errorf("still owed: %s", got)
	}
}

func TestASealThatDoesNotOpenWaitsAndIsLogged(t *testing.T) {
	d := newDesk(t, nil)
	_, name := d.waiting(t, 1)
	d.manage(t, "retry", name, "")
	file := filepath.Join(d.Secrets, "simpul-feedback")
	must(t, os.Remove(file))
	must(t, keyringtest.Write(file, "uji-1"))
	if a := openDesk(t, d.Rig).duty(); a.Later != 1 || a.Dead != 0 || !strings.Contains(d.Log.String(), "do not open") {
		t.Errorf("%s", a.Text)
	}
}

func TestHitsOfABrowserThatNobodyWillTellOfAreDiscardedOnce(t *testing.T) {
	d := newDesk(t, nil)
	manager := d.Token(t, identity.ScopeManageFeedback)
	d.Order(t, func(a *admission.Admission, why admission.Basis) error { return a.RecordExternal(t.Context(), 3, why) })
	send := func(token, key string, order map[string]any) functiontest.Answer {
		call := functiontest.Call{Token: token, Header: map[string]string{"Idempotency-Key": key}, Body: map[string]any{"discard": order}}
		if key == "" {
			call.Header = nil
		}
		return d.Do(call)
	}
	two := map[string]any{"external": 2, "code": "salah_hitung"}
	for i := range 2 {
		if a := send(manager, "kunci-1", two); a.Code != http.StatusOK || a.State != "closed" || a.Again != (i == 1) {
			t.Errorf("%d %s", a.Code, a.Text)
		}
	}
	d.refused(t, "more than are left", send(manager, "kunci-2", two), http.StatusUnprocessableEntity, "isian_salah")
	d.refused(t, "the key of another order", send(manager, "kunci-1", map[string]any{"external": 1, "code": "salah_hitung"}), http.StatusConflict, "kunci_sudah_dipakai")
	d.refused(t, "an officer", send(d.token, "", two), http.StatusForbidden, "kewenangan_kurang")
	for name, order := range map[string]map[string]any{
		"nothing": {"code": "salah_hitung"}, "both": {"external": 1, "unit": "uji-1." + strings.Repeat("A", 22), "code": "salah_hitung"},
		"below": {"external": -1, "code": "salah_hitung"}, "above": {"external": 1001, "code": "salah_hitung"}, "no code": {"external": 1},
	} {
		d.refused(t, name, send(manager, "", order), http.StatusUnprocessableEntity, "isian_salah")
	}
	if a := send(manager, "", map[string]any{"external": 1, "code": "salah_hitung"}); a.Code != http.StatusOK {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

func TestTenSchedulersSendOnce(t *testing.T) {
	d := newDesk(t, nil)
	for n := range 3 {
		_, name := d.waiting(t, n+1)
		d.manage(t, "retry", name, "")
	}
	replicas := []*desk{d, openDesk(t, d.Rig)}
	var ran, skipped, delivered atomic.Int64
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			a := replicas[i%2].duty()
			if a.Skipped {
				skipped.Add(1)
				return
			}
			ran.Add(1)
			delivered.Add(a.Delivered)
		})
	}
	all.Wait()
	if ran.Load() != 1 || skipped.Load() != 9 || delivered.Load() != 3 || d.Balikan.Stored() != 3 {
		t.Errorf("%d ran, %d skipped, %d delivered, %d stored", ran.Load(), skipped.Load(), delivered.Load(), d.Balikan.Stored())
	}
}

func TestFeedbackIsTakenWhileAccessIsSuspended(t *testing.T) { // it is owed for what was accessed
	d := newDesk(t, nil)
	unit := functiontest.Feedback("NIB/1", d.access(t, 1))
	d.Suspend(t)
	d.expect(t, d.submit(unit), http.StatusOK, "delivered")
}

func TestTheMetricsCountUnitsByWhatBecameOfThem(t *testing.T) {
	d := newDesk(t, nil)
	d.waiting(t, 1)
	d.expect(t, d.submit(functiontest.Feedback("NIB/2", d.access(t, 2))), http.StatusOK, "delivered")
	d.submit(d.unit(t, someone, "nik", "1"))
	d.duty()
	text := d.metrics(t)
	for _, line := range []string{
		`simpul_feedback_submissions_total{state="delivered"} 1`, `simpul_feedback_submissions_total{state="queued"} 1`,
		`simpul_feedback_submissions_total{state="closed"} 0`, `simpul_feedback_refusals_total{code="isian_salah"} 1`,
		`simpul_refusals_total{code="isian_salah"} 1`, `simpul_feedback_deliveries_total{outcome="delivered"} 0`,
		`simpul_feedback_units{state="queued"} 1`, `simpul_feedback_units{state="delivered"} 1`, `simpul_feedback_unbalanced 0`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("%s is not in\n%s", line, text)
		}
	}
}
