package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"simpul/lib/registry/registrytest"
)

// asCommand makes the test binary be the command.
const asCommand = "REGISTRY_SIMULATOR_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

func secrets(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range map[string]string{"registry-user-id": "pengguna-uji\n", "registry-password": " sandi-uji\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// launch runs the command until it is ready.
func launch(t *testing.T, args ...string) (process *exec.Cmd, url string) {
	t.Helper()
	process = exec.Command(os.Args[0], args...)
	process.Env = append(os.Environ(), asCommand+"=1")
	process.Stderr = os.Stderr
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	url, ready := strings.CutPrefix(strings.TrimSpace(line), "registry-simulator: ready ")
	if err != nil || !ready || !strings.HasPrefix(url, "https://127.0.0.1:") {
		t.Fatalf("%q, %v", line, err)
	}
	return process, url
}

func post(t *testing.T, caFile, url, body string) string {
	t.Helper()
	ca, err := os.ReadFile(caFile)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DisableKeepAlives: true}}
	answer, err := client.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.Status + " " + string(text)
}

func TestTheCommandServesUntilItIsToldToStop(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		ca := filepath.Join(t.TempDir(), "ca.pem")
		process, url := launch(t, "-secrets", secrets(t), "-ca-out", ca, "-path", "/layanan", "-quota", "1")
		told := post(t, ca, url+"/simulator/fail", `{"mode":"none","times":0}`)
		if !strings.HasPrefix(told, "204") {
			t.Errorf("control: %s", told)
		}
		nik := registrytest.WithExpected(registrytest.Found)[0].NIK
		question := `{"nik":"` + nik + `","user_id":"pengguna-uji","password":"sandi-uji","ip_user":"192.0.2.10"}`
		if got := post(t, ca, url+"/layanan", question); !strings.Contains(got, `"NIK":`+nik) || !strings.Contains(got, `"quotaLimiter":0`) {
			t.Errorf("got %s", got)
		}
		if got := post(t, ca, url+"/layanan", question); !strings.Contains(got, `"RESPONSE_CODE":"05"`) {
			t.Errorf("the quota is one: %s", got)
		}
		if err := process.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := process.Wait(); err != nil {
			t.Errorf("%v: %v", signal, err)
		}
	}
}

func TestTheFeedbackServiceRunsBeside(t *testing.T) {
	folder, ca := secrets(t), filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(filepath.Join(folder, "feedback-token"), []byte("token-uji\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	process, _ := launch(t, "-secrets", folder, "-ca-out", ca, "-feedback-addr", address, "-id-lembaga", "99", "-nama-lembaga", "Uji")
	if got := post(t, ca, "https://"+address+"/simulator/balikan", `[]`); !strings.HasPrefix(got, "401") {
		t.Errorf("without a token: %s", got)
	}
	if got := post(t, ca, "https://"+address+"/simulator/feedback/fail", `{"mode":"http_500","times":1}`); !strings.HasPrefix(got, "204") {
		t.Error(got)
	}
	if err := process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := process.Wait(); err != nil {
		t.Error(err)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out strings.Builder
	if err := run(ctx, []string{"-secrets", secrets(t)}, &out); err != nil || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%q, %v", out.String(), err)
	}
}

func TestTheCAIsReadableByOthersAndAlone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	folder := t.TempDir()
	ca := filepath.Join(folder, "ca.pem")
	if err := run(ctx, []string{"-secrets", secrets(t), "-ca-out", ca}, io.Discard); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(ca)
	if err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 1 {
		t.Errorf("%d files where one was wanted", len(left))
	}
}

func TestWhatCannotStartSaysWhy(t *testing.T) {
	empty := t.TempDir()
	for _, name := range []string{"registry-user-id", "registry-password"} {
		if err := os.WriteFile(filepath.Join(empty, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for want, args := range map[string][]string{
		"-secrets is needed":       {},
		"nothing beside the flags": {"-secrets", secrets(t), "more"},
		"no such file":             {"-secrets", filepath.Join(empty, "none")},
		"are needed":               {"-secrets", empty},
		"loopback":                 {"-secrets", secrets(t), "-addr", "0.0.0.0:0"},
		"ca:":                      {"-secrets", secrets(t), "-ca-out", filepath.Join(empty, "none", "ca.pem")},
	} {
		err := run(t.Context(), args, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "sandi-uji") {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := run(t.Context(), []string{"-secrets", secrets(t)}, brokenPipe{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("nobody listens: %v", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
