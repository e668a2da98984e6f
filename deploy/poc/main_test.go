package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"simpul/deploy/poc/protocol"
	"simpul/lib/registry/registrytest"
)

// all are the steps and what must come of them against the simulator.
func all() map[string]protocol.Result {
	return map[string]protocol.Result{
		"sambungan": protocol.Passed, "tls": protocol.Passed, "format": protocol.Passed, "penangguhan": protocol.Passed,
		"jawaban": protocol.Passed, "masuk": protocol.Passed, "alamat_asal": protocol.Passed, "kuota": protocol.Passed,
		"jalur_putus": protocol.Passed, "gangguan": protocol.Passed, "balikan": protocol.Passed,
	}
}

func compare(t *testing.T, p protocol.Protocol, want map[string]protocol.Result) {
	t.Helper()
	if len(p.Steps) != len(want) {
		t.Errorf("%d steps", len(p.Steps))
	}
	for code, result := range want {
		if s := step(t, p, code); s.Result != result {
			t.Errorf("%s: %s, %s %+v %+v", code, s.Result, s.Reason, s.Facts, s.Cases)
		}
	}
}

func TestThePoCRunTriesEveryAnswerOfTheSimulator(t *testing.T) { // JUKNIS-II.D
	w := newWorld(t, nil, true)
	if code := w.run(t, "-yes", "-niks", w.niks, "-letter", "400.12/17/2026", "-letter-date", "2026-02-03"); code != passed {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	p := w.kept(t)
	compare(t, p, all())
	sameAsTheSample(t, p)
	var hits, asked int64
	for _, s := range p.Steps {
		hits += s.Hits
		for _, c := range s.Cases {
			if c.Hits > 0 && (c.Up == 0 || c.Micros == 0) {
				t.Errorf("%s: case %d cost nothing", s.Code, c.Number)
			}
			asked += c.Hits
		}
	}
	if calls := int64(w.Registry.Calls()); hits != calls || asked != calls || p.Quota.After != calls || calls != 17 {
		t.Errorf("%d hits, %d of cases, %d counted, %d questions at the registry", hits, asked, p.Quota.After, calls)
	}
	if state := w.state(t); state.Overview.Last.Paper != "400.12/17/2026" || state.Overview.Last.Code != "uji_coba" || state.Suspended != nil {
		t.Errorf("%+v", state.Overview.Last)
	}
	if p.Letter == nil || p.Letter.Date.String() != "2026-02-03" || !p.Simulator || p.Versions.Binary == "" || len(p.Versions.Config) != 64 {
		t.Errorf("%+v %+v", p.Letter, p.Versions)
	}
}

func TestThePoCRunSaysNothingOfAPerson(t *testing.T) { // PKS-2.2j, SPTJM
	w := newWorld(t, nil, true)
	w.run(t, "-yes", "-niks", w.niks)
	written := w.said.String()
	names, err := filepath.Glob(filepath.Join(w.out, "*"))
	if err != nil || len(names) != 2 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if strings.HasSuffix(name, ".pdf") {
			text, err = exec.Command("pdftotext", name, "-").Output()
		}
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		written += strings.ToUpper(string(text))
	}
	for _, person := range registrytest.People() {
		if strings.Contains(written, person.NIK) {
			t.Fatal("a NIK is in what was written")
		}
	}
	for _, sample := range registrytest.Samples() {
		if name := sample.Claimed["nama_lengkap"]; name != "" && strings.Contains(written, strings.ToUpper(name)) {
			t.Fatal("a name is in what was written")
		}
	}
	for _, secret := range []string{"127.0.0.1", "192.0.2.10", "pengguna-uji", "sandi-uji"} {
		if strings.Contains(strings.ToLower(written), secret) {
			t.Errorf("%s is in what was written", secret)
		}
	}
}

func TestThePoCRunGoesTheWayThatIsConfigured(t *testing.T) {
	for _, method := range []string{"webportal", "kesesuaian"} {
		w := newWorld(t, map[string]string{"SIMPUL_REGISTRY__METHOD": method}, true)
		if code := w.run(t, "-yes", "-niks", w.niks); code != passed {
			t.Errorf("%s: exit code %d\n%s", method, code, w.said.String())
		}
		compare(t, w.kept(t), all())
	}
}

func TestThePoCRunWithoutTestNIKsUsesNoQuota(t *testing.T) {
	w := newWorld(t, nil, false)
	if code := w.run(t, "-yes"); code != passed {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	p := w.kept(t)
	for code, want := range map[string]protocol.Result{"tls": protocol.Passed, "penangguhan": protocol.Untested, "jawaban": protocol.Untested, "masuk": protocol.Untested} {
		if s := step(t, p, code); s.Result != want {
			t.Errorf("%s: %s", code, s.Result)
		}
	}
	if w.Registry.Calls() != 0 || w.state(t).Used != 0 || w.state(t).Suspended != nil {
		t.Error("something was asked, or access is closed")
	}
}

func TestThePoCRunWaitsAsLongAsTheGuardWants(t *testing.T) { // JUKNIS-II.E.1: the trial is no exception
	w := newWorld(t, map[string]string{"SIMPUL_GUARD__OFFICE": "{interval: 1s, burst: 5}"}, false)
	if code := w.run(t, "-yes", "-niks", w.niks); code != passed {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	if !strings.Contains(w.said.String(), "menunggu 1 detik") {
		t.Error(w.said.String())
	}
}

func TestATrialThatIsStoppedLeavesAProtocolAndAccessOpen(t *testing.T) {
	w := newWorld(t, map[string]string{"SIMPUL_GUARD__OFFICE": "{interval: 1h, burst: 3}"}, false)
	w.stopAt = "menunggu"
	if code := w.run(t, "-yes", "-niks", w.niks); code != failed || !strings.Contains(w.said.String(), "dihentikan sebelum selesai") {
		t.Errorf("exit code %d\n%s", code, w.said.String())
	}
	p := w.kept(t)
	if s := step(t, p, "jawaban"); s.Result != protocol.Partly || s.Hits != 3 || step(t, p, "jalur_putus").Result != protocol.Untested {
		t.Errorf("%+v", s)
	}
	if state := w.state(t); state.Suspended != nil || state.Used != 3 {
		t.Errorf("%+v", state)
	}
	if b := w.balance(t); b.Units != 3 || b.Closed != 3 || w.Balikan.Requests() != 0 { // PKS-2.2b
		t.Errorf("%+v", b)
	}
}
