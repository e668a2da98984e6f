package feedback_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/personal"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

func TestALicenceIsDeliveredAtOnce_PKS_2_2b(t *testing.T) {
	onEach(t, func(w *world) {
		s := licensed(w.applicant())
		r := w.expect(w.submit(s), feedback.Delivered)
		if !w.office.has(s) || r.Unsure || r.Again || w.sealed() != 0 || w.steps() != "submitted delivered" {
			t.Errorf("%+v, %d sealed, %s", r, w.sealed(), w.steps())
		}
		if b := w.balanced(); b.Units != 1 || b.Delivered != 1 {
			t.Errorf("%+v", b)
		}
	})
}

func TestWithoutALineAUnitWaitsAndTheDutyDeliversIt(t *testing.T) {
	onEach(t, func(w *world) {
		s := licensed(w.applicant())
		w.office.ill = always(away)
		w.expect(w.submit(s), feedback.Queued)
		if b := w.balanced(); b.Queued != 1 || w.sealed() != 1 {
			t.Errorf("%+v", b)
		}
		if round := w.duty(); round != (feedback.Round{}) {
			t.Errorf("before it is due: %+v", round)
		}
		w.office.ill = nil
		w.pass(time.Minute)
		if round := w.duty(); round.Delivered != 1 || round.Left != 0 {
			t.Errorf("%+v", round)
		}
		if b := w.balanced(); b.Delivered != 1 || w.sealed() != 0 || !w.office.has(s) {
			t.Errorf("%+v", b)
		}
	})
}

func TestTheSameSubmissionTwiceIsSentOnceAndAnsweredAlike(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		for i := range 3 {
			if r := w.expect(w.submit(licensed(p)), feedback.Delivered); r.Again != (i > 0) {
				t.Errorf("%+v", r)
			}
		}
		q := w.applicant()
		w.office.ill = always(away)
		for i := range 3 {
			if r := w.expect(w.submit(licensed(q)), feedback.Queued); r.Again != (i > 0) {
				t.Errorf("%+v", r)
			}
		}
		if w.office.calls != 2 || w.steps() != "submitted delivered submitted" {
			t.Errorf("%d calls, %s", w.office.calls, w.steps())
		}
	})
}

func TestOneDeliveryClosesAllAccessesOfItsUnit(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.check(p, resident.Found)
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		w.check(p, resident.Found) // and once more, after the licence
		if b := w.balanced(); b.Units != 1 || b.Delivered != 1 || b.Open != 0 {
			t.Errorf("%+v", b)
		}
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		if w.office.calls != 1 {
			t.Errorf("%d calls", w.office.calls)
		}
	})
}

func TestOneApplicationMayYieldSeveralLicences(t *testing.T) {
	onEach(t, func(w *world) {
		more := func(s *feedback.Submission) {
			s.Licences = append(s.Licences, feedback.Licence{Number: personal.New("SIUP-1"), Type: "siup"})
		}
		p := w.applicant()
		w.expect(w.submit(licensed(p, more)), feedback.Delivered)
		turned := licensed(p, more)
		turned.Licences[0], turned.Licences[1] = turned.Licences[1], turned.Licences[0]
		if r := w.expect(w.submit(turned), feedback.Delivered); !r.Again {
			t.Error("another order is another content")
		}
		if all := w.records(); len(all[len(all)-1].Licences) != 2 {
			t.Errorf("%+v", all[len(all)-1])
		}
	})
}

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

