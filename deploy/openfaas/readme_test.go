package openfaas_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simpul/lib/config"
)

// The commands of README.md are run as they stand, with programs that write down their calls in the place of kubectl and faas-cli.
func TestTheManualsCommandsRunInTheirOrder(t *testing.T) {
	o := newOffice(t)
	for _, name := range []string{"kubectl", "faas-cli"} {
		text := strings.Replace(kubectl, `"$*"`, `"`+name+` $*"`, 1)
		must(t, os.WriteFile(filepath.Join(o.bin, name), []byte(text), 0o700))
	}
	script := "set -euo pipefail\ntrap 'rm -rf \"$DIR\"' EXIT\n" + commands(t)
	c := exec.Command("bash", "-c", script)
	c.Env, c.Stdin = o.environ(), o.answers()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	calls := string(contents(t, filepath.Join(o.bin, "calls")))
	at := -1
	for _, step := range []string{
		"kubectl apply -f namespace.yaml", "create secret generic registry-password", "create secret generic redis-files", "create configmap redis-config",
		"kubectl apply -f network.yaml", "kubectl apply -f redis.yaml", "rollout status", "faas-cli deploy -f ../../stack.yml", "create configmap simpul-alarms",
	} {
		next := strings.Index(calls, step)
		if next <= at {
			t.Errorf("%q is missing, or comes too early", step)
		}
		at = next
	}
	manifests, err := filepath.Glob("*.yaml")
	must(t, err)
	for _, name := range manifests {
		if strings.Count(calls, "apply -f "+name+"\n") != 1 {
			t.Errorf("%s is not applied once", name)
		}
	}
}

// commands is the manual's first block, whose files must be there.
func commands(t *testing.T) string {
	t.Helper()
	_, behind, _ := strings.Cut(string(contents(t, "README.md")), "## In this order")
	_, behind, _ = strings.Cut(behind, "```\n")
	block, _, ended := strings.Cut(behind, "```")
	if !ended {
		t.Fatal("README.md has no block of commands")
	}
	for word := range strings.FieldsSeq(block) {
		_, path, _ := strings.Cut("="+word, "--from-file=")
		if strings.HasPrefix(word, "../") {
			path = word
		}
		if _, err := os.Stat(path); path != "" && err != nil {
			t.Error(err)
		}
	}
	return block
}

// One place says which secrets there are, stack.yml; the manual's table says what each is, and must not lag behind.
func TestTheManualsTableOfSecretsIsThatOfTheStackFile(t *testing.T) {
	read := readers(t, uncommented(t))
	all := read["simpul-config"]
	_, behind, _ := strings.Cut(string(contents(t, filepath.Join(root, "README.md"))), "| secret | holds | read by |\n|---|---|---|\n")
	table, _, _ := strings.Cut(behind, "\n\n")
	for row := range strings.Lines(table) {
		cells := strings.Split(row, "|")
		want := quoted(cells[3])
		for _, secret := range quoted(cells[1]) {
			if strings.TrimSpace(cells[3]) == "all" {
				want = all
			}
			if got := read[secret]; !slices.Equal(got, want) {
				t.Errorf("%s: read by %q in stack.yml, by %q in README.md", secret, got, want)
			}
			delete(read, secret)
		}
	}
	for secret := range read {
		t.Errorf("%s is not in README.md", secret)
	}
}

// quoted are the words of a cell, sorted.
func quoted(cell string) []string {
	var all []string
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			all = append(all, part)
		}
	}
	slices.Sort(all)
	return all
}

// What the manual puts into simpul-config is a section that the functions take, for the Redis that redis.yaml starts.
func TestTheManualsSectionOfRedisIsTaken(t *testing.T) {
	_, section, _ := strings.Cut(string(contents(t, "README.md")), "```yaml\n")
	section, _, _ = strings.Cut(section, "```")
	before, _, _ := strings.Cut(string(contents(t, filepath.Join(root, "deploy/local/config.yaml"))), "\nredis:\n")
	c, err := config.Parse([]byte(before+"\n"+strings.ReplaceAll("\n"+section, "\n   ", "\n")), []string{"SIMPUL_REDIS__USER=simpul", "SIMPUL_REDIS__PASSWORD_FILE=redis-password"})
	must(t, err)
	if c.Redis.TLS.CAFile != "redis-ca" || c.Redis.Persistence != "always" || len(c.Redis.Dangers()) > 0 {
		t.Errorf("%+v", c.Redis)
	}
}
