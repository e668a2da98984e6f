package main

import (
	"net/http"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
)

const root = "../.."

type desk struct {
	*functiontest.Rig
	*functiontest.Client
}

func newDesk(t testing.TB, environ map[string]string) *desk {
	t.Helper()
	rig := functiontest.New(t, root, environ)
	return &desk{rig, rig.Serve(t, "quota-check", build)}
}

func (d *desk) read(t *testing.T) functiontest.Answer {
	t.Helper()
	return d.Do(functiontest.Call{Method: http.MethodGet, Token: d.Token(t, identity.ScopeReadQuota)})
}

func (d *desk) order(t *testing.T, body map[string]any) functiontest.Answer {
	t.Helper()
	return d.Do(functiontest.Call{Token: d.Token(t, identity.ScopeAdmin), Body: body})
}

func order(action string, more ...any) map[string]any {
	body := map[string]any{"action": action, "code": "uji_coba", "paper_number": "400/1/2026"}
	for i := 0; i < len(more); i += 2 {
		body[more[i].(string)] = more[i+1]
	}
	return body
}

func TestAnEmptyRedisSaysSoUntilInitialised(t *testing.T) { // design.md, Fail closed
	d := newDesk(t, nil)
	if a := d.read(t); a.Code != 503 || !strings.HasSuffix(a.Problem, "belum_disiapkan") {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
	if a := d.order(t, order("initialise", "used_today", 12)); a.Code != http.StatusOK || a.Quota.Used != 12 {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	a := d.read(t)
	if a.Quota.Used != 12 || *a.Quota.Limit != 200 || *a.Quota.Left != 188 || !strings.HasSuffix(a.Quota.ResetsAt, "T00:00:00+07:00") {
		t.Errorf("%s", a.Text)
	}
	if a.Access.State != "terbuka" || a.Agreement.State != "berlaku" || !a.Agreement.Simulator {
		t.Errorf("%s", a.Text)
	}
}

func TestARunningCountIsNotResetSilently(t *testing.T) { // JUKNIS-II.B.1
	d := newDesk(t, nil)
	d.Initialise(t, 150)
	if a := d.order(t, order("initialise", "used_today", 0)); a.Code != 422 || len(a.Fields) != 1 || a.Fields[0].Name != "force" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if a := d.order(t, order("initialise", "used_today", 0, "force", true)); a.Code != http.StatusOK || a.Quota.Used != 0 {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

func TestSuspendingAndResuming(t *testing.T) { // PKS-5, PKS-9.1, JUKNIS-VI.I
	d := newDesk(t, nil)
	d.Initialise(t, 0)
	if a := d.order(t, order("suspend")); a.Access.State != "ditangguhkan" || a.Access.Reason != "uji_coba" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
	if a := d.order(t, order("resume")); a.Access.State != "terbuka" {
		t.Errorf("%d %s", a.Code, a.Text)
	}
}

func TestUnlimitedStillCountsAndHasNoLimit(t *testing.T) { // JUKNIS-II.B.2
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__QUOTA": "{mode: unlimited, poc_letter: {number: POC-1, date: 2026-01-31}}"})
	d.Initialise(t, 500)
	if a := d.read(t); a.Quota.Mode != "unlimited" || a.Quota.Used != 500 || a.Quota.Limit != nil || a.Quota.Left != nil || a.Quota.Exhausted {
		t.Errorf("%s", a.Text)
	}
}

func TestReadingWorksOutsideTheAgreement(t *testing.T) { // that is when an administrator looks (PKS-4)
	d := newDesk(t, map[string]string{"SIMPUL_AGREEMENT__VALID_FROM": "2020-01-01", "SIMPUL_AGREEMENT__VALID_UNTIL": "2021-01-01"})
	d.Initialise(t, 0)
	if a := d.read(t); a.Code != http.StatusOK || a.Agreement.State != "berakhir" {
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
	if a := d.Do(functiontest.Call{Method: http.MethodGet}); a.Code != 401 || !strings.HasSuffix(a.Problem, "token_tidak_ada") {
		t.Errorf("no token: %d %s", a.Code, a.Problem)
	}
}

func TestWrongOrdersAreNamedFieldByField(t *testing.T) {
	d := newDesk(t, nil)
	for name, row := range map[string]struct {
		body   map[string]any
		fields []string
	}{
		"nothing":                     {map[string]any{}, []string{"action", "code", "paper_number"}},
		"unknown action":              {order("reset"), []string{"action"}},
		"initialise without a count":  {order("initialise"), []string{"used_today"}},
		"suspend with a count":        {order("suspend", "used_today", 1), []string{"used_today"}},
		"a count below zero":          {order("initialise", "used_today", -1), []string{"used_today"}},
		"a NIK as the paper's number": {order("suspend", "paper_number", "3303990101907777"), []string{"paper_number"}},
		"a NIK as the code":           {order("suspend", "code", "3303990101907777"), []string{"code"}},
	} {
		a := d.order(t, row.body)
		var names []string
		for _, f := range a.Fields {
			names = append(names, f.Name)
		}
		if a.Code != 422 || strings.Join(names, " ") != strings.Join(row.fields, " ") {
			t.Errorf("%s: %d %v", name, a.Code, names)
		}
		if strings.Contains(a.Text+d.Log.String(), "3303990101907777") {
			t.Errorf("%s: echoed or logged", name)
		}
	}
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
