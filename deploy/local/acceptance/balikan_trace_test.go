package acceptance_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"simpul/lib/admission/redistest"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/registry/registrytest"
)

// TestNothingOfDataBalikanIsWrittenInClear looks for NIKs, licence numbers and the token while units wait, and after they are gone.
func TestNothingOfDataBalikanIsWrittenInClear(t *testing.T) { // PKS-2.2j
	w := &world{t: t, redis: redistest.Start(t, redistest.Persistent...)}
	w.start(1, w.redis.URL(), nil)
	w.as("petugas-01", officer...)
	people := registrytest.WithExpected(registrytest.Found)
	needles := []string{secretOf(t, w, "feedback-token")}
	for i, failure := range []feedbacktest.Failure{feedbacktest.None, feedbacktest.Status500, feedbacktest.RefuseAll, feedbacktest.HTMLPage, feedbacktest.CutAfter} {
		licence := fmt.Sprintf("%s-%d", mark, i)
		unit := w.accessed(people[i], strings.ToLower(fmt.Sprint("permohonan-", i)))
		unit["licences"] = []any{map[string]any{"number": licence, "type": "nib"}}
		must(t, w.balikan.Fail(failure, 0))
		w.submit(map[string]any{"units": []any{unit}})
		unit["licences"] = []any{map[string]any{"number": people[i].NIK, "type": "nib"}} // refused
		if a, err := w.do(w.request(http.MethodPost, w.URL+"/function/submit-balikan", map[string]any{"units": []any{unit}})); err != nil || a.code < 400 {
			t.Errorf("%d %v", a.code, err)
		}
		needles = append(needles, licence, people[i].NIK)
	}
	w.deliver()
	hidden := spelt(needles)
	for place, text := range w.written() {
		text = bytes.ToUpper(text)
		for form, needle := range hidden {
			if bytes.Contains(text, []byte(form)) {
				t.Errorf("%s holds something that was submitted (%d characters long)", place, len(needle))
			}
		}
	}
}
