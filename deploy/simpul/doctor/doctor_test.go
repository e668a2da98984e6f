package doctor_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/deploy/simpul/doctor"
	"simpul/functions/functiontest"
	"simpul/lib/assembly"
	"simpul/lib/config"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

// office is one that works, but for what a rig cannot be: its registry is the simulator, and its Redis keeps nothing.
func office(t *testing.T, environ map[string]string) (*functiontest.Rig, func() doctor.Office) {
	t.Helper()
	r := functiontest.New(t, "../../..", environ)
	r.Initialise(t, 7)
	return r, func() doctor.Office {
		parts, err := assembly.Build()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			must(t, parts.Close(context.WithoutCancel(t.Context())))
		})
		all := map[string]*config.Config{"verify-nik": parts.Config, "quota-check": parts.Config, "submit-balikan": parts.Config}
		return doctor.Office{Parts: parts, Settings: all, Folder: r.Secrets, Private: true, Disks: map[string]string{t.TempDir(): "data Redis"},
			Synced: func() (bool, error) { return true, nil }, Now: time.Now()}
	}
}

// printed is the doctor's whole word, without what no rig can do about.
func printed(t *testing.T, o doctor.Office) string {
	t.Helper()
	var out strings.Builder
	findings := doctor.Look(t.Context(), o)
	for i, f := range findings {
		if f.Grade != doctor.Good && f.Remedy == "" {
			t.Errorf("%s: what is to be done is not said", f.Subject)
		}
		if f.Detail == "redis.persistence" || strings.Contains(f.Detail, "registry.simulator") || f.Subject == "Alamat asal" || f.Subject == "Disk data Redis" || f.Subject == "Buku (ledger)" {
			findings[i].Grade = doctor.Good
		}
	}
	well := doctor.Print(&out, findings, false)
	if text := out.String(); well == strings.Contains(text, "[masalah]") || strings.Contains(text, functiontest.Password) || strings.Contains(text, "127.0.0.1") {
		t.Error("it contradicts itself, or shows what is secret:", text)
	}
	return out.String()
}

func TestAHealthyOfficeIsWellAndUsesNoHit(t *testing.T) {
	r, look := office(t, nil)
	before := r.Registry.Calls()
	text := printed(t, look())
	if strings.Contains(text, "[masalah]") || strings.Contains(text, "[peringatan]") || !strings.Contains(text, "7 terpakai, sisa 193") {
		t.Error(text)
	}
	if after := r.Registry.Calls(); after != before {
		t.Error("the registry was asked", after-before)
	}
}

