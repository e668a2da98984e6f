package monitoring_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"simpul/deploy/openfaas/stackfile"
	"simpul/deploy/systemd/units"
)

const root = "../.."

type rule struct {
	Alert       string
	Expr        string
	For         string
	Labels      map[string]string
	Annotations map[string]string
}

func rules(t *testing.T) []rule {
	t.Helper()
	var file struct {
		Groups []struct {
			Name, Interval string
			Rules          []rule
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(contents(t, "alarms.yaml")))
	decoder.KnownFields(true)
	must(t, decoder.Decode(&file))
	return file.Groups[0].Rules
}

// sources are the Go files of the tree by path, tests or the rest.
func sources(t *testing.T, tests bool) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, folder := range []string{"functions", "lib"} {
		must(t, filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".go") && strings.HasSuffix(path, "_test.go") == tests {
				all[path] = string(contents(t, path))
			}
			return err
		}))
	}
	return all
}

func TestEveryAlarmIsFiredBySomeTestAndSaysWhatToDo(t *testing.T) {
	var firing []string // functions that fire something
	for path, text := range sources(t, true) {
		if filepath.Base(path) == "alarm_test.go" {
			firing = append(firing, strings.Split(text, "\nfunc ")...)
		}
	}
	firing = slices.DeleteFunc(firing, func(text string) bool { return !strings.Contains(text, "ires(t, ") })
	for _, r := range rules(t) {
		if !slices.ContainsFunc(firing, func(text string) bool { return strings.Contains(text, `"`+r.Alert+`"`) }) {
			t.Errorf("%s is fired by no alarm_test.go", r.Alert)
		}
		if r.Annotations["summary"] == "" || r.Annotations["action"] == "" || !slices.Contains([]string{"warning", "critical"}, r.Labels["severity"]) {
			t.Errorf("%s says not what is the matter, what to do, and how grave it is", r.Alert)
		}
	}
}

var metric = regexp.MustCompile(`\b(simpul|http)_[a-z_]+`)

// A rule about a metric that nobody shows is silent for ever.
func TestEveryMetricThatIsWatchedExists(t *testing.T) {
	var code strings.Builder
	for _, text := range sources(t, false) {
		code.WriteString(text)
	}
	watched := map[string]bool{}
	for _, expression := range slices.Concat(expressions(t), dashboard(t)) {
		for _, name := range metric.FindAllString(expression, -1) {
			watched[strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"), "_count")] = true
		}
	}
	for name := range watched {
		if !regexp.MustCompile("[\"`]" + name + "[\"`{]").MatchString(code.String()) {
			t.Errorf("nothing shows %s", name)
		}
	}
	if len(watched) < 15 {
		t.Errorf("%d metrics", len(watched))
	}
}

func expressions(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, r := range rules(t) {
		all = append(all, r.Expr)
	}
	return all
}

// dashboard returns the expressions of the panels.
func dashboard(t *testing.T) []string {
	t.Helper()
	var board struct {
		Panels []struct {
			ID      int
			Title   string
			Targets []struct{ Expr string }
		}
	}
	must(t, json.Unmarshal(contents(t, "dashboard.json"), &board))
	var all []string
	ids := map[int]bool{}
	for _, panel := range board.Panels {
		if ids[panel.ID] || panel.Title == "" || len(panel.Targets) == 0 {
			t.Errorf("panel %d", panel.ID)
		}
		ids[panel.ID] = true
		for _, target := range panel.Targets {
			all = append(all, target.Expr)
		}
	}
	return all
}

func promtool(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("promtool", args...).CombinedOutput(); err != nil {
		t.Errorf("promtool %s: %v\n%s", args[0], err, out)
	}
}

func TestPrometheusTakesRulesAndPanels(t *testing.T) {
	promtool(t, "check", "rules", "alarms.yaml")
	panels := "groups:\n  - name: panel\n    rules:\n"
	for i, expression := range dashboard(t) {
		panels += fmt.Sprintf("      - record: panel:%d\n        expr: %q\n", i, expression)
	}
	file := filepath.Join(t.TempDir(), "panels.yaml")
	must(t, os.WriteFile(file, []byte(panels), 0o600))
	promtool(t, "check", "rules", file)
}

// Debian's promtool is built without discovery in Kubernetes: its job is checked with a file in the place of that.
func TestPrometheusTakesItsConfiguration(t *testing.T) {
	promtool(t, "check", "config", "--syntax-only", "prometheus-one-machine.yaml")
	text := string(contents(t, "prometheus-kubernetes.yaml"))
	const discovery = "    kubernetes_sd_configs:\n      - role: pod\n        namespaces: {names: [openfaas-fn]}\n"
	if !strings.Contains(text, discovery) {
		t.Fatal("the discovery is another")
	}
	file := filepath.Join(t.TempDir(), "prometheus.yaml")
	must(t, os.WriteFile(file, []byte(strings.Replace(text, discovery, "    file_sd_configs:\n      - files: [x.json]\n", 1)), 0o600))
	promtool(t, "check", "config", "--syntax-only", file)
}

// The ports are those of the units; every process that scaling may bring is looked for.
func TestOneMachinesTargetsAreItsProcesses(t *testing.T) {
	stack := contents(t, filepath.Join(root, "stack.yml"))
	functions, err := stackfile.Deployments(stack)
	must(t, err)
	files, err := units.Render(stack)
	must(t, err)
	want := map[string][]string{}
	for _, d := range functions {
		route, err := units.Routes(d)
		must(t, err)
		_, ports, _ := strings.Cut(route, "=")
		for port := range strings.SplitSeq(strings.ReplaceAll(ports, "http://127.0.0.1:", ""), ",") {
			if !strings.Contains(files["simpul-"+d.Name+"@.service"], " metrics_port=1"+port[:3]+"%i ") {
				t.Fatalf("%s shows its metrics elsewhere", d.Name)
			}
			want[d.Name] = append(want[d.Name], "127.0.0.1:1"+port)
		}
	}
	var targets []struct {
		Labels  struct{ Function string }
		Targets []string
	}
	must(t, json.Unmarshal(contents(t, "simpul-targets.json"), &targets))
	got := map[string][]string{}
	for _, one := range targets {
		got[one.Labels.Function] = one.Targets
	}
	if !maps.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// FungsiHilang lists the functions: one that is added must be listed too.
func TestEveryFunctionIsMissedWhenItIsGone(t *testing.T) {
	var file struct{ Functions map[string]any }
	must(t, yaml.Unmarshal(contents(t, filepath.Join(root, "stack.yml")), &file))
	at := slices.IndexFunc(rules(t), func(r rule) bool { return r.Alert == "FungsiHilang" })
	for _, name := range slices.Sorted(maps.Keys(file.Functions)) {
		if !strings.Contains(rules(t)[at].Expr, fmt.Sprintf("absent(http_requests_in_flight{function=%q})", name)) {
			t.Errorf("%s may be gone, and nobody hears of it", name)
		}
	}
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
