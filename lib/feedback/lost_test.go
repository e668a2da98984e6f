package feedback_test

import (
	"context"
	"testing"
	"time"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/config"
	"simpul/lib/feedback"
)

// Every third reply of Redis is lost, after it has done what was asked. Each unit is delivered at once nevertheless, and each step stands
// in the ledger once.
func TestAStepWhoseReplyIsLostIsMadeOnce(t *testing.T) {
	server := redistest.Start(t)
	w := newWorld(t, server.URL())
	var all []*applicant
	for range 30 {
		all = append(all, w.applicant())
	}
	proxy := redistest.NewProxy(t, server)
	client, err := admission.NewClient(config.Redis{URL: proxy.URL(), Timeout: 30 * time.Second}, nil)
	w.must(err)
	t.Cleanup(func() { _ = client.Close() })
	o := w.replica(client, func(s *feedback.Settings) { s.Timeout = 30 * time.Second })
	proxy.LoseEvery(3)
	for _, p := range all {
		results, err := o.Submit(t.Context(), officer, []feedback.Submission{licensed(p)})
		w.must(err)
		w.expect(results[0], feedback.Delivered)
	}
	if b := w.balanced(); b.Delivered != 30 || w.office.calls != 30 || proxy.Lost() < 20 {
		t.Errorf("%+v, %d calls, %d replies lost", b, w.office.calls, proxy.Lost())
	}
	if n := len(w.records()); n != 1+3*30 {
		t.Errorf("%d records", n)
	}
}

// The officer hangs up while the service answers: what was heard is written down all the same.
func TestWhatWasHeardIsWrittenThoughTheCallerHungUp(t *testing.T) {
	onEach(t, func(w *world) {
		s := licensed(w.applicant())
		ctx, hangUp := context.WithCancel(t.Context())
		w.office.during = hangUp
		results, err := w.Submit(ctx, officer, []feedback.Submission{s})
		w.must(err)
		w.expect(results[0], feedback.Delivered)
		if w.balanced().Delivered != 1 {
			t.Error("not on record")
		}
	})
}

// A machine that stood still between lease and call must not send: somebody else may have taken the unit over.
func TestAProcessThatWasPausedSendsNothing(t *testing.T) {
	onEach(t, func(w *world) {
		asked := 0
		paused := w.replica(w.client, func(s *feedback.Settings) {
			s.Clock = func() time.Time {
				asked++
				return w.clock().Add(time.Duration(asked-1) * time.Hour)
			}
		})
		results, err := paused.Submit(t.Context(), officer, []feedback.Submission{licensed(w.applicant())})
		w.must(err)
		if r := w.expect(results[0], feedback.Queued); r.Unsure || w.office.calls != 0 || asked < 2 {
			t.Errorf("%+v, %d calls", r, w.office.calls)
		}
		if round := w.duty(); round.Delivered != 1 {
			t.Errorf("it goes to whoever comes next: %+v", round)
		}
	})
}
