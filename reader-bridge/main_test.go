package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/identity/errand"
	"simpul/lib/keyring/keyringtest"
)

// configured writes the example with folders of its own, and the secret files that it names.
func configured(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	example, err := os.ReadFile("bridge.example.yaml")
	must(t, err)
	text := strings.NewReplacer("/var/lib/reader-bridge", dir, "/etc/reader-bridge/secrets", dir, "127.0.0.1:7443", "127.0.0.1:0").Replace(string(example))
	for name, content := range map[string]string{
		"bridge.yaml": text, "bridge-keys": "k1:" + strings.Repeat("A", 43) + "=", "sam-pcid": strings.Repeat("0a", 16), "sam-conf": strings.Repeat("0b", 32),
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return filepath.Join(dir, "bridge.yaml")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoCommandSaysHowToUseIt(t *testing.T) {
	for _, args := range [][]string{nil, {"lain"}, {"public"}, {"public", "a", "b"}} {
		if err := command(t.Context(), args, new(strings.Builder)); err == nil || !strings.Contains(err.Error(), "pemakaian") {
			t.Errorf("%v: %v", args, err)
		}
	}
}

func TestRunServesUntilItIsStopped(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	if err := command(ctx, []string{"run", "-config", configured(t)}, new(strings.Builder)); err != nil {
		t.Error(err)
	}
}

func TestTheUnitTriesForEver(t *testing.T) { // systemd gives up after five starts in ten seconds, unless told
	unit, err := os.ReadFile("../deploy/systemd/reader-bridge.service")
	must(t, err)
	for _, line := range []string{"\nRestart=on-failure\n", "\nStartLimitIntervalSec=0\n"} {
		if !strings.Contains(string(unit), line) {
			t.Errorf("without %q a bridge that cannot listen yet stays down", strings.TrimSpace(line))
		}
	}
}

func TestBASTWritesAPDF(t *testing.T) { // PKS-9.4
	file := filepath.Join(t.TempDir(), "bast.pdf")
	must(t, command(t.Context(), []string{"bast", "-config", configured(t), "-out", file}, new(strings.Builder)))
	pdf, err := os.ReadFile(file)
	must(t, err)
	if !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Error("not a PDF")
	}
}

func TestPublicPrintsThePublicHalfAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "simpul-bridge")
	must(t, keyringtest.Write(file, "k1"))
	secret, err := os.ReadFile(file)
	must(t, err)
	var out strings.Builder
	must(t, command(t.Context(), []string{"public", file}, &out))
	_, seed, _ := strings.Cut(strings.TrimSpace(string(secret)), ":")
	if n, err := errand.Count(out.String()); err != nil || n != 1 || strings.Contains(out.String(), seed) {
		t.Error("not the public half, or the secret one as well")
	}
}

func TestDoctorFailsWhereSomethingIsWrong(t *testing.T) {
	var out strings.Builder
	err := command(t.Context(), []string{"doctor", "-config", configured(t)}, &out) // no such reader is plugged into this machine
	if err == nil || !strings.Contains(out.String(), "[masalah]") || !strings.Contains(out.String(), "→") {
		t.Error(err, out.String())
	}
}

func TestDoctorHelpsAlsoWhereThereIsNoConfiguration(t *testing.T) { // the names of the slots are what one is written with
	var out strings.Builder
	err := command(t.Context(), []string{"doctor", "-config", filepath.Join(t.TempDir(), "none.yaml")}, &out)
	if err == nil || !strings.Contains(out.String(), "Layanan PC/SC") || !strings.Contains(out.String(), "Konfigurasi") || !strings.Contains(out.String(), "bridge.example.yaml") {
		t.Error(err, out.String())
	}
}
