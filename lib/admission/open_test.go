package admission_test

import (
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/problem"
)

func TestOpenSaysWhatAnAdmissionWouldMeetWhoeverAsked(t *testing.T) { // PKS-4, PKS-5, PKS-9.4
	onEach(t, func(w *world) {
		a := w.prepared(200, func(s *admission.Settings) { s.Ends = time.Date(2026, time.September, 16, 17, 0, 0, 0, time.UTC) })
		agree := func(when string, code problem.Code) {
			t.Helper()
			if err := a.Open(t.Context()); code == "" && err != nil || code != "" && !problem.Is(err, code) {
				t.Errorf("%s: %v, want %q", when, err, code)
			}
			if code != "" {
				w.refused(a, code)
			}
		}
		agree("with the day's hits used up", "") // who asked before may be told what was answered then
		if err := a.Suspend(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		agree("suspended", problem.CodeAksesDitangguhkan)
		if err := a.Resume(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
		w.goTo("2026-09-16 23:59:59")
		agree("the last second", "")
		w.goTo("2026-09-17 00:00:31")
		agree("the midnight after", problem.CodePerjanjianBerakhir)
		if err := a.Bridge(t.Context(), agreement.DateOf(w.clock()), dated()); err != nil {
			t.Fatal(err)
		}
		agree("bridged", "")
		w.raw().FlushAll(t.Context())
		agree("emptied", problem.CodeBelumDisiapkan)
	})
}
