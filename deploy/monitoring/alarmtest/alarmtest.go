// Package alarmtest fires the alarms of deploy/monitoring with what functions really tell Prometheus: a test drives a function into the
// condition that the alarm names, takes its metrics, and promtool plays them to the very rules that an office loads.
//
//	before := client.Scrape()
//	…                                   // the condition
//	alarmtest.Fires(t, root, "KuotaHabis", alarmtest.Of("quota-check", before, client.Scrape()))
//
// The rest, an alarm that is silent while all is well, is [Rests].
package alarmtest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Rules is where the rules are, below the root of the tree.
const Rules = "deploy/monitoring/alarms.yaml"

// Minutes are played, or as many as there are texts: what was scraped last goes on to their end, which is longer than an alarm of what
// happens each minute waits.
const Minutes = 75

// Series is what Prometheus scraped of one process of a function, minute by minute; the last text goes on.
type Series struct {
	function string
	texts    []string
}

// Of returns the series of a process.
func Of(function string, texts ...string) Series { return Series{function, texts} }

// Fires fails unless the alarm fires while the minutes are played.
func Fires(t testing.TB, root, alarm string, all ...Series) {
	t.Helper()
	play(t, root, alarm, 1, all)
}

// Rests fails if the alarm fires while the minutes are played.
func Rests(t testing.TB, root, alarm string, all ...Series) {
	t.Helper()
	play(t, root, alarm, 0, all)
}

func play(t testing.TB, root, alarm string, want int, all []Series) {
	t.Helper()
	rules, err := filepath.Abs(filepath.Join(root, Rules))
	must(t, err)
	known, err := os.ReadFile(rules)
	must(t, err)
	if !strings.Contains(string(known), "alert: "+alarm+"\n") {
		t.Fatalf("there is no alarm %s", alarm)
	}
	minutes := Minutes
	for _, s := range all {
		minutes = max(minutes, len(s.texts)-1)
	}
	input := []map[string]string{{"series": "nothing", "values": "0"}} // promtool wants one
	for i, s := range all {
		input = append(input, s.played(fmt.Sprint(i), string(known), minutes)...)
	}
	text, err := json.Marshal(map[string]any{
		"rule_files": []string{rules}, "evaluation_interval": "1m",
		"tests": []any{map[string]any{"interval": "1m", "input_series": input, "promql_expr_test": []any{map[string]any{
			"expr":        fmt.Sprintf(`clamp_max(count(max_over_time(ALERTS{alertname=%q,alertstate="firing"}[%dm])), 1) or vector(0)`, alarm, minutes),
			"eval_time":   fmt.Sprintf("%dm", minutes),
			"exp_samples": []any{map[string]any{"labels": "{}", "value": want}},
		}}}},
	})
	must(t, err)
	file := filepath.Join(t.TempDir(), "alarm.yaml") // JSON is YAML
	must(t, os.WriteFile(file, text, 0o600))
	if out, err := exec.Command("promtool", "test", "rules", file).CombinedOutput(); err != nil {
		t.Errorf("%s: want %d (1 fires, 0 rests): %v\n%s", alarm, want, err, out)
	}
}

// played are the series that the rules ask for, with the label that the scrape adds.
func (s Series) played(instance, rules string, minutes int) []map[string]string {
	values := map[string][]string{}
	for i, text := range s.texts {
		for line := range strings.Lines(text) {
			series, value, ok := cut(line)
			if name, _, _ := strings.Cut(series, "{"); !ok || !strings.Contains(rules, name) {
				continue
			}
			for len(values[series]) < i {
				values[series] = append(values[series], "_")
			}
			values[series] = append(values[series], value)
		}
	}
	var all []map[string]string
	for series, v := range values {
		for len(v) <= minutes {
			v = append(v, v[len(v)-1])
		}
		all = append(all, map[string]string{"series": labelled(series, s.function, instance), "values": strings.Join(v, " ")})
	}
	slices.SortFunc(all, func(a, b map[string]string) int { return strings.Compare(a["series"], b["series"]) })
	return all
}

// cut splits a line of Prometheus's text format; a comment is none.
func cut(line string) (series, value string, ok bool) {
	line = strings.TrimSpace(line)
	at := strings.LastIndexByte(line, ' ')
	if at < 0 || strings.HasPrefix(line, "#") {
		return "", "", false
	}
	return line[:at], line[at+1:], true
}

func labelled(series, function, instance string) string {
	name, labels, _ := strings.Cut(strings.TrimSuffix(series, "}"), "{")
	added := fmt.Sprintf("function=%q,instance=%q", function, instance)
	if labels != "" {
		added += "," + labels
	}
	return name + "{" + added + "}"
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
