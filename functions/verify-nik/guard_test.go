package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/registry/registrytest"
)

// records returns the ledger, oldest first.
func (b *bench) records(t *testing.T) []ledger.Record {
	t.Helper()
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: b.Redis.Addr(), Protocol: 2})
	defer func() { _ = client.Close() }()
	entries, err := client.XRange(t.Context(), "{simpul}:ledger", "-", "+").Result()
	if err != nil {
		t.Fatal(err)
	}
	var all []ledger.Record
	for _, e := range entries {
		r, err := ledger.Decode([]byte(e.Values["r"].(string)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// guarded is a bench whose guard is as shipped, but for the pace, changed by environ.
func guarded(t *testing.T, environ map[string]string) *bench {
	t.Helper()
	for _, who := range []string{"OPERATOR", "OFFICE"} {
		environ["SIMPUL_GUARD__"+who] = "{interval: 1ms, burst: 1000}"
	}
	rig := functiontest.NewGuarded(t, root, environ)
	rig.Initialise(t, 0)
	return &bench{rig, rig.Serve(t, "verify-nik", build), rig.Token(t, identity.ScopeVerify)}
}

// answered expects a problem, whatever the registry was asked before.
func (b *bench) answered(t *testing.T, name string, a functiontest.Answer, status int, code string) {
	t.Helper()
	if a.Code != status || a.Problem != "urn:simpul:problem:"+code {
		t.Errorf("%s: %d %s %v, expected %d %s", name, a.Code, a.Problem, a.Fields, status, code)
	}
}

// serials are NIKs of one region and birth date, nobody's: kecamatan 99.
func serials(from int) string { return fmt.Sprintf("330399010190%04d", from) }

func TestARunOfSerialsIsHeldBeforeTheRegistryIsAsked_JUKNIS_II_E_1(t *testing.T) {
	b := guarded(t, map[string]string{"SIMPUL_GUARD__SEQUENTIAL": "3"})
	for i := range 2 {
		if a := b.ask(of(serials(7000+i), nil, "application_number", fmt.Sprint("503/", i))); a.Code != http.StatusOK {
			t.Fatalf("number %d: %d %s", i+1, a.Code, a.Problem)
		}
	}
	a := b.ask(of(serials(7002), nil, "application_number", "503/9"))
	b.answered(t, "the third", a, 403, "pola_berurutan")
	if b.Registry.Calls() != 2 {
		t.Errorf("%d calls", b.Registry.Calls())
	}
}

// afterMending asks about somebody with a name mistyped, changed by first, then with the right one, and returns what the next serial
// gets.
func (b *bench) afterMending(t *testing.T, first ...any) functiontest.Answer {
	t.Helper()
	sample := registrytest.Samples()[0]
	mistyped := maps.Clone(sample.Claimed)
	mistyped["nama_lengkap"] = "SALAH KETIK"
	clerk := b.Token(t, identity.ScopeVerify, identity.ScopeView)
	for _, body := range []map[string]any{of(sample.NIK, mistyped, first...), of(sample.NIK, sample.Claimed, "recheck", true)} {
		if a := b.Do(functiontest.Call{Token: clerk, Body: body}); a.Code != http.StatusOK {
			t.Fatalf("%d %s", a.Code, a.Problem)
		}
	}
	next, err := strconv.Atoi(sample.NIK)
	if err != nil {
		t.Fatal(err)
	}
	return b.ask(of(strconv.Itoa(next+1), nil, "application_number", "503/9"))
}

func TestAMistypedNameThatIsMendedIsNoRun(t *testing.T) {
	b := guarded(t, map[string]string{"SIMPUL_GUARD__SEQUENTIAL": "2"})
	if a := b.afterMending(t); a.Code != http.StatusOK {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
}

func TestANameReadOffAnAnswerProvesNothing_JUKNIS_II_E_1(t *testing.T) {
	b := guarded(t, map[string]string{"SIMPUL_GUARD__SEQUENTIAL": "2"})
	b.answered(t, "the next serial", b.afterMending(t, "show", []string{"nama_lengkap"}), 403, "pola_berurutan")
}

func TestAnOverrideNeedsItsScopeAndIsOnRecord_JUKNIS_II_E_6(t *testing.T) {
	b := guarded(t, map[string]string{"SIMPUL_GUARD__SEQUENTIAL": "2"})
	b.ask(of(serials(7000), nil))
	body := of(serials(7001), nil, "override", map[string]any{"code": "kembar", "note": "dua bersaudara"})
	b.answered(t, "without the scope", b.ask(body), 403, "kewenangan_kurang")
	senior := b.Token(t, identity.ScopeVerify, identity.ScopeOverride)
	if a := b.Do(functiontest.Call{Token: senior, Body: body}); a.Code != http.StatusOK {
		t.Fatalf("%d %s", a.Code, a.Problem)
	}
	last := b.records(t)[2] // after initialise and the first access
	if last.Hold != "pola_berurutan" || last.Override != "kembar" || last.Operator != "petugas-01" || last.Frontend != "perizinan" {
		t.Errorf("%+v", last)
	}
}

func TestTheSameNIKTwiceInAnApplicationNeedsARecheck(t *testing.T) {
	b := guarded(t, map[string]string{})
	sample := registrytest.Samples()[0]
	b.ask(of(sample.NIK, sample.Claimed))
	again := b.ask(of(sample.NIK, sample.Claimed))
	b.answered(t, "at once", again, 409, "pemeriksaan_berulang")
	if again.Header.Get("Retry-After") == "" {
		t.Error("does not say when")
	}
	for i := range 3 {
		if a := b.ask(of(sample.NIK, sample.Claimed, "recheck", true)); a.Code != http.StatusOK {
			t.Fatalf("recheck %d: %d %s", i+1, a.Code, a.Problem)
		}
	}
	b.answered(t, "the fourth recheck", b.ask(of(sample.NIK, sample.Claimed, "recheck", true)), 409, "pemeriksaan_berulang")
}

func TestTheLedgerHoldsEachAccessWithoutPopulationData(t *testing.T) { // PKS-2.2j, JUKNIS-II.E.6
	b := newBench(t, nil)
	sample := registrytest.Samples()[0]
	a := b.ask(of(sample.NIK, sample.Claimed, "identity_document", "ikd"))
	r := b.records(t)[1]
	if r.AccessID != a.AccessID || r.Kind != ledger.Access || r.Outcome != ledger.Data || string(r.Verdict) != a.Verdict || !r.Charged || r.Used != 1 {
		t.Errorf("%+v", r)
	}
	if r.LicenceType != "nib" || r.SubjectRole != "pemohon" || r.IdentityDocument != "ikd" || r.Source != ledger.Typed || r.Application == "" {
		t.Errorf("%+v", r.Subject)
	}
	text, err := json.Marshal(r)
	if err != nil || strings.Contains(string(text), sample.NIK) || strings.Contains(string(text), "503/0001") || strings.Contains(string(text), "found") {
		t.Errorf("%s, %v", text, err)
	}
}

func TestADecisionIsRecordedOnceAndCostsNothing(t *testing.T) { // JUKNIS Lampiran II, step 4
	b := newBench(t, nil)
	sample := registrytest.Samples()[0]
	access := b.ask(of(sample.NIK, sample.Claimed)).AccessID
	decide := func(id string) functiontest.Answer {
		return b.ask(map[string]any{"decision": map[string]any{"access_id": id, "decision": "sesuai", "code": "berkas_cocok"}})
	}
	if a := decide(access); a.Code != http.StatusOK || !strings.Contains(a.Text, `"decision":"sesuai"`) {
		t.Fatalf("%d %s", a.Code, a.Text)
	}
	b.answered(t, "again", decide(access), 409, "sudah_dijawab")
	b.answered(t, "of no access", decide("0190f2a0-0000-7000-8000-000000000001"), 404, "akses_tidak_ada")
	if r := b.records(t)[2]; r.Kind != ledger.Decision || r.AccessID != access || r.Code != "berkas_cocok" || r.Operator != "petugas-01" {
		t.Errorf("%+v", r)
	}
	if b.Registry.Calls() != 1 {
		t.Errorf("%d calls", b.Registry.Calls())
	}
}

func TestADecisionComesAloneAndWhole(t *testing.T) {
	b := newBench(t, nil)
	for name, body := range map[string]map[string]any{
		"with a verification": of(serials(7000), nil, "decision", map[string]any{"access_id": "x", "decision": "sesuai", "code": "cocok"}),
		"without a code":      {"decision": map[string]any{"access_id": "0190f2a0-0000-7000-8000-000000000001", "decision": "sesuai"}},
		"of another word":     {"decision": map[string]any{"access_id": "0190f2a0-0000-7000-8000-000000000001", "decision": "ya", "code": "cocok"}},
		"of another id":       {"decision": map[string]any{"access_id": "1", "decision": "sesuai", "code": "cocok"}},
	} {
		b.answered(t, name, b.ask(body), 422, "isian_salah")
	}
}

func TestAFailedLoginBarsThePairAndANewOneGetsOneAttempt(t *testing.T) { // JUKNIS-II.C.2b.3a
	b := newBench(t, nil)
	for calls, password := range []string{"wrong", "wrong again"} {
		b.Write(t, "registry-password", password)
		for range 3 {
			b.answered(t, password, b.ask(of(serials(7000), nil)), 503, "gagal_login")
		}
		if b.Registry.Calls() != calls+1 {
			t.Fatalf("%d calls with %d pairs: the account would be locked", b.Registry.Calls(), calls+1)
		}
	}
	b.Write(t, "registry-password", functiontest.Password)
	for range 2 {
		if a := b.ask(of(serials(7000), nil)); a.Code != http.StatusOK {
			t.Errorf("the right pair: %d %s", a.Code, a.Problem)
		}
	}
}
