// Package acceptance_test proves the promises on the real thing: functions as separate processes, a real redis-server, HTTPS to
// the registry, real signals.
package acceptance_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"simpul/deploy/local/stack"
	"simpul/functions/contracttest"
	"simpul/lib/admission/redistest"
	"simpul/lib/config/configtest"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/identity"
	"simpul/lib/registry/registrytest"
)

const root = "../../.."

// binaries is where TestMain puts what `make build` makes. Without the race detector: it makes eight processes on two cores so
// slow that the race for the quota would be none. The packages' own tests look for data races.
var binaries string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "simpul-acceptance-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binaries = folder
	code := 1
	if err := build(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = m.Run()
	}
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

func build() error {
	for path, target := range map[string]string{
		"functions/verify-nik": "verify-nik/fn", "functions/quota-check": "quota-check/fn", "functions/submit-balikan": "submit-balikan/fn",
		"functions/semester-report": "semester-report/fn", "deploy/gateway": "gateway",
		"deploy/local": "local", "deploy/local/registry-simulator": "registry-simulator",
		"deploy/local/reader-simulator": "reader-simulator",
	} {
		cmd := exec.Command("go", "build", "-trimpath", "-tags", "validator_novalidatefn,nethttpomithttp2", "-o", filepath.Join(binaries, target), "./"+path)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", path, err, out)
		}
	}
	return nil
}

// world is a stack around a registry whose count the test can read.
type world struct {
	*stack.Stack
	t        *testing.T
	redis    *redistest.Server
	registry *registrytest.Server
	balikan  *feedbacktest.Server
	options  stack.Options
	token    string
	binaries string       // "" for those that TestMain built
	client   *http.Client // nil for the one of all
}

// newWorld starts replicas of each function. environ are overrides of the shipped configuration; redisURL is "" for the
// server itself, else a way to it.
func newWorld(t *testing.T, replicas int, environ ...string) *world {
	t.Helper()
	w := &world{t: t, redis: redistest.Start(t)}
	w.start(replicas, w.redis.URL(), environ)
	return w
}

func (w *world) start(replicas int, redisURL string, environ []string) {
	w.t.Helper()
	state := w.t.TempDir()
	must(w.t, stack.PrepareSecrets(state))
	w.startRegistry(stack.SecretsFolder(state))
	config, err := filepath.Abs(filepath.Join(root, "deploy/local/config.yaml"))
	must(w.t, err)
	w.options = stack.Options{
		Config: config, Binaries: cmp.Or(w.binaries, binaries), State: state, Address: "127.0.0.1:0", RedisURL: redisURL, Replicas: replicas,
		Say: w.t.Logf, Environ: append(w.environ(), environ...),
	}
	w.Stack, err = stack.Start(w.t.Context(), w.options)
	must(w.t, err)
	w.t.Cleanup(w.stop)
	w.token, err = stack.Token(state, "petugas-01", identity.ScopeVerify, identity.ScopeView, identity.ScopeReadQuota)
	must(w.t, err)
}

// environ changes what the shipped configuration says.
func (w *world) environ() []string {
	environ := []string{
		"SIMPUL_REGISTRY__SIMULATOR=false", // the stack starts none: this test's is the registry
		"SIMPUL_AGREEMENT__ADDENDUM={number: UJI-1, date: 2026-01-31}", "SIMPUL_AGREEMENT__POC_LETTER={number: UJI-2, date: 2026-01-31}",
		"SIMPUL_REGISTRY__URL=" + w.registry.URL(), "SIMPUL_FEEDBACK__URL=" + w.balikan.URL(),
		"SIMPUL_REGISTRY__SLOTS=64",
		// A busy machine is no fault; tests of slowness set their own.
		"SIMPUL_REDIS__TIMEOUT=10s", "SIMPUL_REGISTRY__TIMEOUT=30s", "exec_timeout=60s", "write_timeout=70s",
	}
	for name, value := range configtest.LooseGuard() {
		environ = append(environ, name+"="+value)
	}
	return environ
}

func (w *world) startRegistry(secrets string) {
	w.t.Helper()
	user, password := read(w.t, secrets, "registry-user-id"), read(w.t, secrets, "registry-password")
	var err error
	w.registry, err = registrytest.Start(registrytest.Options{UserID: user, Password: password})
	must(w.t, err)
	w.t.Cleanup(func() { must(w.t, w.registry.Close()) })
	must(w.t, os.WriteFile(filepath.Join(secrets, "registry-ca"), w.registry.CAPEM(), 0o600))
	w.balikan, err = feedbacktest.Start(feedbacktest.Options{
		Token: read(w.t, secrets, "feedback-token"), IDLembaga: "99", NamaLembaga: "DPMPTSP Rekaan", Certificate: w.registry.Certificate(),
	})
	must(w.t, err)
	w.t.Cleanup(func() { must(w.t, w.balikan.Close()) })
}

