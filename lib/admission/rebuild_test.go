package admission_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// TestTheLedgerAloneTellsEachDaysCount lives a random life on a real Redis: admissions, settlements in any order and late,
// sweeps, hits outside Simpul, new counts, nights, losses of everything but the ledger; and then counts once more from the
// ledger (PKS-8.3).
func TestTheLedgerAloneTellsEachDaysCount(t *testing.T) { tellLives(t, 200) }

func tellLives(t *testing.T, lives int) {
	admission.Checks(t, lives)
	w := newWorld(t, redistest.Start(t).URL())
	a, raw := w.replica(func(s *admission.Settings) { s.Quota.DailyLimit = 30 }), w.raw()
	rapid.Check(t, func(rt *rapid.T) {
		raw.FlushAll(t.Context())
		w.goTo("2026-09-16 22:30:00")
		w.initialise(a, rapid.Int64Range(0, 9).Draw(rt, "used before"))
		l := &life{t: rt, w: w, a: a, admitted: map[uuid.UUID]ledger.Record{}, lost: map[uuid.UUID]bool{}}
		rt.Repeat(map[string]func(*rapid.T){
			"admit": l.admit, "again": l.admit, "settle": l.settle, "outside": l.outside, "count anew": l.countAnew, "lose": l.lose,
			"wait":  func(t *rapid.T) { w.offset.Add(rapid.Int64Range(0, int64(40*time.Minute)).Draw(t, "wait")) },
			"sweep": l.sweep,
		})
		w.offset.Add(int64(5 * time.Minute))
		l.sweep(rt) // who is under way is on no record yet
		l.compare(rt)
	})
}

// life is what one process remembers.
type life struct {
	t        *rapid.T
	w        *world
	a        *admission.Admission
	ids      []uuid.UUID
	admitted map[uuid.UUID]ledger.Record
	owes     bool               // for one of three units
	lost     map[uuid.UUID]bool // under way when all but the ledger was lost
}

func (l *life) sweep(t *rapid.T) {
	if _, err := l.a.Sweep(l.w.t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (l *life) outside(t *rapid.T) {
	if err := l.a.RecordExternal(l.w.t.Context(), rapid.Int64Range(1, 3).Draw(t, "hits"), paper); err != nil {
		t.Fatal(err)
	}
}

func (l *life) countAnew(t *rapid.T) { l.begin(t, rapid.Int64Range(0, 9).Draw(t, "used")) }

// begin reports whether a new count was started: about midnight none is.
func (l *life) begin(t *rapid.T, used int64) bool {
	err := l.a.Initialise(l.w.t.Context(), admission.Initialisation{UsedToday: used, Force: true, Basis: paper})
	if err != nil && !problem.Is(err, problem.CodeIsianSalah) {
		t.Fatal(err)
	}
	return err == nil
}

func (l *life) admit(t *rapid.T) {
	r := request(newID())
	if l.owes {
		r.Unit = admission.Unit{Tokens: []string{"k1." + strings.Repeat(rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "unit"), 22)}, Application: "503/1/2026"}
	}
	if admitted, err := l.a.Admit(l.w.t.Context(), r); err == nil {
		l.ids, l.admitted[r.AccessID] = append(l.ids, r.AccessID), admitted.Record
	}
}

// settle closes one of the accesses, which may be closed already, or swept, or of a count that is over.
func (l *life) settle(t *rapid.T) {
	if len(l.ids) == 0 {
		return
	}
	id := rapid.SampledFrom(l.ids).Draw(t, "which")
	s := admission.Counted(id).Said(resident.Found, true)
	if rapid.Bool().Draw(t, "never sent") {
		s = admission.NeverSent(id)
	}
	if _, err := l.a.Settle(l.w.t.Context(), s.Recorded(l.admitted[id])); err != nil {
		t.Fatal(err)
	}
}

// lose takes away all but the ledger, and has the day begin with what the ledger counts. It is done away from midnight.
func (l *life) lose(t *rapid.T) {
	now := l.w.clock()
	if agreement.DateOf(now.Add(-5*time.Minute)) != agreement.DateOf(now.Add(5*time.Minute)) {
		return
	}
	ctx, c := l.w.t.Context(), l.w.raw()
	l.ids = slices.DeleteFunc(l.ids, func(id uuid.UUID) bool { // a function says once how it went; these come late
		l.lost[id] = l.lost[id] || c.HExists(ctx, "{simpul}:quota", "open:"+id.String()).Val()
		return !l.lost[id]
	})
	for key := range redistest.Dump(t, c) {
		if key != "{simpul}:ledger" {
			c.Del(ctx, key)
		}
	}
	used := l.tally().Used(agreement.DateOf(now).String())
	if !l.begin(t, used) {
		t.Fatal("it is not about midnight")
	}
	if s, err := l.a.State(ctx); err != nil || s.Used != used {
		t.Fatalf("begins with %d, the ledger says %d; %v", s.Used, used, err)
	}
}

func (l *life) tally() *ledger.Tally {
	tally := ledger.NewTally()
	for _, r := range l.w.records() {
		tally.Record(r)
	}
	return tally
}

// compare counts once more, and wants each admission on record: once, or as swept and then as its function said.
func (l *life) compare(t *rapid.T) {
	tally := l.tally()
	for field, value := range l.w.raw().HGetAll(l.w.t.Context(), "{simpul}:quota").Val() {
		number, isDay := strings.CutPrefix(field, "day:")
		if !isDay {
			continue
		}
		value, _, _ := strings.Cut(value, " ")
		n, _ := strconv.ParseInt(number, 10, 64)
		day := time.Unix(n*86400, 0).UTC().Format(time.DateOnly)
		if got := strconv.FormatInt(tally.Used(day), 10); got != value {
			t.Fatalf("%s: redis counts %s, the ledger %s", day, value, got)
		}
	}
	l.eachOnce(t)
}

// eachOnce wants no admission missing but those that were lost under way, and none twice.
func (l *life) eachOnce(t *rapid.T) {
	swept, ended := map[string]int{}, map[string]int{}
	for _, r := range l.w.records() {
		switch r.Kind {
		case ledger.Swept:
			swept[r.AccessID]++
		case ledger.Access:
			ended[r.AccessID]++
		}
	}
	for id := range l.admitted {
		s, e := swept[id.String()], ended[id.String()]
		if s > 1 || e > 1 || s+e == 0 && !l.lost[id] {
			t.Fatalf("an access was swept %d times and ended %d times on record, lost before: %v", s, e, l.lost[id])
		}
	}
}
