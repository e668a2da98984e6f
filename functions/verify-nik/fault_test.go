package main

import (
	"context"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"simpul/functions/functiontest"
	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/registry"
	"simpul/lib/registry/registrytest"
)

// Each row is a NIK that makes the registry say nothing about a person. Suspending ones stop everybody (JUKNIS-II.C.2b.3), so
// each has a world of its own.
func TestEachFaultOfTheRegistryHasItsOwnAnswer(t *testing.T) { // JUKNIS-II.C.2b.3, wire §1.9
	for _, row := range []struct {
		code     string
		status   int
		problem  string
		suspends bool
	}{
		{"02", 502, "tidak_dikenal", false},
		{"03", 503, "gagal_login", true},
		{"04", 503, "alamat_ip_ditolak", true},
		{"06", 503, "di_luar_jam_akses", false},
		{"07", 502, "permintaan_tidak_lengkap", false},
		{"08", 502, "nik_tidak_dapat_diproses", false},
		{"09", 502, "permintaan_tidak_lengkap", false},
		{"10", 503, "alamat_ip_ditolak", true},
		{"16", 503, "instansi_tidak_aktif", true},
		{"17", 503, "user_id_non_aktif", true},
		{"99", 502, "tidak_dikenal", false},
	} {
		t.Run(row.code+" "+row.problem, func(t *testing.T) {
			b := newBench(t, nil)
			a := b.ask(of(registrytest.WithCode(row.code)[0].NIK, nil))
			if a.Code != row.status || !strings.HasSuffix(a.Problem, row.problem) || !strings.Contains(a.Text, `"registry_code":"`+row.code+`"`) {
				t.Errorf("%d %s", a.Code, a.Text)
			}
			if a.AccessID == "" || b.Registry.Calls() != 1 {
				t.Errorf("access %q, %d calls: it must count once and never be repeated", a.AccessID, b.Registry.Calls())
			}
			next := b.ask(of(registrytest.Samples()[0].NIK, nil))
			stopped := strings.HasSuffix(next.Problem, "akses_ditangguhkan") || strings.HasSuffix(next.Problem, "gagal_login") && b.Registry.Calls() == 1
			if stopped != row.suspends {
				t.Errorf("afterwards: %d %s", next.Code, next.Problem)
			}
		})
	}
}

func TestTheRegistrysWordThatTheQuotaIsUsedUpClosesTheDay(t *testing.T) { // JUKNIS-II.C.2b.3b
	b := newBench(t, nil)
	nik := registrytest.Samples()[0].NIK
	b.Registry.SpendElsewhere(200)
	for range 2 {
		a := b.ask(of(nik, nil))
		seconds, err := strconv.Atoi(a.Header.Get("Retry-After"))
		if a.Code != http.StatusTooManyRequests || !strings.HasSuffix(a.Problem, "kuota_habis") || err != nil {
			t.Fatalf("%d %s, Retry-After %q", a.Code, a.Problem, a.Header.Get("Retry-After"))
		}
		if wait := time.Duration(seconds) * time.Second; wait <= 0 || wait > 24*time.Hour+time.Minute {
			t.Errorf("Retry-After %v is not the next WIB midnight", wait)
		}
	}
	if b.Registry.Calls() != 1 {
		t.Errorf("%d calls: the second must not have been sent", b.Registry.Calls())
	}
}

