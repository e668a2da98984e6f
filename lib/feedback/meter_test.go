package feedback_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/feedback"
)

func TestTheMeterShowsWhatIsFreshAndNothingElse(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	set := metrics.NewSet()
	meter := feedback.NewMeter(set, func() time.Time { return now })
	shows := func() string {
		var text bytes.Buffer
		set.WritePrometheus(&text)
		return text.String()
	}
	const units, late, oldest, unbalanced = "simpul_feedback_units{state=\"open\"} ", "simpul_feedback_late ", "simpul_feedback_oldest_open_seconds ", "simpul_feedback_unbalanced "
	expect := func(when string, lines ...string) {
		t.Helper()
		for _, line := range lines {
			if !strings.Contains(shows(), line+"\n") {
				t.Errorf("%s: %q is not in\n%s", when, line, shows())
			}
		}
	}
	expect("before the first look", units+"NaN", late+"NaN", oldest+"NaN", unbalanced+"NaN")
	meter.Note(feedback.Balance{Units: 7, Open: 3, Late: 2, Delivered: 4, Oldest: now.Add(-time.Hour)})
	expect("after it", units+"3", late+"2", oldest+"3600", unbalanced+"0", "simpul_feedback_units{state=\"delivered\"} 4")
	meter.Note(feedback.Balance{Units: 8, Open: 3})
	expect("units lost", oldest+"0", unbalanced+"1")
	now = now.Add(6 * time.Minute)
	expect("long after", units+"NaN", unbalanced+"NaN")
}
