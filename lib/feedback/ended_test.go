package feedback_test

import (
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

func TestALicenceNeedsAPersonWhoWasFound_PKS_2_2a(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.check(p, resident.Duplicate)
		if r := w.submit(licensed(p)); !problem.Is(r.Problem, problem.CodeStatusTidakMendukung) || r.State != feedback.Open {
			t.Errorf("%+v", r)
		}
		w.expect(w.submit(licensed(p, func(s *feedback.Submission) { s.Override = "surat_dukcapil" })), feedback.Delivered)
		q := w.applicant()
		w.check(q, resident.Inactive)
		w.expect(w.submit(licensed(q, closed("ditolak"))), feedback.Closed)
		w.check(q, resident.Found) // looked at again, and a new unit
		w.expect(w.submit(licensed(q)), feedback.Delivered)
		for _, r := range w.records() {
			if r.Action == "submitted" && r.Unit == p.accesses[0] && r.Override != "surat_dukcapil" {
				t.Errorf("%+v", r)
			}
		}
		if b := w.balanced(); b.Units != 3 || b.Closed != 1 || b.Delivered != 2 {
			t.Errorf("%+v", b)
		}
	})
}

func TestAUnitIsClosedOnceWithAReason(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.expect(w.submit(licensed(p, closed("ditolak"))), feedback.Closed)
		if r := w.expect(w.submit(licensed(p, closed("ditolak"))), feedback.Closed); !r.Again {
			t.Errorf("%+v", r)
		}
		for _, s := range []feedback.Submission{licensed(p, closed("dicabut")), licensed(p)} {
			if r := w.submit(s); !problem.Is(r.Problem, problem.CodeBalikanSudahSelesai) || r.State != feedback.Closed {
				t.Errorf("%+v", r)
			}
		}
		if w.office.calls != 0 || w.steps() != "closed" {
			t.Errorf("%d calls, %s", w.office.calls, w.steps())
		}
		w.expect(w.submit(licensed(p, closed("dicabut"), correction)), feedback.Closed)
		w.expect(w.submit(licensed(p, correction)), feedback.Delivered)
		if w.office.parcels[0].Correction {
			t.Error("nothing was delivered before")
		}
		if b := w.balanced(); b.Delivered != 1 || b.Closed != 0 || b.Corrections != 0 {
			t.Errorf("%+v", b)
		}
	})
}

func TestADeliveredNumberIsCorrected(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		if r := w.submit(licensed(p, number("SIUP-7"))); !problem.Is(r.Problem, problem.CodeBalikanSudahSelesai) {
			t.Errorf("%+v", r)
		}
		if r := w.submit(licensed(p, closed("dicabut"), correction)); !problem.Is(r.Problem, problem.CodeBalikanSudahSelesai) {
			t.Errorf("what the registry has cannot be taken back: %+v", r)
		}
		for _, text := range []string{"SIUP-7", "SIUP-8"} {
			w.expect(w.submit(licensed(p, number(text), correction)), feedback.Delivered)
			if last := w.office.parcels[len(w.office.parcels)-1]; !last.Correction {
				t.Errorf("%s is no correction", text)
			}
		}
		if b := w.balanced(); b.Units != 1 || b.Delivered != 1 || b.Corrections != 1 {
			t.Errorf("%+v", b)
		}
	})
}

func TestWhatWaitsTakesAnotherContentOnlyAsACorrection(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.office.ill = always(away)
		w.expect(w.submit(licensed(p)), feedback.Queued)
		for _, s := range []feedback.Submission{licensed(p, number("SIUP-7")), licensed(p, closed("ditolak"))} {
			if r := w.submit(s); r.Problem == nil || r.State != feedback.Queued {
				t.Errorf("%+v", r)
			}
		}
		w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Queued)
		w.office.ill = nil
		w.pass(10 * time.Minute)
		w.duty()
		if !w.office.has(licensed(p, number("SIUP-7"))) || w.office.has(licensed(p)) || w.office.parcels[0].Correction {
			t.Error("not what was said last")
		}
		w.balanced()
	})
}

func TestNothingTakesAnotherContentWhileItIsSent(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.office.during = func() {
			w.office.during = nil
			if r := w.submit(licensed(p, number("SIUP-7"), correction)); !problem.Is(r.Problem, problem.CodeBalikanSedangDikirim) || r.Problem.RetryAfter <= 0 {
				t.Errorf("%+v", r)
			}
			if r := w.expect(w.submit(licensed(p)), feedback.Queued); !r.Again {
				t.Errorf("%+v", r)
			}
		}
		w.office.ill = always(well)
		w.expect(w.submit(licensed(p)), feedback.Delivered)
	})
}
