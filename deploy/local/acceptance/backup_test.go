package acceptance_test

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"simpul/deploy/local/stack"
	"simpul/lib/admission/redistest"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
)

// tools builds programs of the bundle and returns how to run one on this world's secrets.
func (w *world) tools() func(name string, args ...string) (string, error) {
	w.t.Helper()
	folder := w.t.TempDir()
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "validator_novalidatefn,nethttpomithttp2", "-o", folder+"/", "./deploy/simpul", "./deploy/ledger")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		w.t.Fatalf("%v\n%s", err, out)
	}
	return func(name string, args ...string) (string, error) {
		run := exec.Command(filepath.Join(folder, name), args...)
		run.Env = append(append(os.Environ(), w.options.Environ...), "SIMPUL_CONFIG="+w.options.Config, "SIMPUL_REDIS__URL="+w.RedisURL)
		out, err := run.CombinedOutput()
		return string(out), err
	}
}

// keyPair makes a key as the manual says, and returns the files.
func keyPair(t *testing.T) (private, public string) {
	t.Helper()
	private, public = filepath.Join(t.TempDir(), "key"), filepath.Join(t.TempDir(), "pem")
	for _, args := range [][]string{{"genpkey", "-algorithm", "ed25519", "-out", private}, {"pkey", "-in", private, "-pubout", "-out", public}} {
		if out, err := exec.Command("openssl", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	return private, public
}

// initialise starts the count as an administrator does, with quota-check alone: the launcher would begin with 0.
func (w *world) initialise() {
	w.t.Helper()
	address, err := stack.FreeAddress()
	must(w.t, err)
	_, port, _ := strings.Cut(address, ":")
	keeper := exec.Command(filepath.Join(binaries, "quota-check/fn"))
	keeper.Env = append(append(os.Environ(), w.options.Environ...), "SIMPUL_CONFIG="+w.options.Config, "SIMPUL_REDIS__URL="+w.RedisURL,
		"secret_mount_path="+stack.SecretsFolder(w.options.State), "address=127.0.0.1", "port="+port, "metrics_port=off", "healthcheck_interval=0")
	must(w.t, keeper.Start())
	defer func() {
		must(w.t, keeper.Process.Signal(syscall.SIGTERM))
		must(w.t, keeper.Wait())
	}()
	url := "http://" + address + "/"
	w.await(url + "_/health")
	if res, err := client.Do(w.request(http.MethodGet, url, nil)); err != nil || res.StatusCode != http.StatusServiceUnavailable {
		w.t.Error("access goes on with the count of the backup", res, err)
	} else {
		must(w.t, res.Body.Close())
	}
	res, err := client.Do(w.request(http.MethodPost, url, map[string]any{"action": "initialise", "code": "pemulihan", "paper_number": "UJI/1"}))
	must(w.t, err)
	text, err := io.ReadAll(res.Body)
	must(w.t, errors.Join(err, res.Body.Close()))
	if res.StatusCode != http.StatusOK {
		w.t.Fatalf("initialise: %d %s", res.StatusCode, text)
	}
}

// await waits until a process answers.
func (w *world) await(url string) {
	w.t.Helper()
	for range 1000 {
		if res, err := cmp.Or(w.client, client).Get(url); err == nil {
			must(w.t, res.Body.Close())
			return
		}
		time.Sleep(10 * time.Millisecond) // between two looks at a process that starts
	}
	w.t.Fatal("the process does not answer")
}

// tend calls quota-check's duty as if a minute had passed.
func (w *world) tend() {
	w.t.Helper()
	w.redis.Do("DEL", "{simpul}:duty:quota-check")
	res, err := http.Post(w.URL+"/function/quota-check", "", nil)
	must(w.t, err)
	must(w.t, res.Body.Close())
	if res.StatusCode != http.StatusOK {
		w.t.Errorf("the duty: %d", res.StatusCode)
	}
}

// The machine is lost. What was backed up is put on an empty one: the ledger verifies, today's count is counted anew from it, and
// what waited to be sent is sent, once.
func TestABackupIsRestoredOnAnEmptyMachine(t *testing.T) {
	w := &world{t: t, redis: redistest.Start(t, redistest.Persistent...)}
	w.start(1, w.redis.URL(), []string{"SIMPUL_REDIS__PERSISTENCE=always"})
	w.as("petugas-01", officer...)
	people := registrytest.WithExpected(registrytest.Found)
	var units []any
	for i := range 4 {
		units = append(units, w.accessed(people[i], fmt.Sprintf("REKAAN-%d", i)))
	}
	must(t, w.balikan.Refuse())
	if code, waiting := w.submit(map[string]any{"units": units[:3]}); code != http.StatusAccepted || len(waiting.Units) != 3 {
		t.Fatal(code, waiting)
	}
	w.tend()

	run, secrets := w.tools(), stack.SecretsFolder(w.options.State)
	private, public := keyPair(t)
	file := filepath.Join(t.TempDir(), "cadangan")
	where := []string{"-environs", t.TempDir(), "-overrides", t.TempDir(), "-secrets", secrets}
	said, err := run("simpul", append([]string{"cadangkan", "-file", file, "-kunci", private, "-pengguna-redis", "", "-redis-data", w.data()}, where...)...)
	if err != nil {
		t.Fatal(said)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Error(info, err)
	}

	w.lose()
	w.refuses(run, file, public)
	if said, err := run("simpul", "pulihkan", "-file", file, "-kunci-publik", public, "-redis-data", w.data()); err != nil {
		t.Fatal(said)
	}
	must(t, os.Remove(filepath.Join(w.data(), "ledger.restored")))
	w.redis.Restart()
	w.as("admin-01", identity.ScopeAdmin, identity.ScopeReadQuota, identity.ScopeManageFeedback)
	w.initialise()
	w.begin()

	trust := filepath.Join(t.TempDir(), "trust")
	public, err = run("ledger", "public", "-key-file", filepath.Join(secrets, "simpul-seal"))
	must(t, err)
	must(t, os.WriteFile(trust, []byte(public), 0o600))
	_, seal, _ := strings.Cut(said, "segel terakhir ")
	seal, _, _ = strings.Cut(seal, ". ")
	if said, err := run("ledger", "verify", "-redis", w.RedisURL, "-trust", trust, "-expect-seal", seal); err != nil {
		t.Error(said)
	}

	w.counts(4)
	must(t, w.balikan.Reopen())
	for _, unit := range w.outstanding("queued") {
		w.submit(map[string]any{"retry": map[string]any{"unit": unit}})
	}
	if delivered := w.deliver(); delivered != 3 || w.balikan.Stored() != 3 {
		t.Errorf("%d delivered, %d stored", delivered, w.balikan.Stored())
	}
}

// data is Redis's folder.
func (w *world) data() string { return filepath.Join(filepath.Dir(w.redis.Addr()), "data") }

// lose ends everything, and Redis with all it had.
func (w *world) lose() {
	w.t.Helper()
	_ = w.Stop()
	w.redis.Kill()
	must(w.t, os.RemoveAll(w.data()))
	must(w.t, os.Mkdir(w.data(), 0o700))
}

// begin starts the functions again, with the same secrets.
func (w *world) begin() {
	w.t.Helper()
	var err error
	w.Stack, err = stack.Start(w.t.Context(), w.options)
	must(w.t, err)
}

// refuses fails unless a backup that is not as it was signed leaves nothing.
func (w *world) refuses(run func(string, ...string) (string, error), file, public string) {
	w.t.Helper()
	_, stranger := keyPair(w.t)
	content, err := os.ReadFile(file)
	must(w.t, err)
	spoilt := filepath.Join(w.t.TempDir(), "spoilt")
	content[len(content)-3000] ^= 1
	must(w.t, os.WriteFile(spoilt, content, 0o600))
	for _, row := range [][2]string{{file, stranger}, {spoilt, public}} {
		if said, err := run("simpul", "pulihkan", "-file", row[0], "-kunci-publik", row[1], "-redis-data", w.data()); err == nil {
			w.t.Error(said)
		}
	}
	if left, err := os.ReadDir(w.data()); err != nil || len(left) > 0 {
		w.t.Error(left, err)
	}
}

// outstanding are the units in a state.
func (w *world) outstanding(state string) []string {
	w.t.Helper()
	a, err := w.do(w.request(http.MethodGet, w.URL+"/function/submit-balikan?state=outstanding", nil))
	must(w.t, err)
	var units []string
	for line := range strings.SplitSeq(string(a.text), "{") {
		if _, rest, ok := strings.Cut(line, `"unit":"`); ok && strings.Contains(line, `"state":"`+state+`"`) {
			unit, _, _ := strings.Cut(rest, `"`)
			units = append(units, unit)
		}
	}
	return units
}
