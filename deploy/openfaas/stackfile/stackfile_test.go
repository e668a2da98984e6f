package stackfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"simpul/deploy/openfaas/stackfile"
)

const root = "../../.."

func TestStackFileCanBeDeployed(t *testing.T) {
	for _, finding := range stackfile.Lint(read(t, "stack.yml"), tree(t)) {
		t.Error(finding)
	}
	if _, err := os.Stat(filepath.Join(root, "stack.yaml")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("faas-cli takes stack.yaml in place of stack.yml")
	}
}

// Which secrets a function reads depends on the method of access: switching it is one line there, and some here.
func TestTheWebPortalNeedsItsSecrets(t *testing.T) {
	files := tree(t)
	files.Config = []byte(strings.NewReplacer("method: lookup", "method: webportal", "# own_accounts: [petugas-01]", "own_accounts: [petugas-01]",
		"# header: {", "header: {").Replace(string(files.Config)))
	holdsOnceUncommented(t, files, "verify-nik", []string{"portal-profile", "portal-session-key"}, "registry-password-petugas-01", "registry-user-id-petugas-01")
}

func TestMailNeedsItsSecrets(t *testing.T) { // JUKNIS-V.B
	files := tree(t)
	files.Config = regexp.MustCompile(`# (smtp: .*\n  )#( .*\}) +# .*`).ReplaceAll(files.Config, []byte("$1$2"))
	holdsOnceUncommented(t, files, "semester-report", []string{"smtp-ca", "smtp-password"})
}

// holdsOnceUncommented wants the secrets that stack.yml has in comments, and those that it cannot know, to be all that is missing.
func holdsOnceUncommented(t *testing.T, files stackfile.Tree, function string, commented []string, more ...string) {
	t.Helper()
	text := string(read(t, "stack.yml"))
	want := slices.Sorted(slices.Values(slices.Concat(commented, more)))
	var got []string
	for _, finding := range stackfile.Lint([]byte(text), files) {
		got = append(got, strings.TrimSuffix(strings.TrimPrefix(finding, function+".secrets: "), " is missing, and the function reads it"))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for i, name := range commented {
		line := "      - " + name + "\n"
		if i == 0 {
			for _, other := range more {
				line += "      - " + other + "\n"
			}
		}
		text = strings.Replace(text, "      # - "+name+"\n", line, 1)
	}
	if findings := stackfile.Lint([]byte(text), files); len(findings) > 0 {
		t.Errorf("%q", findings)
	}
}

// What stack.yml says in comments for an office with readers is all that it needs, and nothing that faas-cli, or the function, would refuse.
func TestAnOfficeWithReadersFindsInTheStackFileWhatItNeeds(t *testing.T) { // JUKNIS-IV.A
	files := tree(t)
	files.Config = append(files.Config, "\nreaders: {key_file: simpul-bridge, client_file: bridge-client, wait: 5s, known: [{name: loket-1, url: 'https://192.0.2.50:7443', "+
		"bridge: pc-loket-1, fingerprint: '"+strings.Repeat("0a", 32)+"'}]}\n"...)
	text := string(read(t, "stack.yml"))
	if got := len(stackfile.Lint([]byte(text), files)); got != 2 {
		t.Errorf("%d findings, want that two secrets are missing", got)
	}
	text = strings.NewReplacer("# - simpul-bridge", "- simpul-bridge", "# - bridge-client", "- bridge-client").Replace(text)
	text = regexp.MustCompile(`(?m)(_timeout: )\d+s( +# with readers )(\d+s)`).ReplaceAllString(text, "$1$3$2$3")
	if !strings.Contains(text, "exec_timeout: 23s") || !strings.Contains(text, "write_timeout: 26s") {
		t.Fatal("the times for readers are not those of TestReadersFitIntoTheTimesOfTheStackFile in functions/verify-nik")
	}
	if findings := stackfile.Lint([]byte(text), files); len(findings) > 0 {
		t.Errorf("%q", findings)
	}
}

func TestTemplateBuildsWithEveryBuilder(t *testing.T) {
	for _, finding := range stackfile.LintTemplate(read(t, "template/scratch/template.yml"), read(t, "template/scratch/Dockerfile")) {
		t.Error(finding)
	}
	if code, err := filepath.Glob(filepath.Join(root, "template/*/*.go")); err != nil || len(code) > 0 {
		t.Errorf("Go files of a template belong to this module: %v %v", code, err)
	}
}

func TestGitKeepsTheTemplate(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(string(read(t, ".gitignore"))), "\n")
	if last := lines[len(lines)-1]; last != "!template/" {
		t.Errorf("faas-cli appends template to .gitignore: it ends with %q, not with !template/", last)
	}
}

// tree is this one: function folders are those of the Makefile.
func tree(t testing.TB) stackfile.Tree {
	t.Helper()
	programs, err := filepath.Glob(filepath.Join(root, "functions/*/main.go"))
	if err != nil || len(programs) == 0 {
		t.Fatal("no function found", err)
	}
	found := stackfile.Tree{Config: read(t, "deploy/local/config.yaml")}
	for _, program := range programs {
		found.Functions = append(found.Functions, filepath.Base(filepath.Dir(program)))
	}
	return found
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func FuzzLintSurvives(f *testing.F) {
	text, files := string(read(f, "stack.yml")), tree(f)
	for _, seed := range []string{text, text[:len(text)/2], "functions: {verify-nik: }", "a: &a [*a]", "# ${", "---\n---\n", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, finding := range stackfile.Lint(text, files) {
			if !strings.Contains(finding, ": ") {
				t.Errorf("finding without a place: %q", finding)
			}
		}
	})
}
