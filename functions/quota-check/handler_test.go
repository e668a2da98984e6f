package main

import (
	"fmt"
	"net/http"
	"net/netip"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"simpul/functions/functiontest"
	"simpul/lib/admission"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

func TestAnEmptyRedisSaysSoUntilInitialised(t *testing.T) { // design.md, Fail closed
	d := newDesk(t, nil)
	if a := d.read(t); a.Code != 503 || !strings.HasSuffix(a.Problem, "belum_disiapkan") {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
	if a := d.done(t, order("initialise", "used_today", 12)); a.Quota.Used != 12 {
		t.Errorf("%s", a.Text)
	}
	a := d.read(t)
	if a.Quota.Used != 12 || *a.Quota.Limit != 200 || *a.Quota.Left != 188 || !strings.HasSuffix(a.Quota.ResetsAt, "T00:00:00+07:00") {
		t.Errorf("%s", a.Text)
	}
	if a.Access.State != "terbuka" || a.Agreement.State != "berlaku" || !a.Agreement.Simulator {
		t.Errorf("%s", a.Text)
	}
}

func TestReadingWorksOutsideTheAgreement(t *testing.T) { // that is when an administrator looks (PKS-4)
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__VALID_FROM": "2020-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2021-01-01"})
	d.Initialise(t, 0)
	if a := d.read(t); a.Code != http.StatusOK || a.Agreement.State != "berakhir" || a.Agreement.BridgedUntil != "" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

func TestTheAddendumIsShownWithNumberAndDate(t *testing.T) { // JUKNIS-II.C.3
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__ADDENDUM": "{number: ADD-1, date: 2026-01-31}"})
	d.Initialise(t, 0)
	if a := d.read(t); !strings.Contains(a.Text, `"addendum":{"date":"2026-01-31","number":"ADD-1"}`) && !strings.Contains(a.Text, `"addendum":{"number":"ADD-1","date":"2026-01-31"}`) {
		t.Error(a.Text)
	}
}

func TestTheLetterOfTheProofOfConceptIsShownWithNumberAndDate(t *testing.T) { // JUKNIS-II.D
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__POC_LETTER": "{number: POC-1, date: 2026-02-03}"})
	d.Initialise(t, 0)
	if a := d.read(t); !strings.Contains(a.Text, `"poc_letter":{"number":"POC-1","date":"2026-02-03"}`) {
		t.Error(a.Text)
	}
}

func TestTheStateShowsTheGuardAndTheLedger(t *testing.T) { // JUKNIS-II.E.1
	d := openDesk(t, functiontest.NewGuarded(t, root, nil))
	d.Initialise(t, 0)
	a := d.at(t, 0)
	for range 3 {
		must(t, admit(t, a)) // the first and two rechecks
	}
	must(t, admit(t, a))
	if err := admit(t, a); err == nil {
		t.Fatal("the guard held nothing")
	}
	state := d.read(t)
	if state.Guard.Sequential != 3 || len(state.Guard.Held) != 1 || state.Guard.Held["pemeriksaan_berulang"] != 1 {
		t.Errorf("%+v", state.Guard)
	}
	if l := state.Ledger; l == nil || l.Entries != 1 || l.Unsealed != 1 || l.Seal != nil {
		t.Errorf("%+v", l)
	}
	if state.Access.Open != 4 {
		t.Errorf("%d accesses open", state.Access.Open)
	}
}

func TestAFailedLoginIsShown(t *testing.T) { // JUKNIS-II.C.2b.3a
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	if a := d.read(t); a.Access.LoginFailed != "" {
		t.Error(a.Text)
	}
	failLogin(t, d)
	if a := d.read(t); a.Access.LoginFailed == "" || a.Access.State != "terbuka" {
		t.Error(a.Text)
	}
	if a := d.done(t, order("resume")); a.Access.LoginFailed != "" {
		t.Error(a.Text)
	}
}

func TestTheObservedAddressIsForTheAdministratorAlone(t *testing.T) { // JUKNIS-I.A; addresses are confidential (SPTJM)
	const seen = "192.0.2.44"
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	a := d.at(t, 0)
	id, err := uuid.NewV7()
	must(t, err)
	admitted, err := a.Admit(t.Context(), admission.Request{AccessID: id, Evidence: evidence, Record: ledger.Record{Operator: "petugas-01"}})
	must(t, err)
	_, err = a.Settle(t.Context(), admission.Barred(id, problem.CodeAlamatIPDitolak).
		SeenAt(registry.NewAddress(netip.MustParseAddr(seen))).Recorded(admitted.Record))
	must(t, err)
	if s := d.read(t); s.Access.Reason != "alamat_ip_ditolak" || strings.Contains(s.Text, seen) {
		t.Errorf("with quota:read: %s", s.Text)
	}
	s := d.Do(functiontest.Call{Method: http.MethodGet, Token: d.Token(t, identity.ScopeReadQuota, identity.ScopeAdmin)})
	if !strings.Contains(s.Text, `"observed_address":"`+seen+`"`) {
		t.Errorf("with admin: %s", s.Text)
	}
	if s := d.done(t, order("resume")); strings.Contains(s.Text, seen) {
		t.Errorf("resumed: %s", s.Text)
	}
	if records := fmt.Sprintf("%+v", d.records(t)); strings.Contains(records+d.Log.String(), seen) {
		t.Error("it stands in the ledger or in the log")
	}
}

func TestReadingAndOrderingNeedTheirScopes(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	for name, call := range map[string]functiontest.Call{
		"reading with admin only":  {Method: http.MethodGet, Token: d.Token(t, identity.ScopeAdmin)},
		"ordering with quota:read": {Token: d.Token(t, identity.ScopeReadQuota), Body: order("suspend")},
		"ordering with nik:verify": {Token: d.Token(t, identity.ScopeVerify), Body: order("suspend")},
	} {
		if a := d.Do(call); a.Code != 403 || !strings.HasSuffix(a.Problem, "kewenangan_kurang") {
			t.Errorf("%s: %d %s", name, a.Code, a.Problem)
		}
	}
	for name, call := range map[string]functiontest.Call{
		"reading":  {Method: http.MethodGet},
		"ordering": {Body: order("suspend")},
	} {
		if a := d.Do(call); a.Code != 401 || !strings.HasSuffix(a.Problem, "token_tidak_ada") {
			t.Errorf("%s without a token: %d %s", name, a.Code, a.Problem)
		}
	}
	if a := d.Do(functiontest.Call{Token: "x"}); a.Code != 401 {
		t.Errorf("an empty call with a bad token: %d", a.Code)
	}
}

// Counts and codes only: no id of anybody, no token of an application, nothing that could be a NIK.
func TestTheStateHoldsNothingAboutAnybody(t *testing.T) {
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	must(t, admit(t, d.at(t, 0)))
	d.done(t, order("unlock", "operator", "petugas-01"))
	text := d.read(t).Text
	for _, hidden := range []string{"petugas-01", "0123456789ab", "app:uji", "pair:uji"} {
		if strings.Contains(text, hidden) {
			t.Errorf("the state holds %q", hidden)
		}
	}
	if regexp.MustCompile(`\d{16}`).MatchString(text) {
		t.Error("sixteen digits in a row")
	}
}
