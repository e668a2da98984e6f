package handout_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simpul/deploy/simpul/handout"
)

// office is a folder of secrets with everything that the local stack's configuration names.
func office(t *testing.T) handout.Options {
	t.Helper()
	dir := t.TempDir()
	o := handout.Options{Secrets: dir + "/secrets", Environs: dir + "/environs", Overrides: dir + "/overrides", Out: dir + "/out", Inbox: dir + "/inbox",
		Group: func(string) (int, error) { return os.Getgid(), nil }}
	for _, folder := range []string{o.Secrets, o.Environs, o.Overrides, o.Out, o.Inbox} {
		must(t, os.Mkdir(folder, 0o700))
	}
	text, err := os.ReadFile("../../local/config.yaml")
	must(t, err)
	put(t, o.Secrets, "simpul-config", string(text))
	for _, name := range []string{"simpul-jwks", "simpul-operators", "simpul-receipt", "simpul-guard", "simpul-ledger", "simpul-application", "simpul-seal",
		"simpul-feedback", "feedback-token", "registry-user-id", "registry-password", "registry-ca", "redis-password"} {
		put(t, o.Secrets, name, "isi-"+name)
	}
	for _, name := range []string{"verify-nik", "quota-check", "submit-balikan"} {
		put(t, o.Environs, name+".env", "exec_timeout=15s\nSIMPUL_REDIS__PASSWORD_FILE=redis-password\n")
	}
	return o
}

func put(t *testing.T, folder, name, content string) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, o handout.Options) {
	t.Helper()
	if problems, err := handout.Run(o); err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
}

// given are the files of a program, sorted.
func given(t *testing.T, o handout.Options, program string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(o.Out, program))
	must(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestEachFunctionGetsWhatItReadsAndNothingElse(t *testing.T) {
	o := office(t)
	run(t, o)
	for program, want := range map[string]string{
		"quota-check":    "redis-password simpul-config simpul-jwks simpul-ledger simpul-operators simpul-seal",
		"submit-balikan": "feedback-token redis-password registry-ca simpul-application simpul-config simpul-feedback simpul-jwks simpul-ledger simpul-operators simpul-receipt",
		"verify-nik":     "redis-password registry-ca registry-password registry-user-id simpul-application simpul-config simpul-guard simpul-jwks simpul-ledger simpul-operators simpul-receipt",
		"gateway":        "",
	} {
		if got := strings.Join(given(t, o, program), " "); got != want {
			t.Errorf("%s has %s", program, got)
		}
	}
	folder, err := os.Stat(filepath.Join(o.Out, "verify-nik"))
	must(t, err)
	file, err := os.Stat(filepath.Join(o.Out, "verify-nik", "simpul-guard"))
	must(t, err)
	if out := stat(t, o, "."); folder.Mode().Perm() != 0o750 || file.Mode() != 0o440 || out.Mode().Perm() != 0o711 {
		t.Error(out.Mode(), folder.Mode(), file.Mode())
	}
}

func TestAChangedSecretIsHandedOutAndAnUnchangedOneStays(t *testing.T) {
	o := office(t)
	run(t, o)
	before := stat(t, o, "verify-nik/simpul-jwks")
	put(t, o.Secrets, "simpul-guard", "baru")
	put(t, o.Environs, "quota-check.env", "") // needs no password any more
	put(t, o.Secrets, "gateway-tls", "sertifikat")
	run(t, o)
	content, err := os.ReadFile(filepath.Join(o.Out, "verify-nik", "simpul-guard"))
	must(t, err)
	if string(content) != "baru" || !os.SameFile(before, stat(t, o, "verify-nik/simpul-jwks")) {
		t.Errorf("%q", content)
	}
	if slices.Contains(given(t, o, "quota-check"), "redis-password") || !slices.Contains(given(t, o, "gateway"), "gateway-tls") {
		t.Error(given(t, o, "quota-check"), given(t, o, "gateway"))
	}
}

func stat(t *testing.T, o handout.Options, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(filepath.Join(o.Out, name))
	must(t, err)
	return info
}

// The office says of one function that it logs in to Redis as another user.
func TestAnOverrideChangesWhatIsRead(t *testing.T) {
	o := office(t)
	put(t, o.Secrets, "redis-password-quota-check", "x")
	put(t, o.Overrides, "quota-check.env", "# sendiri\nSIMPUL_REDIS__PASSWORD_FILE=\"redis-password-quota-check\"\n")
	run(t, o)
	if got := given(t, o, "quota-check"); !slices.Contains(got, "redis-password-quota-check") || slices.Contains(got, "redis-password") {
		t.Error(got)
	}
}

func TestAMissingSecretHoldsUpNobodyElse(t *testing.T) {
	o := office(t)
	must(t, os.Remove(filepath.Join(o.Secrets, "simpul-guard")))
	must(t, os.Remove(filepath.Join(o.Secrets, "simpul-receipt")))
	must(t, os.Symlink("/etc/hostname", filepath.Join(o.Secrets, "simpul-receipt")))
	problems, err := handout.Run(o)
	must(t, err)
	if len(problems) != 3 || !strings.Contains(strings.Join(problems, "\n"), "verify-nik: simpul-guard") {
		t.Error(problems)
	}
	if got := given(t, o, "verify-nik"); slices.Contains(got, "simpul-guard") || !slices.Contains(got, "simpul-jwks") {
		t.Error(got)
	}
}

func TestAConfigurationThatDoesNotHoldLeavesWhatIsThere(t *testing.T) {
	o := office(t)
	run(t, o)
	put(t, o.Secrets, "simpul-config", "agreement: {}\n")
	if problems, err := handout.Run(o); err != nil || len(problems) != 3 {
		t.Error(problems, err)
	}
	if got := given(t, o, "verify-nik"); len(got) != 11 {
		t.Error(got)
	}
	must(t, os.Remove(filepath.Join(o.Secrets, "simpul-config")))
	if _, err := handout.Run(o); err == nil {
		t.Error("without a configuration")
	}
}

func TestNamesAreListedWithoutContents(t *testing.T) {
	o := office(t)
	put(t, o.Secrets, ".hidden", "x")
	run(t, o)
	content, err := os.ReadFile(filepath.Join(o.Out, "names"))
	must(t, err)
	if names := strings.Fields(string(content)); len(names) != 14 || strings.Contains(string(content), "isi-") || slices.Contains(names, ".hidden") {
		t.Errorf("%q", names)
	}
}

func TestAnUnknownUserIsSaid(t *testing.T) {
	o := office(t)
	o.Group = func(string) (int, error) { return 0, errors.New("tidak ada") }
	if problems, err := handout.Run(o); err != nil || len(problems) != 4 {
		t.Error(problems, err)
	}
}
