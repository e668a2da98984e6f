package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simpul/functions/functiontest"
	"simpul/lib/assembly"
)

// said runs a command.
func said(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	err := run(t.Context(), args, &out)
	return out.String(), err
}

func TestOneCommandStopsAllAccess(t *testing.T) {
	r := functiontest.New(t, "../..", nil)
	r.Initialise(t, 0)
	places := []string{"-secrets", r.Secrets, "-environs", t.TempDir(), "-overrides", t.TempDir()}
	if text, err := said(t, append([]string{"hentikan"}, places...)...); err == nil {
		t.Error("nobody decided that:", text)
	}
	for _, wrong := range [][]string{{"-petugas", "3303990101900001"}, {"-petugas", "admin-01", "-sebab", "Sebab Bebas"}, {"-petugas", "admin-01", "-surat", "nik 3303990101900001"}} {
		if text, err := said(t, slices.Concat([]string{"hentikan"}, wrong, places)...); err == nil || strings.Contains(text+err.Error(), "3303") {
			t.Error(wrong, "stands in the ledger:", text, err)
		}
	}
	if text, err := said(t, append([]string{"hentikan", "-petugas", "admin-01"}, places...)...); err != nil {
		t.Fatal(text, err)
	}
	parts, err := assembly.Build()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = parts.Close(t.Context()) }()
	if state, err := parts.Admission.State(t.Context()); err != nil || state.Suspended == nil || state.Suspended.Code != "dugaan_kebocoran" {
		t.Error(state.Suspended, err)
	}
}

func TestWithoutRedisItSaysWhatElseStopsAccess(t *testing.T) {
	r := functiontest.New(t, "../..", map[string]string{"SIMPUL_REDIS__TIMEOUT": "1s"})
	r.Redis.Kill()
	text, err := said(t, "hentikan", "-petugas", "admin-01", "-secrets", r.Secrets, "-environs", t.TempDir(), "-overrides", t.TempDir())
	if err == nil || !strings.Contains(text, "systemctl stop simpul.target") {
		t.Error(text, err)
	}
}

func TestADutyIsACallWithoutBodyOrToken(t *testing.T) {
	status := http.StatusOK
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/function/quota-check" || r.ContentLength != 0 || r.Header.Get("Authorization") != "" {
			t.Error(r.Method, r.URL.Path, r.ContentLength)
		}
		w.WriteHeader(status)
	}))
	defer gateway.Close()
	if text, err := said(t, "duty", "-gateway", gateway.URL, "quota-check"); err != nil {
		t.Error(text, err)
	}
	status = http.StatusServiceUnavailable
	if text, err := said(t, "duty", "-gateway", gateway.URL, "quota-check"); err == nil {
		t.Error(text)
	}
}

func TestEveryStartedProcessIsLookedAt(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"started":                    "simpul.target\nsimpul-gateway.service\nsimpul-verify-nik@1.service\nsimpul-verify-nik@2.service\nsimpul-duty@quota-check.timer\n",
		"simpul-verify-nik@.service": "[Service]\nEnvironment=address=127.0.0.1 port=911%i metrics_port=1911%i\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := targets(folder, nil)
	if err != nil || len(all) != 3 || all["verify-nik@2"] != "http://127.0.0.1:9112/_/health" || all["gateway"] == "" {
		t.Error(all, err)
	}
	if one, err := targets(folder, []string{"simpul-verify-nik@3.service"}); err != nil || len(one) != 1 || one["verify-nik@3"] != "http://127.0.0.1:9113/_/health" {
		t.Error(one, err)
	}
	if none, err := targets(folder, []string{"verify-nik"}); err == nil {
		t.Error(none)
	}
}

func TestUnknownCommandsAreRefused(t *testing.T) {
	for _, args := range [][]string{nil, {"lain"}, {"duty"}, {"health", "-units", "/nonexistent"}, {"pulihkan"}} {
		if text, err := said(t, args...); err == nil {
			t.Errorf("%q: %s", args, text)
		}
	}
}
