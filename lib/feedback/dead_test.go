package feedback_test

import (
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

func TestARefusedUnitDiesAndIsRepairedBySubmittingItAgain(t *testing.T) {
	onEach(t, func(w *world) {
		s := licensed(w.applicant())
		w.office.ill = always(refusing)
		w.expect(w.submit(s), feedback.Dead)
		if i := w.item(); i.State != feedback.Dead || i.Code != "ditolak_nik" || i.Application != s.Application || w.sealed() != 0 {
			t.Errorf("%+v", i)
		}
		if b := w.balanced(); b.Dead != 1 {
			t.Errorf("%+v", b)
		}
		w.office.ill = nil
		if r := w.expect(w.submit(s), feedback.Delivered); r.Again {
			t.Error("not sent again")
		}
		if w.balanced().Delivered != 1 || w.steps() != "submitted died submitted delivered" {
			t.Error(w.steps())
		}
	})
}

func TestADeadUnitIsDiscardedWithAReason(t *testing.T) {
	onEach(t, func(w *world) {
		w.office.ill = always(refusing)
		r := w.expect(w.submit(licensed(w.applicant())), feedback.Dead)
		admin := feedback.Person{Operator: "admin-01", Frontend: "perizinan"}
		for i := range 2 {
			got, err := w.Discard(t.Context(), admin, r.Unit, "data_keliru")
			w.must(err)
			if w.expect(got, feedback.Closed); got.Again != (i == 1) {
				t.Errorf("%+v", got)
			}
		}
		for unit, row := range map[string]struct {
			code string
			want problem.Code
		}{r.Unit: {"lain", problem.CodeBalikanSudahSelesai}, "k1.AAAAAAAAAAAAAAAAAAAAAA": {"lain", problem.CodeBalikanTidakAda}, "bukan unit": {"lain", problem.CodeBalikanTidakAda}, r.Unit + "x": {"Lain", problem.CodeIsianSalah}} {
			if _, err := w.Discard(t.Context(), admin, unit, row.code); !problem.Is(err, row.want) {
				t.Errorf("%v, want %s", err, row.want)
			}
		}
		all := w.records()
		if last := all[len(all)-1]; last.Action != "discarded" || last.Operator != "admin-01" || last.Code != "data_keliru" || w.balanced().Closed != 1 {
			t.Errorf("%+v", last)
		}
	})
}

// A function that was killed between the registry's answer and its own left a unit for which nobody has a receipt.
func TestAUnitThatNobodyCanSpeakOfIsDiscarded(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		unit := w.item().Unit
		for i := range 2 {
			got, err := w.Discard(t.Context(), officer, unit, "fungsi_mati")
			w.must(err)
			if w.expect(got, feedback.Closed); got.Again != (i == 1) {
				t.Errorf("%+v", got)
			}
		}
		if b := w.balanced(); b.Closed != 1 || b.Open != 0 || w.steps() != "discarded" {
			t.Errorf("%+v", b)
		}
		w.check(p, resident.Found) // somebody looks again, and has a receipt
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		w.queue(1)
		if _, err := w.Discard(t.Context(), officer, w.item().Unit, "lain"); !problem.Is(err, problem.CodeBalikanSudahSelesai) {
			t.Errorf("what goes out by itself: %v", err)
		}
		w.balanced()
	})
}

func TestAContentThatIsTooOldIsDroppedAndSaysSo(t *testing.T) {
	onEach(t, func(w *world) {
		s := w.queue(1)[0]
		w.office.ill = always(away)
		for range 31 {
			w.duty()
			w.pass(24 * time.Hour)
		}
		w.duty()
		if i := w.item(); i.State != feedback.Dead || i.Code != "terlalu_lama" || w.sealed() != 0 || w.balanced().Dead != 1 {
			t.Errorf("%+v", i)
		}
		w.office.ill = nil
		w.expect(w.submit(s), feedback.Delivered)
	})
}

// An ended unit has forgotten its application; who corrects it tells it again.
func TestACorrectionThatDiesSaysOfWhichApplication(t *testing.T) {
	onEach(t, func(w *world) {
		p := w.applicant()
		w.expect(w.submit(licensed(p)), feedback.Delivered)
		w.office.ill = always(refusing)
		w.expect(w.submit(licensed(p, number("SIUP-7"), correction)), feedback.Dead)
		if i := w.item(); i.Application != p.application || i.Operator != "petugas-01" {
			t.Errorf("%+v", i)
		}
		w.office.ill = nil
		w.expect(w.submit(licensed(p, number("SIUP-7"))), feedback.Delivered)
		if b := w.balanced(); b.Corrections != 1 {
			t.Errorf("%+v", b)
		}
	})
}
