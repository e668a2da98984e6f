package admission_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

const (
	theUnit = "{simpul}:unit:k1.AAAAAAAAAAAAAAAAAAAAAA"
	theBook = "{simpul}:units"
)

// owes admits an access that owes for the one unit of these stories.
func (w *world) owes(a *admission.Admission) (uuid.UUID, ledger.Record) {
	w.t.Helper()
	r := owing(request(newID()))
	admitted, err := a.Admit(w.t.Context(), r)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.AccessID, admitted.Record
}

// unit returns the lines of the unit, nil for none, and how many are counted.
func (w *world) unit() (lines []string, units string) {
	w.t.Helper()
	c := w.raw()
	value, listed := c.Get(w.t.Context(), theUnit).Val(), c.ZCard(w.t.Context(), theBook+":open").Val()
	if isOpen := strings.HasPrefix(value, "open "); isOpen != (listed == 1) {
		w.t.Errorf("%q is listed %d times", value, listed)
	}
	units = c.HGet(w.t.Context(), theBook, "units").Val()
	if value == "" {
		return nil, units
	}
	return strings.Split(value, "\n"), units
}

func (w *world) found(a *admission.Admission, s admission.Settlement, want string) {
	w.t.Helper()
	w.settle(a, s)
	lines, _ := w.unit()
	if lines == nil || !strings.HasSuffix(lines[0], want) {
		w.t.Errorf("%q, want found %s", lines, want)
	}
}

func TestAnAccessThatCountsOwesFeedback_PKS_2_2b(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id, record := w.owes(a)
		if lines, _ := w.unit(); lines != nil {
			t.Errorf("owed before it counts: %q", lines)
		}
		w.settle(a, admission.Counted(id).Said(resident.Found, true).Recorded(record))
		lines, units := w.unit()
		if units != "1" || len(lines) != 5 || !strings.HasPrefix(lines[0], "open "+id.String()+" ") || lines[1] != id.String() || lines[2] != "petugas-01" || lines[3] != "503/1/2026" {
			t.Errorf("%s %q", units, lines)
		}
		for key, value := range redistest.Dump(t, w.raw()) {
			for field, text := range value.Fields {
				if key != theUnit && strings.Contains(field+text, "503/1/2026") {
					t.Errorf("the application is in clear at %s", key)
				}
			}
		}
	})
}

func TestAnAccessThatNeverLeftOwesNothing(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id, record := w.owes(a)
		w.settle(a, admission.NeverSent(id).Recorded(record))
		if lines, units := w.unit(); lines != nil || units != "" {
			t.Errorf("%q %s", lines, units)
		}
	})
}

// One access counts once, so one joins once, however often its settlement comes.
func TestACheckOnceMoreJoinsTheUnitAndItsRecordSaysSo(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		first, record := w.owes(a)
		w.settle(a, admission.Counted(first).Recorded(record))
		second, again := w.owes(a)
		for range 2 {
			w.settle(a, admission.Counted(second).Recorded(again))
		}
		lines, units := w.unit()
		if units != "1" || lines[1] != first.String()+" "+second.String() {
			t.Errorf("%s %q", units, lines)
		}
		all := w.records()
		if last := all[len(all)-1]; last.AccessID != second.String() || last.Unit != first.String() || all[len(all)-2].Unit != "" || len(all) != 3 {
			t.Errorf("%+v", all)
		}
	})
}

// PKS-2.2a asks for the latest answer; a question without an answer is none.
func TestOnlyTheLatestAnswerTellsWhetherThePersonWasFound_PKS_2_2a(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		for _, row := range []struct {
			status resident.Status
			want   string
		}{{"", "0"}, {resident.Found, "1"}, {"", "1"}, {resident.Duplicate, "0"}, {"", "0"}, {resident.Found, "1"}, {resident.NotFound, "0"}} {
			id, record := w.owes(a)
			w.found(a, admission.Counted(id).Said(row.status, false).Recorded(record), " "+row.want)
		}
	})
}

func TestASweptAccessOwesAndTheLateWordCorrectsIt(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id, record := w.owes(a)
		w.goTo("2026-09-16 10:02:00")
		w.sweep(a, 1)
		if lines, units := w.unit(); units != "1" || lines[1] != id.String() || !strings.HasSuffix(lines[0], " 0") {
			t.Errorf("%s %q", units, lines)
		}
		if err := a.Decide(t.Context(), id, ledger.Record{Operator: "petugas-01", Deed: ledger.Deed{Decision: ledger.Sesuai}}); err != nil {
			t.Error(err)
		}
		w.found(a, admission.Counted(id).Said(resident.Found, true).Recorded(record), " 1")

		other, record := w.owes(a)
		w.goTo("2026-09-16 10:04:00")
		w.sweep(a, 1)
		w.settle(a, admission.NeverSent(other).Recorded(record))
		if lines, units := w.unit(); units != "1" || lines[1] != id.String() {
			t.Errorf("what never left is still owed: %s %q", units, lines)
		}
	})
}

// The unit that a first try was told to join may have ended before the second.
func TestARecordJoinsNoUnitThatEnded(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id, record := w.owes(a)
		record.Unit = newID().String()
		w.settle(a, admission.Counted(id).Recorded(record))
		all := w.records()
		if last := all[len(all)-1]; last.AccessID != id.String() || last.Unit != "" {
			t.Errorf("%+v", last)
		}
	})
}

