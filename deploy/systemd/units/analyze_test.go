package units_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"simpul/deploy/systemd/units"
)

const root = "../../.."

// analyze asks the tool, and returns what it says and whether it is content.
func analyze(t *testing.T, args ...string) (string, bool) {
	t.Helper()
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Fatal("systemd-analyze is missing: scripts/install-test-tools.sh installs it")
	}
	out, err := exec.Command("systemd-analyze", append([]string{"--no-pager"}, args...)...).CombinedOutput()
	return string(out), err == nil
}

func stack(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "stack.yml"))
	must(t, err)
	return text
}

func rendered(t testing.TB) map[string]string {
	t.Helper()
	files, err := units.Render(stack(t))
	must(t, err)
	return files
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// machine is a tree with the units installed beside Debian's own, and a program wherever one is started.
func machine(t *testing.T) string {
	t.Helper()
	tree := t.TempDir()
	must(t, os.CopyFS(filepath.Join(tree, "usr/lib/systemd/system"), onlyFiles{os.DirFS("/usr/lib/systemd/system")}))
	files := maps.Clone(rendered(t))
	bridge, err := os.ReadFile("../reader-bridge.service")
	must(t, err)
	files["reader-bridge.service"] = string(bridge)
	for name, content := range files {
		if path := filepath.Join(tree, "etc/systemd/system", name); isUnit(name) {
			must(t, os.MkdirAll(filepath.Dir(path), 0o755))
			must(t, os.WriteFile(path, []byte(content), 0o644))
		}
		for _, program := range regexp.MustCompile(`(?m)^Exec\w+=(/\S+)`).FindAllStringSubmatch(content, -1) {
			path := filepath.Join(tree, program[1])
			must(t, os.MkdirAll(filepath.Dir(path), 0o755))
			must(t, os.WriteFile(path, []byte("#!"), 0o755))
		}
	}
	return tree
}

// onlyFiles leaves out symbolic links, which may lead out of the tree.
type onlyFiles struct{ fs.FS }

func (f onlyFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(f.FS, name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return e.Type()&fs.ModeSymlink != 0 }), err
}

func isUnit(name string) bool {
	return slices.Contains([]string{".service", ".timer", ".path", ".target"}, filepath.Ext(name)) && !strings.Contains(name, "/")
}

// instance makes a unit of a template.
func instance(name string) string { return regexp.MustCompile(`@\.`).ReplaceAllString(name, "@1.") }

func TestEveryUnitIsOneThatSystemdUnderstands(t *testing.T) {
	tree := machine(t)
	all, err := os.ReadDir(filepath.Join(tree, "etc/systemd/system"))
	must(t, err)
	for _, entry := range all {
		// A key that it does not know is a line, and no failure.
		if said, ok := analyze(t, "verify", "--root="+tree, "--man=no", instance(entry.Name())); !ok || said != "" {
			t.Errorf("%s: %s", entry.Name(), said)
		}
	}
	if len(all) < 10 {
		t.Error("units are missing:", len(all))
	}
}

func TestEveryServiceIsExposedLittle(t *testing.T) {
	tree := machine(t)
	services, err := filepath.Glob(filepath.Join(tree, "etc/systemd/system/*.service"))
	must(t, err)
	for _, path := range services {
		said, ok := analyze(t, "security", "--offline=yes", "--threshold=19", "--root="+tree, instance(filepath.Base(path)))
		if !ok || !strings.Contains(said, "Overall exposure level") {
			t.Errorf("%s is exposed to 2.0 or more:\n%s", filepath.Base(path), said)
		}
	}
	if len(services) < 7 {
		t.Error("services are missing:", services)
	}
}

func TestSystemdTakesEverySchedule(t *testing.T) {
	for name, content := range rendered(t) {
		if _, calendar, ok := strings.Cut(content, "OnCalendar="); ok {
			calendar, _, _ = strings.Cut(calendar, "\n")
			if said, ok := analyze(t, "calendar", calendar); !ok {
				t.Errorf("%s: %s", name, said)
			}
		}
	}
}
