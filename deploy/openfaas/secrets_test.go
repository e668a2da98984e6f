package openfaas_test

import (
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
)

func TestSecretsMakesWhatTheStackFileLists(t *testing.T) { // design.md, Keys
	o := newOffice(t)
	o.make()
	closed(t, o.folder)
	for _, name := range listed(t) {
		switch text := read(t, o.folder, name); {
		case isValue(name) && text != typed+"-"+name:
			t.Errorf("%s is not what was typed", name)
		case !made(name) && !isValue(name) && text != filed:
			t.Errorf("%s is not the file", name)
		case text == "":
			t.Errorf("%s is empty", name)
		}
	}
	secrets := config.NewSecrets(o.folder)
	for _, name := range []string{"simpul-guard", "simpul-receipt", "simpul-application", "simpul-ledger", "simpul-feedback"} {
		if _, err := keyring.Open(secrets, name, slog.Default()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ledger.ParseSealKeys(read(t, o.folder, "simpul-seal")); err != nil {
		t.Error(err)
	}
}

func TestSecretsMakesWhatAnOfficeWithPortalReadersAndMailNeeds(t *testing.T) {
	o := newOffice(t)
	o.stack = filepath.Join(o.bin, "stack.yml")
	must(t, os.WriteFile(o.stack, []byte(uncommented(t)), 0o600))
	o.make()
	secrets := config.NewSecrets(o.folder)
	for _, name := range []string{"simpul-bridge", "portal-session-key"} {
		if _, err := keyring.Open(secrets, name, slog.Default()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, want := range map[string]string{"smtp-password": typed + "-smtp-password", "smtp-ca": filed, "portal-profile": filed, "bridge-client": filed} {
		if got := read(t, o.folder, name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestNoTwoKeysAreAlike(t *testing.T) {
	o := newOffice(t)
	o.make()
	seen := map[string]string{}
	for _, name := range listed(t) {
		if !made(name) || name == "redis-ca" || name == "simpul-trust" {
			continue
		}
		_, secret, _ := strings.Cut(":"+read(t, o.folder, name), ":")
		if other, twice := seen[secret]; twice {
			t.Errorf("%s and %s", name, other)
		}
		seen[secret] = name
	}
}

func TestWhatIsThereAlreadyStays(t *testing.T) {
	o := newOffice(t)
	o.make()
	before := map[string]string{}
	for _, name := range listed(t) {
		before[name] = read(t, o.folder, name)
	}
	must(t, os.Remove(filepath.Join(o.folder, "simpul-guard")))
	if out, err := o.run("make", o.folder); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range listed(t) {
		if changed := read(t, o.folder, name) != before[name]; changed != (name == "simpul-guard") {
			t.Errorf("%s: changed %v", name, changed)
		}
	}
}

// kubectl writes down how it was called, and shows nothing of what it was given.
const kubectl = `#!/usr/bin/env bash
printf '%s\n' "$*" >>"$(dirname "$0")/calls"
case "$*" in *"get secret registry-ca"*) exit 0 ;; *"get secret"*) exit 1 ;; esac
for arg in "$@"; do case $arg in --from-file=*) path=${arg#--from-file=}; test -s "${path#*=}" || exit 7 ;; esac; done
[ "$1" = replace ] && cat >/dev/null
exit 0
`

func TestApplyNamesFilesAndNeverASecret(t *testing.T) {
	o := newOffice(t)
	o.make()
	must(t, os.WriteFile(filepath.Join(o.bin, "kubectl"), []byte(kubectl), 0o700))
	if out, err := o.run("apply", o.folder); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := o.run("replace", o.folder, "registry-password"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := o.run("replace", o.folder, "redis-files"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	calls := string(contents(t, filepath.Join(o.bin, "calls")))
	for _, name := range listed(t) {
		created := strings.Contains(calls, "-n openfaas-fn create secret generic "+name+" --from-file="+name+"="+filepath.Join(o.folder, name)+"\n")
		if created != (name != "registry-ca") { // which is there already
			t.Errorf("%s: created %v", name, created)
		}
		if text := read(t, o.folder, name); strings.Contains(calls, text) {
			t.Errorf("%s is an argument", name)
		}
	}
	for _, want := range []string{"-n simpul create secret generic redis-files ", "-n simpul create secret generic redis-files --from-file=" +
		filepath.Join(o.folder, "redis/users.acl"), "/redis/perawatan --dry-run=client", "replace -f -"} {
		if !strings.Contains(calls, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

// A bundle has these folders side by side, the stack file beside them and the programs in bin.
func TestSecretsRunsInABundle(t *testing.T) {
	o := newOffice(t)
	bundle := t.TempDir()
	must(t, os.CopyFS(filepath.Join(bundle, "openfaas"), os.DirFS(".")))
	must(t, os.CopyFS(filepath.Join(bundle, "redis"), os.DirFS("../redis")))
	must(t, os.CopyFS(filepath.Join(bundle, "bin"), os.DirFS(o.bin)))
	must(t, os.WriteFile(filepath.Join(bundle, "stack.yml"), []byte(stack(t)), 0o600))
	c := exec.Command("bash", "openfaas/secrets.sh", "make", o.folder)
	c.Dir, c.Env, c.Stdin = bundle, append(o.environ(), "STACK=", "LEDGER="), o.answers()
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if users := read(t, filepath.Join(o.folder, "redis"), "users.acl"); !strings.Contains(users, "user quota-check on #") {
		t.Error("no users of Redis")
	}
}

func TestShredLeavesNothing(t *testing.T) {
	o := newOffice(t)
	o.make()
	if out, err := o.run("shred", o.folder); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := os.Stat(o.folder); !os.IsNotExist(err) {
		t.Error("the folder is still there")
	}
}
