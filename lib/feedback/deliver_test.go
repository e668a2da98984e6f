package feedback_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/problem"
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

func TestKeysRotateWhileUnitsWait(t *testing.T) {
	onEach(t, func(w *world) {
		first := w.queue(3)
		open := w.applicant()
		for _, file := range []string{"segel", "aplikasi"} {
			w.rotate(file)
		}
		second := w.queue(3)
		w.check(open, "found") // joins the unit of the old key
		w.expect(w.submit(licensed(open)), feedback.Delivered)
		if round := w.duty(); round.Delivered != 6 || w.balanced().Units != 7 {
			t.Errorf("%+v", round)
		}
		for _, s := range append(first, second...) {
			if r := w.expect(w.submit(s), feedback.Delivered); !r.Again {
				t.Errorf("%+v", r)
			}
		}
	})
}

// rotate puts a new key before the old ones.
func (w *world) rotate(file string) {
	w.Helper()
	w.must(prepend(filepath.Join(w.folder, file), "k2"))
	w.keys = w.openKeys()
	w.Outbox = w.replica(w.client)
}

func TestAContentWhoseKeyIsMissingWaitsForIt(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(1)
		w.must(copyFile(filepath.Join(w.folder, "segel.lama"), filepath.Join(w.folder, "segel")))
		w.must(keyringtest.Write(filepath.Join(w.folder, "segel"), "k9"))
		w.keys = w.openKeys()
		if round, err := w.replica(w.client).Deliver(t.Context()); err != nil || round.Later != 1 || w.office.calls != 1 {
			t.Errorf("%+v %v", round, err)
		}
		if i := w.item(); i.State != feedback.Queued || i.Code != "kunci_tidak_ada" {
			t.Errorf("%+v", i)
		}
		w.must(copyFile(filepath.Join(w.folder, "segel"), filepath.Join(w.folder, "segel.lama")))
		w.keys = w.openKeys()
		w.pass(time.Hour)
		if round, err := w.replica(w.client).Deliver(t.Context()); err != nil || round.Delivered != 1 {
			t.Errorf("%+v %v", round, err)
		}
	})
}

func TestASealThatWasTouchedOrMovedDies(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(3)
		keys, err := w.raw().Keys(t.Context(), "{simpul}:sealed:*").Result()
		w.must(err)
		one, err := w.raw().Get(t.Context(), keys[0]).Result()
		w.must(err)
		w.must(w.raw().Set(t.Context(), keys[1], one, 0).Err())
		w.must(w.raw().Del(t.Context(), keys[2]).Err())
		if round := w.duty(); round.Delivered != 1 || round.Dead != 2 {
			t.Errorf("%+v", round)
		}
		items, err := w.Outstanding(t.Context(), feedback.Query{Limit: 9, States: []feedback.State{feedback.Dead}})
		if err != nil || len(items) != 2 || items[0].Code != "isi_tidak_terbuka" {
			t.Errorf("%+v %v", items, err)
		}
		w.balanced()
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
