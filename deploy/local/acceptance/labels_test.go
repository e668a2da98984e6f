package acceptance_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"simpul/deploy/local/stack"
	"simpul/lib/admission/redistest"
	"simpul/lib/feedback"
	"simpul/lib/identity"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// labels are those that a metric may have, each with the values there are.
func labels() map[string]*regexp.Regexp {
	words := func(all ...string) *regexp.Regexp { return regexp.MustCompile(`^(` + strings.Join(all, "|") + `)$`) }
	codes, statuses := []string{"[1-5][0-9][0-9]"}, []string{}
	for _, code := range problem.All() {
		codes = append(codes, string(code))
	}
	for _, status := range resident.Statuses() {
		statuses = append(statuses, string(status))
	}
	states := []string{}
	for _, state := range []feedback.State{feedback.Open, feedback.Queued, feedback.Dead, feedback.Delivered, feedback.Closed} {
		states = append(states, string(state))
	}
	return map[string]*regexp.Regexp{
		"code": words(codes...), "status": words(statuses...), "state": words(append(states, "akan_datang", "jatuh_tempo", "terlambat", "selesai")...),
		"outcome": words("done", "skipped", "failed", "undelivered", "delivered", "later", "dead"), "direction": words("up", "down"), "resumed": words("true", "false"),
		"method": words("get", "head", "post", "put", "patch", "delete", "options", "connect", "trace", "unknown"),
		"le":     regexp.MustCompile(`^([0-9.e+-]{1,8}|\+Inf)$`),
	}
}

var pair = regexp.MustCompile(`([a-z_]+)="([^"]*)"`)

// A label whose values callers choose makes a series for each of them, and shows what they chose to whoever reads the metrics (PKS-2.2j).
func TestNoMetricTellsOfAPersonOrGrowsWithoutBound(t *testing.T) {
	w := &world{t: t, redis: redistest.Start(t, redistest.Persistent...)}
	w.start(1, w.redis.URL(), []string{"SIMPUL_REGISTRY__TIMEOUT=1s", "SIMPUL_REGISTRY__BREAKER={failures: 100, cooldown: 1s}"})
	for _, r := range w.Running {
		for _, method := range []string{mark, http.MethodPut} {
			_, err := w.do(w.request(method, r.URL, nil))
			must(t, err)
		}
	}
	w.driveEverything()
	w.seal()
	w.deliver()
	w.report()
	known, own, looked := labels(), 0, map[string]bool{}
	for place, text := range w.written() {
		if !strings.HasPrefix(place, "metrics of ") {
			continue
		}
		looked[strings.TrimRight(strings.TrimPrefix(place, "metrics of "), "-0123456789")] = true
		series := slices.DeleteFunc(strings.Split(string(text), "\n"), func(line string) bool { return strings.HasPrefix(line, "#") })
		if len(series) > 1000 {
			t.Errorf("%s: %d series", place, len(series))
		}
		for _, line := range series {
			name, _, _ := strings.Cut(line, "{")
			if strings.HasPrefix(name, "go_") || strings.HasPrefix(name, "process_") { // of the runtime, which knows of no call
				continue
			}
			for _, label := range pair.FindAllStringSubmatch(line, -1) {
				if own++; known[label[1]] == nil || !known[label[1]].MatchString(label[2]) {
					t.Errorf("%s: %s has the label %s, or a value that is not of its list", place, name, label[1])
				}
			}
		}
	}
	if own < 200 || len(looked) != len(stack.Functions) {
		t.Errorf("only %d labels of %v were looked at", own, looked)
	}
}

// report calls semester-report in each way: the duty, a report, and what it refuses.
func (w *world) report() {
	w.t.Helper()
	res, err := http.Post(w.URL+"/function/semester-report", "", nil)
	must(w.t, err)
	must(w.t, res.Body.Close())
	w.as("admin-01", identity.ScopeReadReport)
	for _, period := range []string{"2026-S1", mark} {
		_, err := w.do(w.request(http.MethodPost, w.URL+"/function/semester-report", map[string]any{"period": period, "format": "json"}))
		must(w.t, err)
	}
}