func TestWrongSubmissionsKeepNoOthersFromBeingTaken(t *testing.T) {
	onEach(t, func(w *world) {
		good, other, stranger := w.applicant(), w.applicant(), &applicant{nik: nikOf(4000), application: "503/9999/2026"}
		results, err := w.Submit(t.Context(), officer, []feedback.Submission{
			licensed(stranger, func(s *feedback.Submission) { s.AccessIDs = good.accesses }),
			licensed(good),
			licensed(other, func(s *feedback.Submission) { s.AccessIDs = good.accesses }),
			licensed(other, func(s *feedback.Submission) { s.AccessIDs = nil }),
			licensed(other, func(s *feedback.Submission) { s.NIK = good.nik }),
			licensed(other, number("SIUP\n7")),
			licensed(other, number("3303990101900001")),
			licensed(other, number("")),
			licensed(other, closed("Tidak Jadi")),
			licensed(other, func(s *feedback.Submission) { s.Closed = "ditolak" }),
			licensed(other, func(s *feedback.Submission) { s.Licences = nil }),
			licensed(good),
			licensed(other),
		})
		w.must(err)
		want := []problem.Code{"balikan_tidak_ada", "", "isian_salah", "isian_salah", "balikan_tidak_ada", "isian_salah", "isian_salah", "isian_salah", "isian_salah", "isian_salah", "isian_salah", "", ""}
		for i, r := range results {
			if got := codeOf(r.Problem); got != want[i] {
				t.Errorf("%d: %q, want %q", i, got, want[i])
			}
		}
		if !results[11].Again || w.balanced().Delivered != 2 {
			t.Errorf("%+v", results[11])
		}
	})
}

func codeOf(p *problem.Problem) problem.Code {
	if p == nil {
		return ""
	}
	return p.Code
}

// nowhere is a Redis that is not there.
const nowhere = "unix:///nowhere/redis"

func TestMoreThanAHundredAreRefusedWhole(t *testing.T) {
	w := bareWorld(t, nowhere)
	_, err := w.Submit(t.Context(), officer, make([]feedback.Submission, 101))
	if !problem.Is(err, problem.CodeIsianSalah) {
		t.Error(err)
	}
}

func TestAHundredGoAtOnce(t *testing.T) {
	onEach(t, func(w *world) {
		var all []feedback.Submission
		for range 100 {
			all = append(all, licensed(w.applicant()))
		}
		results, err := w.Submit(t.Context(), officer, all)
		w.must(err)
		for i, r := range results {
			if w.expect(r, feedback.Delivered); !w.office.has(all[i]) {
				t.Fatal(i)
			}
		}
		if w.balanced().Delivered != 100 || w.office.calls != 5 {
			t.Errorf("%d calls", w.office.calls)
		}
	})
}

// The service answers by NIK (wire §3): two units of one person must not stand in one request.
func TestOnePersonsApplicationsAreToldApart(t *testing.T) {
	onEach(t, func(w *world) {
		p, q := w.applicant(), w.applicant()
		q = &applicant{nik: p.nik, application: q.application}
		w.check(q, resident.Found)
		results, err := w.Submit(t.Context(), officer, []feedback.Submission{licensed(p), licensed(q)})
		w.must(err)
		for _, r := range results {
			w.expect(r, feedback.Delivered)
		}
		if w.office.calls != 2 {
			t.Errorf("%d calls", w.office.calls)
		}
	})
}

func TestAHitInABrowserIsToldWithoutAReceipt(t *testing.T) {
	onEach(t, func(w *world) {
		manual := func(s *feedback.Submission) { s.Manual, s.AccessIDs = true, nil }
		w.must(w.gate.RecordExternal(t.Context(), 2, paper))
		if b := w.balanced(); b.Units != 2 || b.Open != 2 || b.External != 2 {
			t.Errorf("%+v", b)
		}
		for i := range 3 { // one more than was recorded
			p := &applicant{nik: nikOf(5000 + i), application: fmt.Sprint("503/M/", i)}
			w.expect(w.submit(licensed(p, manual)), feedback.Delivered)
			if r := w.expect(w.submit(licensed(p, manual)), feedback.Delivered); !r.Again {
				t.Errorf("%+v", r)
			}
			b := w.balanced()
			if b.External != int64(max(0, 1-i)) || b.Delivered != int64(i+1) || b.Units != int64(max(2, i+1)) {
				t.Errorf("%+v", b)
			}
		}
		p := &applicant{nik: nikOf(5010), application: "503/M/10"}
		w.expect(w.submit(licensed(p, manual, closed("ditolak"))), feedback.Closed)
		w.balanced()
	})
}

func TestWithoutRedisNothingIsTakenOrSent(t *testing.T) {
	w := bareWorld(t, nowhere)
	p := &applicant{nik: nikOf(1), application: "503/1", accesses: []string{"x"}}
	_, err := w.Submit(context.Background(), officer, []feedback.Submission{licensed(p)})
	if !problem.Is(err, problem.CodePenyimpananTidakTersedia) || w.office.calls != 0 {
		t.Error(err)
	}
}
