package feedback_test

import (
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/resident"
)

// How the service tells one delivery from another nobody has seen (wire §3).
func TestACorrectionThatAServiceWhichGoesByNIKIgnoresIsNotCalledDelivered(t *testing.T) {
	onEach(t, func(w *world) {
		w.office.byNIK = true
		p := w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		r := w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Dead)
		if i := w.item(); r.Code != "koreksi_tidak_diterima" || i.Code != r.Code || w.office.has(licensed(p, number("SIUP-7"))) {
			t.Errorf("%+v %+v", r, i)
		}
		w.balanced()
	})
}

func TestWhatReplacesAContentThatMayHaveArrivedIsNotCalledDeliveredEither(t *testing.T) {
	onEach(t, func(w *world) {
		w.office.byNIK, w.office.ill = true, always(cut)
		p := w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Queued)
		w.office.ill = nil
		r := w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Dead)
		if r.Code != "koreksi_tidak_diterima" {
			t.Errorf("%+v", r)
		}
		got, err := w.Discard(t.Context(), officer, r.Unit, "salah_ketik") // so what may have arrived did
		w.must(err)
		w.expect(got, feedback.Delivered)
		w.balanced()
	})
}

func TestACorrectionWhoseOutcomeWasUnknownIsMarked(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		w.office.ill = always(cut)
		w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Queued)
		w.office.ill = nil
		w.pass(time.Hour)
		w.duty()
		all := w.records()
		if last := all[len(all)-1]; last.Action != "delivered" || last.Code != "koreksi_tidak_pasti" || !last.Unsure {
			t.Errorf("%+v", last)
		}
		if r := w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Delivered); r.Code != "koreksi_tidak_pasti" || !r.Again {
			t.Errorf("%+v", r)
		}
	})
}

// A correction that is given up leaves what it would have replaced: a new access must not be owed what was delivered.
func TestWhatWasDeliveredStandsWhenItsCorrectionIsDiscarded(t *testing.T) {
	onEach(t, func(w *world) {
		w.office.byNIK = true
		p := w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		r := w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Dead)
		if again := w.submit(licensed(p, closed("ditolak"))); again.Problem == nil || again.State != feedback.Dead {
			t.Errorf("what the registry has cannot be taken back: %+v", again)
		}
		for i := range 2 {
			got, err := w.Discard(t.Context(), feedback.Person{Operator: "admin-01"}, r.Unit, "salah_ketik")
			w.must(err)
			if w.expect(got, feedback.Delivered); got.Again != (i == 1) || got.Code != "salah_ketik" {
				t.Errorf("%+v", got)
			}
		}
		if r := w.expect(w.submit(licensed(p)), feedback.Delivered); !r.Again {
			t.Errorf("%+v", r)
		}
		w.check(p, resident.Found)
		if b := w.balanced(); b.Delivered != 1 || b.Closed+b.Open+b.Corrections != 0 {
			t.Errorf("%+v", b)
		}
		if f := w.figures(); f.Licences["nib"] != 1 || len(f.Closings) != 0 {
			t.Errorf("%+v", f)
		}
	})
}

// Of a refused correction of something that may have arrived nobody knows that anything did.
func TestWhatMayHaveArrivedIsClosedWhenItIsDiscarded(t *testing.T) {
	onEach(t, func(w *world) {
		w.office.ill = always(broken)
		p := w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Queued)
		w.office.ill = always(refusing)
		r := w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Dead)
		got, err := w.Discard(t.Context(), officer, r.Unit, "salah_ketik")
		w.must(err)
		w.expect(got, feedback.Closed)
		w.balanced()
	})
}

// The same content after its unit died is no correction: "sudah pernah dikirim" may well be its own first attempt.
func TestWhatMayHaveArrivedIsKnownWhenItComesAgain(t *testing.T) {
	onEach(t, func(w *world) {
		w.office.byNIK = true
		p := w.applicant()
		w.office.ill = always(cut)
		w.expect(w.submit(licensed(p)), feedback.Queued)
		w.office.ill = always(away)
		w.pass(31 * 24 * time.Hour)
		w.duty()
		if i := w.item(); i.Code != "terlalu_lama" {
			t.Fatalf("%+v", i)
		}
		w.office.ill = nil
		if r := w.expect(w.submit(licensed(p)), feedback.Delivered); !r.Unsure || r.Code != "sudah_pernah_dikirim" {
			t.Errorf("%+v", r)
		}
		if b := w.balanced(); b.Corrections != 0 {
			t.Errorf("%+v", b)
		}
	})
}
