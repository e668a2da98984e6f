package admission_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
	"simpul/lib/problem"
)

func TestAnAddressThatIsNoneIsRefusedAndNotRepeated(t *testing.T) {
	for _, url := range []string{"", "http://rahasia.example", "redis://rahasia:port", "redis://user:rahasia@127.0.0.1", "redis://127.0.0.1/rahasia"} {
		_, err := admission.NewClient(config.Redis{URL: url, Timeout: time.Second}, nil)
		if err == nil || strings.Contains(err.Error(), "rahasia") {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func TestSettingsThatPromiseNothingAreRefused(t *testing.T) {
	for name, breakIt := range map[string]func(*admission.Settings){
		"mode poc without a limit":       func(s *admission.Settings) { s.Quota.DailyLimit = 0 },
		"no timeout":                     func(s *admission.Settings) { s.Timeout = 0 },
		"no tolerance":                   func(s *admission.Settings) { s.ClockTolerance = 0 },
		"no deadline":                    func(s *admission.Settings) { s.CallDeadline = 0 },
		"a call that touches three days": func(s *admission.Settings) { s.CallDeadline = 24 * time.Hour },
	} {
		s := newWorld(t, "unix:///nowhere").settings()
		breakIt(&s)
		if _, err := admission.New(nil, s); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestThePasswordIsReadAgainForEachConnection(t *testing.T) {
	server := redistest.Start(t, "--requirepass", "lama")
	w := newWorld(t, server.URL())
	folder := t.TempDir()
	file := filepath.Join(folder, "redis")
	write := func(password string) {
		if err := os.WriteFile(file+"~", []byte(password), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+"~", file); err != nil {
			t.Fatal(err)
		}
	}
	write("salah")
	a := w.connect(config.Redis{URL: w.url, PasswordFile: "redis"}, config.NewSecrets(folder))
	if err := a.Ready(t.Context()); !problem.Is(err, problem.CodePenyimpananTidakTersedia) || strings.Contains(err.Error(), "salah") {
		t.Fatalf("with a wrong password: %v", err)
	}
	write("lama")
	if err := a.Ready(t.Context()); !problem.Is(err, problem.CodeBelumDisiapkan) {
		t.Fatalf("with the right one: %v", err)
	}
}

// Server addresses are confidential (SPTJM): neither a problem's cause nor the log may name one.
func TestNoAddressReachesErrorOrLog(t *testing.T) {
	var log bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(old)
	server := redistest.Start(t)
	proxy := redistest.NewProxy(t, server)
	w := newWorld(t, proxy.URL())
	a := w.replica(func(s *admission.Settings) { s.Timeout = 500 * time.Millisecond })
	proxy.Cut()
	err := a.Ready(t.Context())
	if !problem.Is(err, problem.CodePenyimpananTidakTersedia) || strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("the error: %v", err)
	}
	server.Kill()
	gone := newWorld(t, server.URL()).replica()
	if err := gone.Ready(t.Context()); err == nil || strings.Contains(err.Error(), server.Addr()) || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("the error: %v", err)
	}
	if text := log.String(); !strings.Contains(text, "redis driver") || strings.Contains(text, server.Addr()) {
		t.Errorf("the log: %s", text)
	}
}

// The cause names what happened; the officer is told what to do.
func TestTheCauseOfAnOutageIsNamed(t *testing.T) {
	server := redistest.Start(t)
	w := newWorld(t, server.URL())
	a := w.prepared(0)
	short := w.replica(func(s *admission.Settings) { s.Timeout = 200 * time.Millisecond })
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	cause := func(a *admission.Admission, ctx context.Context) string {
		_, err := a.State(ctx)
		return errors.Unwrap(problem.As(err)).Error()
	}
	if got := cause(a, gone); got != context.Canceled.Error() {
		t.Errorf("hung up: %s", got)
	}
	server.Pause()
	if got := cause(short, t.Context()); got != "redis: no answer in time" {
		t.Errorf("hung: %s", got)
	}
	server.Resume()
	w.raw().Set(t.Context(), "{simpul}:quota", "not a hash", 0)
	if got := cause(a, t.Context()); got != "redis: refused with WRONGTYPE" {
		t.Errorf("spoilt: %s", got)
	}
}
