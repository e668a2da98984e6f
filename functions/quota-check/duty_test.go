package main

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
	"simpul/lib/ledger"
)

// duty calls as the scheduler does: no body, no token.
func (d *desk) duty() functiontest.Answer { return d.Do(functiontest.Call{}) }

// nextTurn makes it a minute later for the duty.
func (d *desk) nextTurn(t testing.TB) {
	t.Helper()
	must(t, d.raw(t).Del(t.Context(), "{simpul}:duty:quota-check").Err())
}

func TestTenSchedulersMakeOneSeal(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	replicas := []*desk{d, openDesk(t, d.Rig)}
	var ran, skipped atomic.Int64
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			switch a := replicas[i%2].duty(); {
			case a.Code == http.StatusOK && a.Skipped:
				skipped.Add(1)
			case a.Code == http.StatusOK && a.Sealed == 1 && a.Seal == 1:
				ran.Add(1)
			default:
				t.Errorf("%d %s", a.Code, a.Text)
			}
		})
	}
	all.Wait()
	if ran.Load() != 1 || skipped.Load() != 9 {
		t.Errorf("%d ran, %d skipped", ran.Load(), skipped.Load())
	}
	if a := d.duty(); !a.Skipped {
		t.Errorf("within the minute: %s", a.Text)
	}
	d.nextTurn(t)
	if a := d.duty(); a.Skipped || a.Sealed != 0 || a.Seal != 0 {
		t.Errorf("with nothing to do: %s", a.Text)
	}
}

// A function that died between admission and settlement leaves an access behind: it stays counted, and the ledger says that
// nobody knows what came of it.
func TestTheDutyClosesWhatNobodySettled(t *testing.T) {
	d := newDesk(t, nil)
	dead := d.at(t, -2*time.Minute)
	d.initialiseAs(t, dead)
	must(t, admit(t, dead))
	must(t, admit(t, d.at(t, 0))) // this one is under way
	before := d.read(t).Quota.Used
	if a := d.duty(); a.Code != http.StatusOK || a.Swept != 1 || a.Sealed != 1 {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	state := d.read(t)
	if state.Access.Open != 1 || state.Quota.Used != before || state.Ledger.Entries != 2 || state.Ledger.Unsealed != 0 {
		t.Errorf("%s", state.Text)
	}
	swept := d.records(t)[1]
	if swept.Kind != ledger.Swept || swept.Outcome != ledger.Unknown || !swept.Charged || swept.Operator != "petugas-01" || swept.LicenceType != "nib" {
		t.Errorf("%+v", swept)
	}
	d.nextTurn(t)
	if a := d.duty(); a.Swept != 0 || a.Sealed != 0 {
		t.Errorf("again: %s", a.Text)
	}
}

// Who empties Redis does not reach the log: each seal is there, with what an expectation is made of.
func TestEachSealIsLogged(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	d.done(t, order("suspend"))
	d.duty()
	seal := d.read(t).Ledger.Seal
	if seal == nil || seal.Number != 1 {
		t.Fatalf("%+v", seal)
	}
	log := d.Log.String()
	for _, want := range []string{`"ledger sealed"`, `"number":1`, `"from":1`, `"to":2`, `"root":"`, fmt.Sprintf(`"hash":"%s"`, seal.Hash)} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
	if regexp.MustCompile(`\b\d{16}\b`).MatchString(log) {
		t.Error("sixteen digits in the log")
	}
}

func TestTheDutyAnswersCountsOnly(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	if text := d.duty().Text; text != `{"seal":1,"sealed":1,"swept":0}` && text != `{"swept":0,"sealed":1,"seal":1}` {
		t.Error(text)
	}
	if text := d.duty().Text; text != `{"skipped":true}` {
		t.Error(text)
	}
}

// A token says that somebody wants an act: without a body it is an incomplete one.
func TestAnEmptyBodyWithATokenIsAnIncompleteAct(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	a := d.Do(functiontest.Call{Token: d.Token(t, identity.ScopeAdmin)})
	if a.Code != 422 || strings.Join(names(a), " ") != "action code paper_number" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if a := d.duty(); a.Skipped {
		t.Error("the duty was done for it")
	}
}

func TestOnARedisThatIsNotReadyTheDutySaysSo(t *testing.T) {
	d := newDesk(t, nil)
	if a := d.duty(); a.Code != 503 || !strings.HasSuffix(a.Problem, "belum_disiapkan") {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	d.Redis.Kill()
	if a := d.duty(); a.Code != 503 || !strings.HasSuffix(a.Problem, "penyimpanan_tidak_tersedia") {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

// A clock that cannot be believed would end a day's counters too early.
func TestWithAClockThatIsOffNothingIsSealed(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	d.tamper(t, 2, 1) // somebody counted tomorrow already
	if a := d.duty(); a.Code != 503 || !strings.HasSuffix(a.Problem, "jam_tidak_cocok") {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if n := d.raw(t).XLen(t.Context(), "{simpul}:seals").Val(); n != 0 {
		t.Errorf("%d seals", n)
	}
}

// Over a record that does not hold goes no seal; what is before it gets one, and the log has its number.
func TestABadRecordStopsTheSealing(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	must(t, d.raw(t).Do(t.Context(), "XADD", "{simpul}:ledger", "0-*", "r", "{}", "m", "x").Err())
	for range 2 {
		if a := d.duty(); a.Code != 500 || !strings.HasSuffix(a.Problem, "catatan_tidak_utuh") {
			t.Errorf("%d %s", a.Code, a.Text)
		}
		d.nextTurn(t)
	}
	if l := d.read(t).Ledger; l.Seal == nil || l.Seal.Number != 1 || l.Unsealed != 1 {
		t.Errorf("%+v", l)
	}
	if !strings.Contains(d.Log.String(), "record 2") {
		t.Error("the log does not name the record")
	}
}

func TestQuotaCheckDoesNotStartWithoutASealKey(t *testing.T) {
	for name, environ := range map[string]map[string]string{
		"none named": {"SIMPUL_LEDGER__SEAL_KEY_FILE": ""},
		"no file":    {"SIMPUL_LEDGER__SEAL_KEY_FILE": "simpul-other"},
	} {
		functiontest.New(t, root, environ)
		if _, err := build(t.Context()); err == nil || !strings.Contains(err.Error(), "seal_key_file") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
