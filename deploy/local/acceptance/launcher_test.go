package acceptance_test

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"simpul/deploy/local/stack"
	"simpul/lib/identity"
	"simpul/lib/registry/othertest"
	"simpul/lib/registry/registrytest"
)

// launcher is `make run` as a process, in a folder of its own.
type launcher struct {
	*exec.Cmd
	t      *testing.T
	folder string
	url    string
	lines  *bufio.Scanner
}

func launch(t *testing.T, config string, environ ...string) *launcher {
	t.Helper()
	address, err := stack.FreeAddress()
	must(t, err)
	l := &launcher{Cmd: exec.Command(filepath.Join(binaries, "local"), "run"), t: t, folder: t.TempDir()}
	must(t, os.Symlink(binaries, filepath.Join(l.folder, "dist")))
	l.Dir = l.folder
	l.Env = append(append(os.Environ(), "CONFIG="+config, "SIMPUL_ADDR="+address), environ...)
	l.Stderr = os.Stderr
	out, err := l.StdoutPipe()
	must(t, err)
	must(t, l.Start())
	t.Cleanup(func() { _ = l.Process.Kill() })
	l.lines = bufio.NewScanner(out)
	for l.lines.Scan() {
		if url, ready := strings.CutPrefix(l.lines.Text(), "simpul: ready "); ready {
			l.url = url
			return l
		}
	}
	t.Fatal("it ended before its ready line")
	return nil
}

// drain reads to the end of the output, which comes when the launcher and everything it started have ended: they share it.
func (l *launcher) drain() {
	for l.lines.Scan() {
		continue
	}
}

// ownSimulator lets the simulator listen where nobody else does.
func ownSimulator(t *testing.T) []string {
	t.Helper()
	registry, err := stack.FreeAddress()
	must(t, err)
	balikan, err := stack.FreeAddress()
	must(t, err)
	return []string{"SIMPUL_REGISTRY__URL=https://" + registry, "SIMPUL_FEEDBACK__URL=https://" + balikan}
}

func shipped(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(root, "deploy/local/config.yaml"))
	must(t, err)
	return path
}

// left returns the ids of the processes that this launcher started and that still run, its own among them.
func (l *launcher) left() []int {
	l.t.Helper()
	folders, err := filepath.Glob("/proc/[0-9]*")
	must(l.t, err)
	var found []int
	for _, folder := range folders {
		environ, err := os.ReadFile(filepath.Join(folder, "environ"))
		if err != nil || !bytes.Contains(environ, []byte("SIMPUL_ADDR="+strings.TrimPrefix(l.url, "http://"))) {
			continue // gone, or another's
		}
		if status, err := os.ReadFile(filepath.Join(folder, "stat")); err == nil && !strings.Contains(string(status), ") Z ") {
			pid, err := strconv.Atoi(filepath.Base(folder))
			must(l.t, err)
			found = append(found, pid)
		}
	}
	return found
}

func TestTheLauncherServesASampleAndLeavesNoProcess(t *testing.T) {
	l := launch(t, shipped(t), ownSimulator(t)...)
	token, err := stack.Token(filepath.Join(l.folder, ".local"), "petugas-01", identity.ScopeVerify)
	must(t, err)
	w := &world{t: t, token: token}
	a, err := w.do(w.request(http.MethodPost, l.url+"/function/verify-nik", verification(registrytest.Samples()[0])))
	if err != nil || a.code != http.StatusOK {
		t.Errorf("%d %s %v", a.code, a.Type, err)
	}
	if len(l.left()) < 5 {
		t.Errorf("only %d processes are seen; the search would prove nothing", len(l.left()))
	}
	must(t, l.Process.Signal(syscall.SIGINT))
	l.drain()
	if err := l.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	if left := l.left(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAKilledLauncherLeavesNoProcessEither(t *testing.T) {
	l := launch(t, shipped(t), ownSimulator(t)...)
	must(t, l.Process.Kill())
	_ = l.Wait() // it reports its death
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for len(l.left()) > 0 { // the kernel tells the children, which drain
			if t.Context().Err() != nil {
				return
			}
		}
	}()
	<-gone
}

func TestTheLauncherEndsWhenAPartOfItDoes(t *testing.T) {
	l := launch(t, shipped(t), ownSimulator(t)...)
	for _, pid := range l.left() {
		if line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline")); err == nil && bytes.Contains(line, []byte("registry-simulator")) {
			must(t, syscall.Kill(pid, syscall.SIGKILL))
		}
	}
	l.drain()
	if err := l.Wait(); err == nil {
		t.Error("it ended with success")
	}
	if left := l.left(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTheLauncherTakesAnotherConfigurationFile(t *testing.T) { // wire §6: another registry, by configuration alone
	other, err := othertest.Start(othertest.Options{})
	must(t, err)
	defer func() { must(t, other.Close()) }()
	l := launch(t, otherConfig(t, other))
	token, err := stack.Token(filepath.Join(l.folder, ".local"), "petugas-01", identity.ScopeVerify)
	must(t, err)
	w := &world{t: t, token: token}
	body := verification(registrytest.Sample{NIK: other.People()[0].NIK, LicenceType: "nib", SubjectRole: "pemohon", Claimed: map[string]string{}})
	a, err := w.do(w.request(http.MethodPost, l.url+"/function/verify-nik", body))
	if err != nil || a.code != http.StatusOK || other.Calls() != 1 {
		t.Errorf("%d %s %v, %d calls", a.code, a.Type, err, other.Calls())
	}
	must(t, l.Process.Signal(syscall.SIGTERM))
	l.drain()
	must(t, l.Wait())
}

// otherConfig is the shipped file, edited as an administrator would.
func otherConfig(t *testing.T, other *othertest.Server) string {
	t.Helper()
	folder := t.TempDir()
	header, value := other.ExtraHeader()
	for name, content := range map[string]string{
		"ca": string(other.CAPEM()), "user": other.UserID(), "password": other.Password(), "header": value,
	} {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	text, err := os.ReadFile(shipped(t))
	must(t, err)
	config := strings.NewReplacer(
		"https://127.0.0.1:18443", other.URL(),
		"/dukcapil/get_json/33-03/SIMPUL/CALL_NIK", other.Path(),
		"simulator: true", "simulator: false",
		"192.0.2.10", other.IPUser(),
		"{nik: nik, user_id: user_id, password: password, ip_user: ip_user}", "{nik: NIK, user_id: user_id, password: password, ip_user: IP_USER}",
		"user_id_file: registry-user-id", "user_id_file: "+filepath.Join(folder, "user"),
		"password_file: registry-password", "password_file: "+filepath.Join(folder, "password"),
		"# header: {name: Authorization, value_file: registry-header}", fmt.Sprintf("header: {name: %s, value_file: %s}", header, filepath.Join(folder, "header")),
		"ca_file: registry-ca ", "ca_file: "+filepath.Join(folder, "ca")+" ",
		"ca_file: registry-ca\n", "ca_file: "+filepath.Join(folder, "ca")+"\n",
		`# addendum: {number: "…", date: 2026-01-31}`, `addendum: {number: "ADD-1", date: 2026-01-31}`,
		`# poc_letter: {number: "…", date: 2026-01-31}`, `poc_letter: {number: "POC-1", date: 2026-01-31}`,
	).Replace(string(text))
	path := filepath.Join(folder, "config.yaml")
	must(t, os.WriteFile(path, []byte(config), 0o600))
	return path
}
