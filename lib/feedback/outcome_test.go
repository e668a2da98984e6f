package feedback_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"simpul/lib/feedback"
)

func TestRetryAfterIsHeard(t *testing.T) {
	onEach(t, func(w *world) {
		slow := &asking{after: 3 * time.Hour}
		w.service = slow
		o := w.replica(w.client)
		_, err := o.Submit(t.Context(), officer, []feedback.Submission{licensed(w.applicant())})
		w.must(err)
		for _, row := range []struct {
			wait  time.Duration
			calls int
		}{{2 * time.Hour, 1}, {time.Hour, 2}} {
			w.pass(row.wait)
			_, err := o.Deliver(t.Context())
			w.must(err)
			if slow.calls != row.calls {
				t.Errorf("%d calls, want %d", slow.calls, row.calls)
			}
		}
	})
}

// asking is a service that asks to wait.
type asking struct {
	calls int
	after time.Duration
}

func (a *asking) Deliver(_ context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	a.calls++
	outcomes := make([]feedback.Outcome, len(parcels))
	for i := range outcomes {
		outcomes[i] = feedback.Outcome{Verdict: feedback.Later, Code: "HTTP 429 dari 192.0.2.1", After: a.after}
	}
	return outcomes
}

func TestWhatAServiceSaysIsNoCode(t *testing.T) {
	onEach(t, func(w *world) {
		w.service = &asking{}
		o := w.replica(w.client)
		_, err := o.Submit(t.Context(), officer, []feedback.Submission{licensed(w.applicant())})
		w.must(err)
		if i := w.item(); i.Code != "belum_terkirim" {
			t.Errorf("%+v", i)
		}
	})
}

// twice is a service that had it before, perhaps by the same call.
type twice struct{}

func (twice) Deliver(_ context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	return slices.Repeat([]feedback.Outcome{{Verdict: feedback.AlreadySent, Unsure: true}}, len(parcels))
}

func TestAUnitThatOneCallMayHaveSentTwiceIsMarked(t *testing.T) {
	onEach(t, func(w *world) {
		w.service = twice{}
		results, err := w.replica(w.client).Submit(t.Context(), officer, []feedback.Submission{licensed(w.applicant())})
		w.must(err)
		if r := w.expect(results[0], feedback.Delivered); !r.Unsure {
			t.Errorf("%+v", r)
		}
		if all := w.records(); !all[len(all)-1].Unsure {
			t.Errorf("%+v", all[len(all)-1])
		}
	})
}

func TestAnAnswerThatIsTooShortLeavesTheRestUnknown(t *testing.T) {
	onEach(t, func(w *world) {
		w.service = mute{}
		o := w.replica(w.client)
		results, err := o.Submit(t.Context(), officer, []feedback.Submission{licensed(w.applicant()), licensed(w.applicant())})
		w.must(err)
		for _, r := range results {
			if w.expect(r, feedback.Queued); !r.Unsure {
				t.Errorf("%+v", r)
			}
		}
	})
}

type mute struct{}

func (mute) Deliver(context.Context, []feedback.Parcel) []feedback.Outcome { return nil }
