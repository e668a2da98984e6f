package stackfile

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/ledger"
	"simpul/lib/registry/registrytest"
)

const root = "../../.."

// office is what the functions of a stack file meet: all secrets there are, Redis with a password, a registry.
type office struct {
	secrets  string // folder
	redis    *redistest.Server
	registry *registrytest.Server
	key      identitytest.Key
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{secrets: t.TempDir()}
	o.startRedis(t)
	var err error
	o.registry, err = registrytest.Start(registrytest.Options{UserID: "pengguna-uji", Password: "sandi-uji"})
	must(t, err)
	t.Cleanup(func() { must(t, o.registry.Close()) })
	o.key, err = identitytest.NewKey("perizinan-1", identitytest.EdDSA)
	must(t, err)
	must(t, identitytest.WriteJWKS(o.secrets, o.key))
	for _, name := range []string{identitytest.ReceiptFile, "simpul-guard", "simpul-ledger", "simpul-application", "simpul-seal", "simpul-feedback"} {
		must(t, keyringtest.Write(filepath.Join(o.secrets, name), "uji-1"))
	}
	seals, err := ledger.ParseSealKeys(string(contents(t, filepath.Join(o.secrets, "simpul-seal"))))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(o.secrets, "simpul-trust"), []byte(seals.Public().String()), 0o600))
	must(t, identitytest.WriteOperators(o.secrets, identitytest.Operator{
		ID: "admin-01", Active: true, NDADate: date(t, "2025-09-20"), AssignedUntil: date(t, "2099-12-31"), Scopes: identity.Scopes(),
	}))
	for name, content := range map[string][]byte{
		"registry-user-id": []byte("pengguna-uji"), "registry-password": []byte("sandi-uji"), "registry-ca": o.registry.CAPEM(), "feedback-token": []byte("token-uji"),
		"simpul-config": contents(t, filepath.Join(root, "deploy/local/config.yaml")),
	} {
		must(t, os.WriteFile(filepath.Join(o.secrets, name), content, 0o600))
	}
	return o
}

// startRedis starts a server as deploy/openfaas/redis.yaml does: TLS alone, and each function a user with the rights of
// deploy/redis/users.acl.example.
func (o *office) startRedis(t *testing.T) {
	t.Helper()
	ca := redistest.NewAuthority(t)
	must(t, os.WriteFile(filepath.Join(o.secrets, "redis-ca"), contents(t, ca.File()), 0o600))
	var users []string
	for line := range strings.Lines(string(contents(t, filepath.Join(root, "deploy/redis/users.acl.example")))) {
		words := strings.Fields(line)
		if words[2] == "on" {
			line = strings.Replace(line, " on ", " on >sandi-"+words[1]+" ", 1)
			must(t, os.WriteFile(filepath.Join(o.secrets, "redis-password-"+words[1]), []byte("sandi-"+words[1]), 0o600))
		}
		users = append(users, line)
	}
	must(t, os.Rename(filepath.Join(o.secrets, "redis-password-simpul"), filepath.Join(o.secrets, "redis-password")))
	acl := filepath.Join(t.TempDir(), "users.acl")
	must(t, os.WriteFile(acl, []byte(strings.Join(users, "")), 0o600))
	o.redis = redistest.Listen(t, append(ca.TLS("127.0.0.1"), "--aclfile", acl)...)
}

// start runs a function with the environment and the secrets of its entry, and nothing else; only the addresses are the
// test's. It returns the function's URL.
func (o *office) start(t *testing.T, name string, fn function) string {
	t.Helper()
	binary, mounted := filepath.Join(t.TempDir(), "fn"), t.TempDir()
	build := exec.Command("go", "build", "-trimpath", "-tags", "validator_novalidatefn,nethttpomithttp2", "-o", binary, "./functions/"+name)
	build.Dir, build.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, secret := range fn.Secrets {
		must(t, os.Link(filepath.Join(o.secrets, secret), filepath.Join(mounted, secret)))
	}
	run := exec.Command(binary)
	run.Env = append(environ(fn.Environment),
		"secret_mount_path="+mounted, "SIMPUL_REDIS__URL=rediss://"+o.redis.Host(), "SIMPUL_REDIS__TLS={ca_file: redis-ca}", "SIMPUL_REGISTRY__URL="+o.registry.URL(),
		"SIMPUL_AGREEMENT__VALID_UNTIL=2099-12-31", "SIMPUL_REDIS__TIMEOUT=2500ms", "SIMPUL_FEEDBACK__TIMEOUT=3s", "SIMPUL_FEEDBACK__IMMEDIATE=1s", // a busy machine is no fault
		"address=127.0.0.1", "port=0", "metrics_port=0", "healthcheck_interval=0")
	log, err := run.StderrPipe()
	must(t, err)
	must(t, run.Start())
	t.Cleanup(func() { stop(t, run) })
	return "http://" + address(t, bufio.NewScanner(log))
}

// address reads the log up to the line that says where the function listens.
func address(t *testing.T, log *bufio.Scanner) string {
	t.Helper()
	for log.Scan() {
		var line struct {
			Message string `json:"msg"`
			Address string `json:"address"`
		}
		if json.Unmarshal(log.Bytes(), &line) == nil && line.Message == "listening" {
			return line.Address
		}
		t.Log(log.Text())
	}
	t.Fatal("the function ended before it listened")
	return ""
}

func stop(t *testing.T, run *exec.Cmd) {
	must(t, run.Process.Signal(syscall.SIGTERM))
	if err := run.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v", err)
	}
}

func (o *office) token(t *testing.T) string {
	t.Helper()
	token, err := identitytest.Issue(o.key, o.key.Claims(time.Now(), "admin-01", identity.Scopes()...))
	must(t, err)
	return token
}

func date(t *testing.T, text string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(text)
	must(t, err)
	return d
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	return text
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