// close ends the unit as lib/feedback does.
func (w *world) close() {
	w.t.Helper()
	lines, _ := w.unit()
	c, head := w.raw(), strings.Replace(lines[0], "open ", "closed ", 1)
	if err := c.Set(w.t.Context(), theUnit, strings.Join(append([]string{head}, lines[1:]...), "\n"), 0).Err(); err != nil {
		w.t.Fatal(err)
	}
	c.ZRem(w.t.Context(), theBook+":open", strings.TrimPrefix(theUnit, "{simpul}:unit:"))
}

// The late word is about the unit that the access joined, and about no later answer.
func TestALateWordTouchesNeitherAnotherUnitNorALaterAnswer(t *testing.T) {
	for name, late := range map[string]func(uuid.UUID) admission.Settlement{
		"an answer": func(id uuid.UUID) admission.Settlement { return admission.Counted(id).Said(resident.NotFound, false) },
		"none":      admission.NeverSent,
	} {
		for ended, want := range map[bool]string{true: "another unit", false: "a later answer"} {
			t.Run(name+", "+want, func(t *testing.T) {
				onEach(t, func(w *world) {
					a := w.prepared(0)
					id, record := w.owes(a)
					w.goTo("2026-09-16 10:02:00")
					w.sweep(a, 1)
					if ended {
						w.close()
					}
					later, again := w.owes(a)
					w.found(a, admission.Counted(later).Said(resident.Found, true).Recorded(again), " 1")
					w.found(a, late(id).Recorded(record), " 1")
				})
			})
		}
	}
}

func TestAUnitGoesWithItsOnlyAccess(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		id, record := w.owes(a)
		w.goTo("2026-09-16 10:02:00")
		w.sweep(a, 1)
		w.settle(a, admission.NeverSent(id).Recorded(record))
		if lines, units := w.unit(); lines != nil || units != "0" {
			t.Errorf("%s %q", units, lines)
		}
	})
}

func TestAUnitIsFoundUnderTheKeyThatOpenedIt(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		first, record := w.owes(a)
		w.settle(a, admission.Counted(first).Recorded(record))
		r := owing(request(newID()))
		r.Unit.Tokens = []string{"k2.BBBBBBBBBBBBBBBBBBBBBB", r.Unit.Tokens[0]}
		admitted, err := a.Admit(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		w.settle(a, admission.Counted(r.AccessID).Recorded(admitted.Record))
		if lines, units := w.unit(); units != "1" || lines[1] != first.String()+" "+r.AccessID.String() {
			t.Errorf("%s %q", units, lines)
		}
	})
}

func TestAUnitRemembersSoManyAccessesAndItsFirst(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		first, record := w.owes(a)
		w.settle(a, admission.Counted(first).Recorded(record))
		last := first
		for range 40 {
			last, record = w.owes(a)
			w.settle(a, admission.Counted(last).Recorded(record))
		}
		lines, _ := w.unit()
		if ids := strings.Fields(lines[1]); len(ids) != 32 || ids[0] != first.String() || ids[31] != last.String() {
			t.Errorf("%d ids", len(ids))
		}
	})
}

func TestAUnitThatCouldNotBeToldApartIsRefusedBeforeItCosts(t *testing.T) {
	w := newWorld(t, redistest.Start(t).URL())
	a := w.prepared(0)
	for _, u := range []admission.Unit{{Tokens: []string{"k1.A"}, Application: "503\n1"}, {Tokens: []string{"k1 A"}}, {Tokens: []string{""}}} {
		r := request(newID())
		r.Unit = u
		w.refusedAs(a, r, problem.CodeKesalahanInternal)
	}
	w.used(a, 0)
}

func TestHitsInABrowserAreOwedWithoutAName(t *testing.T) {
	onEach(t, func(w *world) {
		a := w.prepared(0)
		if err := a.RecordExternal(t.Context(), 3, paper); err != nil {
			t.Fatal(err)
		}
		if all := w.raw().HGetAll(t.Context(), theBook).Val(); all["units"] != "3" || all["external"] != "3" {
			t.Errorf("%v", all)
		}
	})
}

// Whatever is admitted, settled, swept and corrected: Redis owes what the ledger says.
func TestTheLedgerAloneTellsWhatIsOwed(t *testing.T) {
	admission.Checks(t, 200)
	w := newWorld(t, redistest.Start(t).URL())
	a, raw := w.replica(), w.raw()
	rapid.Check(t, func(rt *rapid.T) {
		raw.FlushAll(t.Context())
		w.goTo("2026-09-16 22:30:00")
		w.initialise(a, 0)
		l := &life{t: rt, w: w, a: a, admitted: map[uuid.UUID]ledger.Record{}, owes: true}
		rt.Repeat(map[string]func(*rapid.T){
			"admit": l.admit, "again": l.admit, "settle": l.settle, "and again": l.settle,
			"wait":  func(t *rapid.T) { w.offset.Add(rapid.Int64Range(0, int64(40e9)).Draw(t, "wait")) },
			"sweep": func(*rapid.T) { _, _ = a.Sweep(w.t.Context()) },
		})
		tally := ledger.NewTally()
		for _, r := range w.records() {
			tally.Record(r)
		}
		open, units := raw.ZCard(t.Context(), theBook+":open").Val(), raw.HGet(t.Context(), theBook, "units").Val()
		if owed := tally.Owed(); owed.Open != open || owed.Units != open || units != "" && units != strconv.FormatInt(open, 10) {
			rt.Fatalf("redis owes %d of %s, the ledger %+v", open, units, owed)
		}
	})
}
