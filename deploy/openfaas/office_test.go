package openfaas_test

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const root = "../.."

// typed are what the office has: values that somebody types, and the text of each of its files.
const typed, filed = "NILAI-YANG-DIKETIK", "ISI-BERKAS"

// office is a folder of secrets as secrets.sh makes it.
type office struct {
	t      *testing.T
	folder string
	bin    string // programs in front of PATH
	stack  string // stack file
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, folder: filepath.Join(t.TempDir(), "rahasia"), bin: t.TempDir(), stack: filepath.Join(root, "stack.yml")}
	o.buildLedger()
	return o
}

// buildLedger makes the program that knows the public half of a seal's key.
func (o *office) buildLedger() {
	o.t.Helper()
	build := exec.Command("go", "build", "-trimpath", "-tags", "validator_novalidatefn,nethttpomithttp2", "-o", filepath.Join(o.bin, "ledger"), "./deploy/ledger")
	build.Dir, build.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		o.t.Fatalf("%v\n%s", err, out)
	}
}

// run calls secrets.sh with an answer for each of its questions, and returns what it said.
func (o *office) run(args ...string) (string, error) {
	o.t.Helper()
	c := exec.Command("bash", append([]string{"secrets.sh"}, args...)...)
	c.Env, c.Stdin = o.environ(), o.answers()
	out, err := c.CombinedOutput()
	return string(out), err
}

func (o *office) environ() []string {
	return append(os.Environ(), "PATH="+o.bin+":"+os.Getenv("PATH"), "LEDGER="+filepath.Join(o.bin, "ledger"), "REDIS_HOST=127.0.0.1", "STACK="+o.stack)
}

// answers are what somebody types at the questions of make.
func (o *office) answers() io.Reader {
	o.t.Helper()
	file := filepath.Join(o.bin, "berkas")
	must(o.t, os.WriteFile(file, []byte(filed), 0o600))
	var answers []string
	for _, name := range o.asked() {
		if isValue(name) {
			answers = append(answers, typed+"-"+name)
			continue
		}
		answers = append(answers, file)
	}
	return strings.NewReader(strings.Join(answers, "\n") + "\n")
}

func (o *office) make() {
	o.t.Helper()
	if out, err := o.run("make", o.folder); err != nil || strings.Contains(out, typed) {
		o.t.Fatalf("%v\n%s", err, out)
	}
}

// isValue reports whether somebody types the secret; what else is asked for is a file.
func isValue(name string) bool {
	return slices.Contains([]string{"registry-user-id", "registry-password", "feedback-token", "smtp-password"}, name)
}

// made are secrets that nobody is asked for.
func made(name string) bool {
	return strings.HasPrefix(name, "redis-") || name == "simpul-trust" ||
		slices.Contains([]string{"simpul-guard", "simpul-receipt", "simpul-application", "simpul-ledger", "simpul-seal", "simpul-feedback", "simpul-bridge", "portal-session-key"}, name)
}

// asked are the secrets that somebody must bring.
func (o *office) asked() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(readers(o.t, string(contents(o.t, o.stack))))), made)
}

// listed are the secrets of stack.yml, sorted.
func listed(t *testing.T) []string {
	t.Helper()
	return slices.Sorted(maps.Keys(readers(t, stack(t))))
}

func stack(t *testing.T) string {
	t.Helper()
	return string(contents(t, filepath.Join(root, "stack.yml")))
}

// uncommented is the stack file of an office that has everything.
func uncommented(t *testing.T) string {
	return strings.ReplaceAll(stack(t), "\n      # - ", "\n      - ")
}

// readers are the functions that read each secret of a stack file, sorted.
func readers(t *testing.T, stack string) map[string][]string {
	t.Helper()
	var file struct {
		Functions map[string]struct{ Secrets []string }
	}
	must(t, yaml.Unmarshal([]byte(stack), &file))
	all := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(file.Functions)) {
		for _, secret := range file.Functions[name].Secrets {
			all[secret] = append(all[secret], name)
		}
	}
	return all
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	return text
}

// closed fails unless path and all below it are for their owner alone.
func closed(t *testing.T, path string) {
	t.Helper()
	must(t, filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v", filepath.Base(path), info.Mode())
		}
		return err
	}))
}

func read(t *testing.T, folder, name string) string {
	t.Helper()
	return string(bytes.TrimSpace(contents(t, filepath.Join(folder, name))))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