func TestALostAnswerCountsAndIsNeverAskedAgain(t *testing.T) { // JUKNIS-II.B.1: a retry could spend the quota twice
	for _, row := range []struct {
		failure registrytest.Failure
		status  int
		problem string
	}{
		{registrytest.Hang, 504, "dukcapil_tidak_menjawab"},
		{registrytest.Cut, 502, "jawaban_rusak"},
		{registrytest.CutMidBody, 502, "jawaban_rusak"},
		{registrytest.GarbageJSON, 502, "jawaban_rusak"},
		{registrytest.HTMLPage, 502, "jawaban_rusak"},
		{registrytest.Maintenance, 502, "jawaban_rusak"},
		{registrytest.HugeBody, 502, "jawaban_rusak"},
		{registrytest.Status500, 502, "dukcapil_menolak_koneksi"},
		{registrytest.Status503, 502, "dukcapil_menolak_koneksi"},
		{registrytest.Redirect, 502, "dukcapil_menolak_koneksi"},
		{registrytest.EmptyContent, 502, "tidak_dikenal"},
	} {
		t.Run(string(row.failure), func(t *testing.T) {
			b := newBench(t, map[string]string{"SIMPUL_REGISTRY__TIMEOUT": "2s"})
			nik := registrytest.Samples()[0].NIK
			if err := b.Registry.Fail(row.failure, 1); err != nil {
				t.Fatal(err)
			}
			a := b.ask(of(nik, nil))
			if a.Code != row.status || !strings.HasSuffix(a.Problem, row.problem) {
				t.Errorf("%d %s", a.Code, a.Problem)
			}
			after := b.ask(of(nik, nil))
			if after.Quota.Used != 2 || b.Registry.Calls() != 2 {
				t.Errorf("used %d of %d calls; both count", after.Quota.Used, b.Registry.Calls())
			}
		})
	}
}

func TestOnlyARefusedConnectionGivesTheHitBack(t *testing.T) { // design.md: Reserve, call, settle
	b := newBench(t, nil)
	nik := registrytest.Samples()[0].NIK
	if err := b.Registry.Refuse(); err != nil {
		t.Fatal(err)
	}
	if a := b.ask(of(nik, nil)); a.Code != 503 || !strings.HasSuffix(a.Problem, "dukcapil_tidak_terjangkau") {
		t.Fatalf("%d %s", a.Code, a.Problem)
	}
	if err := b.Registry.Reopen(); err != nil {
		t.Fatal(err)
	}
	if a := b.ask(of(nik, nil)); a.Quota.Used != 1 {
		t.Errorf("used %d, the refused one must have been given back", a.Quota.Used)
	}
}

func TestABrokenLineRefusesBeforeItCosts(t *testing.T) { // JUKNIS-I.B; a breaker on transport faults
	b := newBench(t, map[string]string{"SIMPUL_REGISTRY__BREAKER": "{failures: 2, cooldown: 1m}"})
	nik := registrytest.Samples()[0].NIK
	if err := b.Registry.Fail(registrytest.Status500, 2); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		b.ask(of(nik, nil))
	}
	a := b.ask(of(nik, nil))
	if a.Code != 503 || !strings.HasSuffix(a.Problem, "jalur_terputus") || a.Header.Get("Retry-After") == "" {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
	if b.Registry.Calls() != 2 {
		t.Errorf("%d calls", b.Registry.Calls())
	}
}

func TestAnIdempotencyKeyAsksOnce(t *testing.T) { // design.md, Contracts
	b := newBench(t, nil)
	call := functiontest.Call{Token: b.token, Body: of(registrytest.Samples()[0].NIK, nil), Header: map[string]string{"Idempotency-Key": "permohonan-1"}}
	first := b.Do(call)
	again := b.Do(call)
	if again.Code != http.StatusConflict || !strings.HasSuffix(again.Problem, "sudah_dijawab") || again.AccessID != first.AccessID {
		t.Errorf("%d %s, access %q, first %q", again.Code, again.Problem, again.AccessID, first.AccessID)
	}
	call.Header["Idempotency-Key"] = strings.Repeat("k", 128) // as long as may be
	if other := b.Do(call); other.Quota.Used != 2 || b.Registry.Calls() != 2 {
		t.Errorf("used %d, %d calls", other.Quota.Used, b.Registry.Calls())
	}
}

