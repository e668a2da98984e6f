package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
)

// newPortalBench is a counter whose registry is asked through its web portal: one line of the configuration.
func newPortalBench(t testing.TB) *bench {
	t.Helper()
	return newBench(t, map[string]string{"SIMPUL_REGISTRY__METHOD": "webportal", "SIMPUL_REDIS__TIMEOUT": "5s"})
}

func TestEachSampleGetsItsStatusThroughTheWebPortal(t *testing.T) { // JUKNIS-II.C.1, II.C.2b.1 and .2
	b := newPortalBench(t)
	for i, sample := range registrytest.Samples() {
		a := b.ask(of(sample.NIK, sample.Claimed, "licence_type", sample.LicenceType, "subject_role", sample.SubjectRole))
		if a.Code != http.StatusOK || a.Status != sample.ExpectedStatus || a.Verdict != sample.ExpectedVerdict || a.Quota.Used != int64(i+1) {
			t.Errorf("sample %d: %d %s %s %s, used %d", i, a.Code, a.Problem, a.Status, a.Verdict, a.Quota.Used)
		}
	}
	if b.Registry.Logins() != 1 || b.Registry.Calls() != len(registrytest.Samples()) {
		t.Errorf("%d logins, %d searches", b.Registry.Logins(), b.Registry.Calls())
	}
}

// used asks about somebody until it is answered and returns how many hits are used by then.
func (b *bench) used(t *testing.T) int64 {
	t.Helper()
	a := b.ask(of(registrytest.Samples()[0].NIK, nil))
	if a.Code != http.StatusOK {
		t.Fatalf("%d %s", a.Code, a.Problem)
	}
	return a.Quota.Used
}

func TestAChangedPageBeforeASearchGivesTheHitBackAndStopsNobody(t *testing.T) { // nothing of the question left
	b := newPortalBench(t)
	b.used(t)
	b.Registry.ChangePages(true)
	if a := b.ask(of(registrytest.Samples()[0].NIK, nil)); a.Code != 502 || !strings.HasSuffix(a.Problem, "halaman_berubah") {
		t.Fatalf("%d %s", a.Code, a.Problem)
	}
	b.Registry.ChangePages(false)
	if used := b.used(t); used != 2 || b.Registry.Calls() != 2 {
		t.Errorf("used %d of %d searches", used, b.Registry.Calls())
	}
}

func TestWhatOnlyAHumanCanMendStopsEverybody(t *testing.T) {
	for name, row := range map[string]struct {
		spoil   func(b *bench)
		status  int
		problem string
		after   string
	}{
		"a captcha":             {func(b *bench) { b.Registry.DemandCaptcha(true) }, 503, "captcha_diminta", "akses_ditangguhkan"},
		"a refused login":       {func(b *bench) { b.Registry.ExpireSessions(); b.Registry.RefuseLogins("03") }, 503, "gagal_login", "gagal_login"},
		"an inactive user id":   {func(b *bench) { b.Registry.ExpireSessions(); b.Registry.RefuseLogins("17") }, 503, "user_id_non_aktif", "akses_ditangguhkan"},
		"a result nobody reads": {func(b *bench) { _ = b.Registry.Fail(registrytest.EmptyContent, 1) }, 502, "halaman_berubah", "akses_ditangguhkan"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newPortalBench(t)
			b.used(t)
			row.spoil(b)
			if a := b.ask(of(registrytest.Samples()[0].NIK, nil)); a.Code != row.status || !strings.HasSuffix(a.Problem, row.problem) {
				t.Fatalf("%d %s", a.Code, a.Problem)
			}
			calls, logins := b.Registry.Calls(), b.Registry.Logins()
			if a := b.ask(of(registrytest.Samples()[0].NIK, nil)); !strings.HasSuffix(a.Problem, row.after) {
				t.Errorf("afterwards: %d %s", a.Code, a.Problem)
			}
			if b.Registry.Calls() != calls || b.Registry.Logins() != logins {
				t.Error("the portal heard of it again")
			}
		})
	}
}

func TestARefusedLoginBarsTheAccountThatWasUsedAndNoOther(t *testing.T) { // JUKNIS-II.A, II.C.2b.3a
	own := map[string]string{"SIMPUL_REGISTRY__METHOD": "webportal", "SIMPUL_REDIS__TIMEOUT": "5s", "SIMPUL_REGISTRY__PORTAL__OWN_ACCOUNTS": "[petugas-01]"}
	rig := functiontest.New(t, root, own)
	rig.Initialise(t, 0)
	rig.Write(t, "registry-user-id-petugas-01", functiontest.UserID)
	rig.Write(t, "registry-password-petugas-01", "wrong")
	b := &bench{rig, rig.Serve(t, "verify-nik", build), rig.Token(t, identity.ScopeVerify)}
	for range 2 {
		if a := b.ask(of(registrytest.Samples()[0].NIK, nil)); !strings.HasSuffix(a.Problem, "gagal_login") {
			t.Fatalf("%d %s", a.Code, a.Problem)
		}
	}
	rig.Write(t, "registry-password-petugas-01", functiontest.Password) // the office's own pair stays as it was
	if a := b.ask(of(registrytest.Samples()[0].NIK, nil)); a.Code != http.StatusOK {
		t.Errorf("%d %s", a.Code, a.Problem)
	}
}

func TestTwoProcessesShareOneLoginAndTheLastOneLogsOut(t *testing.T) {
	var registry *registrytest.Server
	t.Run("while they run", func(t *testing.T) {
		b := newPortalBench(t)
		registry = b.Registry
		other := &bench{b.Rig, b.Serve(t, "verify-nik", build), b.token}
		b.used(t)
		other.used(t)
		if registry.Logins() != 1 || registry.Logouts() != 0 {
			t.Errorf("%d logins, %d logouts", registry.Logins(), registry.Logouts())
		}
	})
	if registry.Logouts() != 1 {
		t.Errorf("%d logouts in the end", registry.Logouts())
	}
}

func TestTheLogOfThePortalTellsNothing(t *testing.T) { // PKS-2.2g, PKS-2.2j
	b := newPortalBench(t)
	b.used(t)
	b.Registry.ExpireSessions()
	b.Registry.RefuseLogins("99")
	person := registrytest.WithExpected(registrytest.Found)[0]
	b.ask(of(person.NIK, nil))
	password, err := os.ReadFile(b.Secrets + "/registry-password")
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{person.NIK, person.NamaLengkap, string(password), "PORTALSESSID", "127.0.0.1", "/portal"} {
		if strings.Contains(strings.ReplaceAll(b.Log.String(), `"address":"127.0.0.1`, ""), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}
