package feedback_test

import (
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/personal"
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