func read(t *testing.T, folder, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, name))
	must(t, err)
	return string(bytes.TrimSpace(content))
}

// stop ends the stack; no process may have panicked.
func (w *world) stop() {
	_ = w.Stop() // a killed process reports its death
	for name, log := range w.logs() {
		if bytes.Contains(log, []byte("panic")) {
			w.t.Errorf("%s:\n%s", name, log[max(0, len(log)-4000):])
		}
	}
}

func (w *world) logs() map[string][]byte {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.options.State, "log", "*.log"))
	must(w.t, err)
	logs := map[string][]byte{}
	for _, file := range files {
		logs[filepath.Base(file)], err = os.ReadFile(file)
		must(w.t, err)
	}
	return logs
}

// verifiers are the addresses of the processes of verify-nik.
func (w *world) verifiers() []string {
	var urls []string
	for _, r := range w.Running {
		if r.Function == "verify-nik" {
			urls = append(urls, r.URL)
		}
	}
	return urls
}

type answer struct {
	code   int
	header http.Header
	text   []byte
	Type   string
	Quota  struct{ Used, Left int64 }
}

func (w *world) request(method, url string, body any) *http.Request {
	w.t.Helper()
	var text []byte
	if body != nil {
		var err error
		text, err = json.Marshal(body)
		must(w.t, err)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, url, bytes.NewReader(text))
	must(w.t, err)
	req.Header.Set("Authorization", "Bearer "+w.token)
	req.Header.Set("Content-Type", "application/json")
	return req
}

// client waits for what takes its time on a busy machine; calls that must end have deadlines on the other side.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 128}}

// do sends a call and holds what comes back to the contract. It returns an error when the line broke: processes are killed here.
func (w *world) do(req *http.Request) (answer, error) {
	res, err := cmp.Or(w.client, client).Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	a := answer{code: res.StatusCode, header: res.Header}
	if a.text, err = io.ReadAll(res.Body); err != nil {
		return a, err
	}
	w.checkContract(req, res, a.text)
	var known struct {
		Type  string
		Quota struct{ Used, Left int64 }
	}
	if len(a.text) > 0 {
		err = json.Unmarshal(a.text, &known)
	}
	a.Type, a.Quota = known.Type, known.Quota
	return a, err
}

// checkContract knows a process's own address, where the function is at the root, from the gateway's.
func (w *world) checkContract(req *http.Request, res *http.Response, text []byte) {
	w.t.Helper()
	checker := contracttest.Start(w.t)
	if req.URL.Path == "" || req.URL.Path == "/" {
		checker = checker.At("/function/verify-nik")
	}
	sent, err := req.GetBody()
	must(w.t, err)
	body, err := io.ReadAll(sent)
	must(w.t, err)
	checker.Check(w.t, req, body, res.StatusCode == http.StatusOK, res, text)
}

// verify asks one process about one of the simulator's people.
func (w *world) verify(url string) (answer, error) {
	return w.do(w.request(http.MethodPost, url, verification(registrytest.Samples()[0])))
}

func verification(s registrytest.Sample) map[string]any {
	return map[string]any{
		"nik": s.NIK, "application_number": "503/0001/2026", "licence_type": s.LicenceType, "subject_role": s.SubjectRole,
		"claimed": s.Claimed,
		"recheck": true, // on purpose: the guard is not what these tests are about
	}
}

// used is what the quota says, asked through the gateway.
func (w *world) used() int64 {
	w.t.Helper()
	a, err := w.do(w.request(http.MethodGet, w.URL+"/function/quota-check", nil))
	must(w.t, err)
	if a.code != http.StatusOK {
		w.t.Fatalf("quota-check: %d %s", a.code, a.Type)
	}
	return a.Quota.Used
}

// counts fails unless quota and registry count the same.
func (w *world) counts(want int64) {
	w.t.Helper()
	if used, asked := w.used(), int64(w.registry.Calls()); used != want || asked != want {
		w.t.Errorf("quota counts %d, the registry was asked %d times, expected %d", used, asked, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
