package admission_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// TestTheLedgerAloneTellsEachDaysCount lives a random life on a real Redis: admissions, settlements in any order and late,
// sweeps, hits outside Simpul, new counts, nights; and then counts once more from the ledger (PKS-8.3).
func TestTheLedgerAloneTellsEachDaysCount(t *testing.T) {
	admission.Checks(t, 200)
	w := newWorld(t, redistest.Start(t).URL())
	a, raw := w.replica(func(s *admission.Settings) { s.Quota.DailyLimit = 30 }), w.raw()
	rapid.Check(t, func(rt *rapid.T) {
		raw.FlushAll(t.Context())
		w.goTo("2026-09-16 22:30:00")
		w.initialise(a, rapid.Int64Range(0, 9).Draw(rt, "used before"))
		life := &life{t: rt, w: w, a: a, admitted: map[uuid.UUID]ledger.Record{}}
		rt.Repeat(map[string]func(*rapid.T){
			"admit":  life.admit,
			"again":  life.admit,
			"settle": life.settle,
			"wait":   func(t *rapid.T) { w.offset.Add(rapid.Int64Range(0, int64(40*time.Minute)).Draw(t, "wait")) },
			"sweep": func(t *rapid.T) {
				if _, err := a.Sweep(w.t.Context()); err != nil {
					t.Fatal(err)
				}
			},
			"outside": func(t *rapid.T) {
				if err := a.RecordExternal(w.t.Context(), rapid.Int64Range(1, 3).Draw(t, "hits"), paper); err != nil {
					t.Fatal(err)
				}
			},
			"count anew": func(t *rapid.T) {
				anew := admission.Initialisation{UsedToday: rapid.Int64Range(0, 9).Draw(t, "used"), Force: true, Basis: paper}
				if err := a.Initialise(w.t.Context(), anew); err != nil && !problem.Is(err, problem.CodeIsianSalah) { // about midnight
					t.Fatal(err)
				}
			},
		})
		w.offset.Add(int64(5 * time.Minute))
		if _, err := a.Sweep(t.Context()); err != nil { // who is under way is on no record yet
			rt.Fatal(err)
		}
		tally := ledger.NewTally()
		for _, r := range w.records() {
			tally.Record(r)
		}
		for field, value := range raw.HGetAll(t.Context(), "{simpul}:quota").Val() {
			number, isDay := strings.CutPrefix(field, "day:")
			if !isDay {
				continue
			}
			value, _, _ := strings.Cut(value, " ")
			n, _ := strconv.ParseInt(number, 10, 64)
			day := time.Unix(n*86400, 0).UTC().Format(time.DateOnly)
			if got := strconv.FormatInt(tally.Used(day), 10); got != value {
				rt.Fatalf("%s: redis counts %s, the ledger %s", day, value, got)
			}
		}
	})
}

// life is what one process remembers.
type life struct {
	t        *rapid.T
	w        *world
	a        *admission.Admission
	ids      []uuid.UUID
	admitted map[uuid.UUID]ledger.Record
	owes     bool // for one of three units
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
