package feedback_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/problem"
)

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

// Two hits on one pair, one on a pair that Simpul knows, one that was told before it was recorded, a slip: a number is all there is.
func TestHitsOfABrowserThatNobodyWillTellOfAreDiscarded(t *testing.T) {
	onEach(t, func(w *world) {
		p := &applicant{nik: nikOf(5020), application: "503/M/20"}
		w.expect(w.submit(licensed(p, manually)), feedback.Delivered)
		w.must(w.gate.RecordExternal(t.Context(), 3, paper))
		admin := feedback.Person{Operator: "admin-01", Frontend: "perizinan"}
		for i := range 2 {
			r, err := w.DiscardExternal(t.Context(), admin, 2, "salah_hitung", "sekali")
			w.must(err)
			if w.expect(r, feedback.Closed); r.Again != (i == 1) {
				t.Errorf("%+v", r)
			}
		}
		if b := w.balanced(); b.External != 1 || b.Closed != 2 || b.Units != 4 || w.steps() != "submitted delivered discarded" {
			t.Errorf("%+v %s", b, w.steps())
		}
		for _, row := range []struct {
			hits int64
			code string
		}{{2, "lain"}, {0, "lain"}, {-1, "lain"}, {1001, "lain"}, {1, "Lain"}} {
			if _, err := w.DiscardExternal(t.Context(), admin, row.hits, row.code, ""); !problem.Is(err, problem.CodeIsianSalah) {
				t.Errorf("%d: %v", row.hits, err)
			}
		}
		_, err := w.DiscardExternal(t.Context(), admin, 1, "salah_hitung", "")
		w.must(err)
		all := w.records()
		if last := all[len(all)-1]; last.Operator != "admin-01" || *last.Hits != 1 || last.At.Sub(w.clock()).Abs() > time.Minute || w.balanced().Open != 0 {
			t.Errorf("%+v", last)
		}
		if f := w.figures(); f.Closings["salah_hitung"] != 3 {
			t.Errorf("%+v", f)
		}
	})
}

func manually(s *feedback.Submission) { s.Manual, s.AccessIDs = true, nil }

// PKS-2.2a: who has no receipt must not end, correct or look at what a colleague's access owes.
func TestWithoutAReceiptNobodySpeaksOfAnAccessThatSimpulMade(t *testing.T) {
	onEach(t, func(w *world) {
		open, waits, delivered, ended := w.applicant(), w.applicant(), w.applicant(), w.applicant()
		w.expect(w.submit(licensed(delivered)), feedback.Delivered)
		w.expect(w.submit(licensed(ended, closed("ditolak"))), feedback.Closed)
		w.office.ill = always(away)
		w.expect(w.submit(licensed(waits)), feedback.Queued)
		before := w.steps()
		for _, p := range []*applicant{open, waits, delivered, ended} {
			for _, s := range []feedback.Submission{
				licensed(p, manually), licensed(p, manually, closed("ditolak")), licensed(p, manually, number("SIUP-1"), correction), licensed(p, manually, closed("lain"), correction),
			} {
				if r := w.submit(s); codeOf(r.Problem) != problem.CodeIsianSalah || r.Unit != "" || r.State != "" || r.Again || r.Unsure {
					t.Errorf("%s: %+v", p.application, r)
				}
			}
		}
		if w.steps() != before {
			t.Error(w.steps())
		}
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
