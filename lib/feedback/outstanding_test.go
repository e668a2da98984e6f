package feedback_test

import (
	"slices"
	"testing"
	"time"

	"simpul/lib/feedback"
	"simpul/lib/problem"
)

func TestWhatIsOutstandingIsListedByAge(t *testing.T) {
	onEach(t, func(w *world) {
		old := w.applicant()
		w.pass(time.Hour)
		w.queue(1)
		w.office.ill = always(refusing)
		dead := licensed(w.applicant())
		w.expect(w.submit(dead), feedback.Dead)
		w.office.ill = nil
		w.expect(w.submit(licensed(w.applicant())), feedback.Delivered)
		fresh := w.applicant()
		items, err := w.Outstanding(t.Context(), feedback.Query{Limit: 10})
		w.must(err)
		var states []feedback.State
		for _, i := range items {
			states = append(states, i.State)
		}
		if !slices.Equal(states, []feedback.State{"open", "queued", "dead", "open"}) || items[0].Application != old.application || items[3].Application != fresh.application ||
			!slices.Equal(items[0].AccessIDs, old.accesses) || items[2].Application != dead.Application {
			t.Errorf("%+v", items)
		}
		for limit, want := range map[int]int{1: 1, 3: 3} {
			if some, err := w.Outstanding(t.Context(), feedback.Query{Limit: limit}); err != nil || len(some) != want || some[0].Unit != items[0].Unit {
				t.Errorf("%d of %d: %v", len(some), want, err)
			}
		}
		ended := feedback.Query{Limit: 9, States: []feedback.State{feedback.Delivered, feedback.Closed}}
		if some, err := w.Outstanding(t.Context(), ended); err != nil || len(some) != 0 {
			t.Errorf("%+v %v", some, err)
		}
	})
}

func TestAnOfficerIsShownHisOwn(t *testing.T) {
	onEach(t, func(w *world) {
		w.applicant()
		w.office.ill = always(away)
		other := feedback.Person{Operator: "petugas-02", Frontend: "perizinan"}
		_, err := w.Submit(t.Context(), other, []feedback.Submission{licensed(w.applicant())})
		w.must(err)
		for operator, want := range map[string]int{"petugas-01": 1, "petugas-02": 1, "petugas-03": 0, "": 2} {
			items, err := w.Outstanding(t.Context(), feedback.Query{Operator: operator, Limit: 9})
			if err != nil || len(items) != want {
				t.Errorf("%s: %d units, %v", operator, len(items), err)
			}
		}
	})
}

func TestMoreThanAPageIsListed(t *testing.T) {
	w := newWorld(t, startRedis(t))
	people := w.accessed(450)
	w.wait(people[:220])
	items, err := w.Outstanding(t.Context(), feedback.Query{Limit: 1000})
	if err != nil || len(items) != 450 {
		t.Errorf("%d, %v", len(items), err)
	}
}

func TestWhatIsOpenForTooLongIsLate(t *testing.T) {
	onEach(t, func(w *world) {
		since := w.clock()
		w.applicant()
		w.pass(13 * 24 * time.Hour)
		w.applicant()
		if b := w.balanced(); b.Late != 0 || b.Oldest.Sub(since).Abs() > time.Minute {
			t.Errorf("%+v", b)
		}
		w.pass(24 * time.Hour)
		if b := w.balanced(); b.Late != 1 {
			t.Errorf("%+v", b)
		}
		items, err := w.Outstanding(t.Context(), feedback.Query{Limit: 9})
		if err != nil || !items[0].Late || items[1].Late {
			t.Errorf("%+v %v", items, err)
		}
	})
}

// A list that lost something is not passed over.
func TestWhatIsMissingShows(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(2)
		if !w.balanced().Holds() {
			t.Fatal("it holds before")
		}
		w.must(w.raw().ZPopMin(t.Context(), "{simpul}:units:queued", 1).Err())
		if b, err := w.Balance(t.Context()); err != nil || b.Holds() {
			t.Errorf("%+v %v", b, err)
		}
	})
}

func TestAUnitThatCannotBeReadShowsAndKeepsNoOthersFromBeingSent(t *testing.T) {
	onEach(t, func(w *world) {
		bad := w.queue(1)[0]
		key := w.raw().Keys(t.Context(), "{simpul}:unit:*").Val()[0]
		w.must(w.raw().Set(t.Context(), key, "rusak", 0).Err())
		w.queue(2)
		if round := w.duty(); round.Delivered != 2 || round.Broken != 1 {
			t.Errorf("%+v", round)
		}
		if r := w.submit(bad); !problem.Is(r.Problem, problem.CodeKesalahanInternal) || w.raw().Get(t.Context(), key).Val() != "rusak" {
			t.Errorf("%+v", r)
		}
	})
}

func TestAUnitThatIsGoneKeepsNoOthersFromBeingSent(t *testing.T) {
	onEach(t, func(w *world) {
		w.queue(25)
		tokens := w.raw().ZRange(t.Context(), "{simpul}:units:queued", 0, 2).Val()
		for _, token := range tokens {
			w.must(w.raw().Del(t.Context(), "{simpul}:unit:"+token).Err())
		}
		if round := w.duty(); round.Delivered != 22 {
			t.Errorf("%+v", round)
		}
	})
}

func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	w := bareWorld(t, nowhere)
	for name, change := range map[string]func(*feedback.Settings){
		"no timeout": func(s *feedback.Settings) { s.Timeout = 0 },
		"no batch":   func(s *feedback.Settings) { s.Batch = 0 },
		"too large":  func(s *feedback.Settings) { s.Batch = 101 },
		"too young":  func(s *feedback.Settings) { s.MaxAge = time.Minute },
		"no memory":  func(s *feedback.Settings) { s.Keep = 0 },
	} {
		s := w.settings()
		change(&s)
		if _, err := feedback.New(w.client, nil, w.keys, s); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
