package feedback_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"simpul/lib/feedback"
)

// queue has so many units wait for the duty.
func (w *world) queue(n int) []feedback.Submission {
	w.Helper()
	ill := w.office.ill
	w.office.ill = always(away)
	var all []feedback.Submission
	for range n {
		s := licensed(w.applicant())
		w.expect(w.submit(s), feedback.Queued)
		all = append(all, s)
	}
	w.office.ill = ill
	w.pass(time.Hour)
	return all
}

// item is the one outstanding unit.
func (w *world) item() feedback.Item {
	w.Helper()
	items, err := w.Outstanding(context.Background(), feedback.Query{Limit: 10})
	w.must(err)
	if len(items) != 1 {
		w.Fatalf("%+v", items)
	}
	return items[0]
}

func TestAnUnknownOutcomeIsTriedAgainAndMarked(t *testing.T) {
	onEach(t, func(w *world) {
		s := licensed(w.applicant())
		w.office.ill = always(cut)
		if r := w.expect(w.submit(s), feedback.Queued); !r.Unsure {
			t.Errorf("%+v", r)
		}
		if i := w.item(); !i.Unsure || i.Code != "tidak_menjawab" || i.Attempts != 1 {
			t.Errorf("%+v", i)
		}
		w.office.ill = nil
		w.pass(time.Minute)
		w.duty() // "Data sudah pernah dikirim" is what a second delivery meets
		all := w.records()
		if last := all[len(all)-1]; w.balanced().Delivered != 1 || !last.Unsure || last.Code != "sudah_pernah_dikirim" || last.Operator != "petugas-01" {
			t.Errorf("%+v", last)
		}
	})
}

// The lease of a process that died says nothing of the outcome.
func TestWhatADeadProcessHadIsTakenOverWhenItsLeaseIsOver(t *testing.T) {
	onEach(t, func(w *world) {
		w.expect(w.submit(licensed(w.applicant())), feedback.Delivered)                          // Redis knows the scripts
		m := &mortal{Redis: w.client, service: w.office, office: w.office, left: 2, after: true} // read, write, send
		w.service = m
		mortal := w.replica(m)
		s := licensed(w.applicant())
		if _, err := mortal.Submit(context.Background(), officer, []feedback.Submission{s}); err == nil {
			t.Error("a dead process answers")
		}
		if round := w.duty(); round.Delivered != 0 || w.office.calls != 2 {
			t.Errorf("its lease runs: %+v", round)
		}
		w.pass(2 * time.Minute)
		w.duty()
		all := w.records()
		if last := all[len(all)-1]; last.Action != "delivered" || !last.Unsure || w.balanced().Delivered != 2 {
			t.Errorf("%+v", last)
		}
	})
}

// A whole working day without a line, 200 units, and then it is back: the duty calls every minute, and one that finds nobody at the
// other end asks once, so that verifications have the line.
func TestADayWithoutALineIsMadeUpForInMinutes(t *testing.T) {
	w := newWorld(t, startRedis(t))
	all := w.queue(200)
	w.office.ill, w.office.calls = always(away), 0
	const minutes = 9 * 60
	for range minutes {
		w.duty()
		w.pass(time.Minute)
	}
	if w.office.calls > minutes {
		t.Errorf("%d calls in %d minutes without a line", w.office.calls, minutes)
	}
	w.office.ill = nil
	back := 0
	for ; w.balanced().Delivered < 200; back++ {
		if back > 11 {
			t.Fatalf("still waiting after %d minutes: %+v", back, w.balanced())
		}
		w.duty()
		w.pass(time.Minute)
	}
	t.Logf("%d calls while the line was cut; all delivered %d minutes after it was back", w.office.calls, back)
	for _, s := range all {
		if !w.office.has(s) {
			t.Fatal("one is lost")
		}
	}
}

// Two replicas of the function and the duty, all at once: no unit is sent twice.
func TestWhoeverSendsItAUnitIsSentOnce(t *testing.T) {
	onEach(t, func(w *world) {
		all := w.queue(60)
		var busy sync.WaitGroup
		for range 4 {
			o := w.replica(w.connect(), func(s *feedback.Settings) { s.Batch = 7 })
			busy.Go(func() {
				if _, err := o.Deliver(context.Background()); err != nil {
					t.Error(err)
				}
			})
			busy.Go(func() {
				if _, err := o.Submit(context.Background(), officer, all); err != nil {
					t.Error(err)
				}
			})
		}
		busy.Wait()
		for w.duty().Delivered > 0 {
		}
		for name, n := range w.office.sent {
			if n != 1 {
				t.Errorf("a unit was sent %d times (%d characters)", n, len(name))
			}
		}
		if b := w.balanced(); b.Delivered != 60 || w.sealed() != 0 {
			t.Errorf("%+v", b)
		}
	})
}

func TestTheDutyStopsInTime(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(3)
		w.office.calls = 0
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // a call may take 30
		defer cancel()
		if round, err := w.Deliver(ctx); err != nil || round.Delivered != 0 || w.office.calls != 0 {
			t.Errorf("%+v %v", round, err)
		}
		if w.duty().Delivered != 3 {
			t.Error("nothing holds them afterwards")
		}
	})
}