func TestEachTroubleIsFoundWithWhatToDo(t *testing.T) {
	for name, row := range map[string]struct {
		environ map[string]string
		spoil   func(t *testing.T, r *functiontest.Rig, o *doctor.Office)
		want    string
	}{
		"over": {nil, func(_ *testing.T, _ *functiontest.Rig, o *doctor.Office) { o.Now = o.Now.AddDate(5, 0, 0) }, "berakhir setelah"},
		"over soon": {nil, func(_ *testing.T, _ *functiontest.Rig, o *doctor.Office) {
			o.Now = o.Parts.Config.Agreement.Ends().AddDate(0, -2, 0)
		}, "Ajukan perpanjangan"},
		"no method": {nil, func(_ *testing.T, _ *functiontest.Rig, o *doctor.Office) { o.Parts.Config.Registry.Simulator = false }, "JUKNIS II.C.3"},
		"no trial":  {nil, func(_ *testing.T, _ *functiontest.Rig, o *doctor.Office) { o.Parts.Config.Registry.Simulator = false }, "JUKNIS II.D"},
		"clock alone": {nil, func(_ *testing.T, _ *functiontest.Rig, o *doctor.Office) {
			o.Synced = func() (bool, error) { return false, nil }
		}, "chrony"},
		"no secret": {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) {
			must(t, os.Remove(filepath.Join(r.Secrets, "feedback-token")))
		}, "dibutuhkan submit-balikan"},
		"an open secret": {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) {
			must(t, os.Chmod(filepath.Join(r.Secrets, "simpul-guard"), 0o644))
		}, "Rahasia simpul-guard: terbaca oleh orang lain"},
		"a spoilt secret": {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) { r.Write(t, "simpul-seal", "setengah") }, "Rahasia simpul-seal: isinya"},
		"an old CA":       {nil, func(_ *testing.T, _ *functiontest.Rig, o *doctor.Office) { o.Now = o.Now.AddDate(200, 0, 0) }, "kedaluwarsa"},
		"no CA":           {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) { r.Write(t, "registry-ca", "setengah") }, "bukan sertifikat"},
		"no Redis":        {map[string]string{"SIMPUL_REDIS__TIMEOUT": "1s"}, func(_ *testing.T, r *functiontest.Rig, _ *doctor.Office) { r.Redis.Kill() }, "penyimpanan_tidak_tersedia"},
		"never begun":     {nil, func(_ *testing.T, r *functiontest.Rig, _ *doctor.Office) { r.Redis.Do("FLUSHALL") }, "act initialise"},
		"suspended":       {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) { r.Suspend(t) }, "ditangguhkan: uji"},
		"used up":         {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) { r.Initialise(t, 200) }, "habis untuk"},
		"a foreign trust": {nil, func(t *testing.T, r *functiontest.Rig, o *doctor.Office) {
			o.Settings["semester-report"] = o.Parts.Config
			r.Write(t, "simpul-trust", "lain:"+strings.Repeat("A", 43)+"=")
		}, "Rahasia simpul-trust: isinya"},
		"a user unknown": {nil, func(t *testing.T, r *functiontest.Rig, o *doctor.Office) {
			other := *o.Parts.Config
			other.Redis.User, other.Redis.PasswordFile = "semester-report", "redis-password-semester-report"
			o.Settings["semester-report"] = &other
			r.Write(t, "redis-password-semester-report", "bukan-ini")
			r.Redis.Do("ACL", "SETUSER", "semester-report", "on", ">lain", "+info")
		}, "Redis untuk semester-report"},
		"never backed up": {nil, func(t *testing.T, _ *functiontest.Rig, o *doctor.Office) { o.Backups = t.TempDir() }, "belum pernah"},
		"no backup of late": {nil, func(t *testing.T, _ *functiontest.Rig, o *doctor.Office) {
			o.Backups = t.TempDir()
			must(t, os.WriteFile(filepath.Join(o.Backups, "a.cadangan"), nil, 0o600))
			o.Now = o.Now.Add(48 * time.Hour)
		}, "journalctl --namespace=simpul -u simpul-backup"},
		"not sealed": {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) {
			r.Access(t, "petugas-01", registrytest.Samples()[0].NIK, "503/0001/2026", resident.Found)
		}, "2 catatan belum disegel"},
		"no line":   {nil, func(t *testing.T, r *functiontest.Rig, _ *doctor.Office) { must(t, r.Registry.Close()) }, "tidak tersambung"},
		"no reader": {map[string]string{"SIMPUL_READERS__KEY_FILE": "simpul-bridge", "SIMPUL_READERS__KNOWN": "[{name: loket-1, url: 'https://127.0.0.1:1', bridge: pc-1, fingerprint: '" + strings.Repeat("ab", 32) + "'}]"}, nil, "Pembaca loket-1: tidak tersambung"},
	} {
		t.Run(name, func(t *testing.T) {
			r, look := office(t, row.environ)
			o := look()
			if row.spoil != nil {
				row.spoil(t, r, &o)
			}
			if text := printed(t, o); !strings.Contains(text, row.want) {
				t.Errorf("%q is not said:\n%s", row.want, text)
			}
		})
	}
}

func TestColoursAreForTerminals(t *testing.T) {
	var plain, coloured strings.Builder
	findings := []doctor.Finding{{Subject: "Jam", Grade: doctor.Trouble, Detail: "salah", Remedy: "setel"}}
	if doctor.Print(&plain, findings, false) || doctor.Print(&coloured, findings, true) {
		t.Error("trouble is well")
	}
	if strings.Contains(plain.String(), "\x1b") || !strings.Contains(coloured.String(), "\x1b[31m[masalah]") || !strings.Contains(plain.String(), "→ setel") {
		t.Errorf("%q %q", plain.String(), coloured.String())
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