func TestWhileTheFirstIsUnderWayTheSameKeyIsToldToWait(t *testing.T) {
	b := newBench(t, map[string]string{"SIMPUL_REGISTRY__TIMEOUT": "2s"})
	call := functiontest.Call{Token: b.token, Body: of(registrytest.Samples()[0].NIK, nil), Header: map[string]string{"Idempotency-Key": "permohonan-1"}}
	if err := b.Registry.Fail(registrytest.Hang, 1); err != nil {
		t.Fatal(err)
	}
	done := make(chan functiontest.Answer)
	go func() { done <- b.Do(call) }()
	if err := b.Registry.WaitCalls(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if a := b.Do(call); a.Code != 409 || !strings.HasSuffix(a.Problem, "sedang_diproses") || a.Header.Get("Retry-After") == "" {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
	if a := <-done; a.Code != 504 {
		t.Errorf("the first: %d %s", a.Code, a.Problem)
	}
}

func TestCredentialsRotateWithoutARestart(t *testing.T) { // PKS-2.1d
	for _, method := range methods {
		b := newMethod(t, method, nil)
		b.used(t) // by the old ones: the portal's session is theirs
		b.Registry.SetCredentials("pengguna-baru", "sandi-baru")
		b.Write(t, "registry-user-id", "pengguna-baru")
		b.Write(t, "registry-password", "sandi-baru")
		if a := b.ask(of(registrytest.Samples()[1].NIK, nil)); a.Code != http.StatusOK {
			t.Errorf("%s: %d %s", method, a.Code, a.Problem)
		}
		if method == agreement.MethodWebPortal && b.Registry.Logins() != 2 {
			t.Errorf("%d logins: the new pair was not used", b.Registry.Logins())
		}
	}
}

func TestWithoutRedisNothingIsAskedAndItComesBackByItself(t *testing.T) { // design.md, Fail closed
	b := newBench(t, map[string]string{"SIMPUL_REDIS__TIMEOUT": "500ms"})
	nik := registrytest.Samples()[0].NIK
	for _, row := range []struct {
		name        string
		away, again func()
	}{
		{"hung", b.Redis.Pause, b.Redis.Resume},
		{"stopped", b.Redis.Kill, b.Redis.Restart},
	} {
		row.away()
		a := b.ask(of(nik, nil))
		if a.Code != 503 || !strings.HasSuffix(a.Problem, "penyimpanan_tidak_tersedia") || b.Registry.Calls() != 0 {
			t.Errorf("%s: %d %s, %d calls", row.name, a.Code, a.Problem, b.Registry.Calls())
		}
		if health, ready := b.Probe("/_/health"), b.Probe("/_/ready"); health != 200 || ready != 503 {
			t.Errorf("%s: health %d, ready %d", row.name, health, ready)
		}
		row.again()
	}
	a := b.ask(of(nik, nil)) // it kept nothing on disk: emptied
	if a.Code != 503 || !strings.HasSuffix(a.Problem, "belum_disiapkan") || b.Registry.Calls() != 0 {
		t.Errorf("emptied: %d %s, %d calls", a.Code, a.Problem, b.Registry.Calls())
	}
	b.Initialise(t, 7)
	if a := b.ask(of(nik, nil)); a.Code != http.StatusOK || a.Quota.Used != 8 {
		t.Errorf("initialised: %d %s, used %d", a.Code, a.Problem, a.Quota.Used)
	}
}

// refusing is a registry that says where it saw the question come from.
type refusing struct{ registry.Connector }

func (refusing) Ask(context.Context, registry.Question) (registry.Answer, error) {
	return registry.Answer{}, &registry.Fault{Kind: registry.AddressRefused, Code: "04", ObservedAddress: registry.NewAddress(netip.MustParseAddr("192.0.2.44"))}
}

func TestTheAddressThatWasRefusedIsKeptForTheAdministratorAlone(t *testing.T) { // JUKNIS-I.A, SPTJM
	b := newChanged(t, nil, func(v *verifier) { v.registry = refusing{v.registry} })
	a := b.ask(of(registrytest.Samples()[0].NIK, nil))
	if !strings.HasSuffix(a.Problem, "alamat_ip_ditolak") || strings.Contains(a.Text+b.Log.String(), "192.0.2.44") {
		t.Errorf("%s", a.Text)
	}
	parts, err := assembly.Build()
	if err != nil {
		t.Fatal(err)
	}
	s, err := parts.Admission.State(t.Context())
	if err != nil || s.Suspended == nil || s.Suspended.Observed.RevealAddress() != "192.0.2.44" {
		t.Errorf("%+v, %v", s.Suspended, err)
	}
	if err := parts.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
