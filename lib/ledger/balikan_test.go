package ledger_test

import (
	"slices"
	"testing"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// step is a step of the unit that access n opened.
func step(action string, n int, change ...func(*ledger.Record)) ledger.Record {
	r := with(delivered(), func(r *ledger.Record) {
		r.At, r.Action, r.Unit, r.Unsure, r.Code = ledgertest.Start, action, ledgertest.ID(n), false, ""
	})
	if action != ledger.Submitted && action != ledger.Delivered {
		r.Licences, r.Code = nil, "ditolak"
	}
	for _, c := range change {
		c(&r)
	}
	return r
}

func joining(n int) func(*ledger.Record) {
	return func(r *ledger.Record) { r.Unit = ledgertest.ID(n) }
}

func corrects(r *ledger.Record) { r.Correction = true }

func manual(r *ledger.Record) { r.Manual = true }

// discardedHits is the end of hits made elsewhere.
func discardedHits(n int64) ledger.Record {
	return step(ledger.Discarded, 9, manual, func(r *ledger.Record) { r.Unit, r.Hits = "", &n })
}

func TestDiscardedHitsAreClosings(t *testing.T) {
	tally := ledger.NewTally()
	tally.Record(act(9, "record_external", 3, 0))
	tally.Record(discardedHits(2))
	if f := tally.Figures("2025-09-16", "2025-09-16"); f.Closings["ditolak"] != 2 || f.Steps["discarded"] != 1 {
		t.Errorf("%+v", f)
	}
}

func TestAStepOfDataBalikanSaysWhatItsKindSays(t *testing.T) {
	for _, action := range []string{ledger.Submitted, ledger.Delivered, ledger.Died, ledger.Closed, ledger.Discarded} {
		if err := step(action, 1).Check(); err != nil {
			t.Error(action, err)
		}
	}
	if err := ledgertest.Access(2, joining(1)).Check(); err != nil {
		t.Error(err)
	}
	if err := discardedHits(2).Check(); err != nil {
		t.Error(err)
	}
	for name, r := range map[string]ledger.Record{
		"no hits discarded":           discardedHits(0),
		"hits of a unit":              with(discardedHits(2), joining(1)),
		"hits that Simpul made":       with(discardedHits(2), func(r *ledger.Record) { r.Manual = false }),
		"hits that are closed":        with(discardedHits(2), func(r *ledger.Record) { r.Action = ledger.Closed }),
		"hits that were corrected":    with(discardedHits(2), corrects),
		"no unit":                     step(ledger.Delivered, 1, func(r *ledger.Record) { r.Unit = "" }),
		"no id":                       step(ledger.Delivered, 1, func(r *ledger.Record) { r.ActID = "" }),
		"an administrator's action":   step(ledger.Delivered, 1, func(r *ledger.Record) { r.Action = "suspend" }),
		"an end without a reason":     step(ledger.Closed, 1, func(r *ledger.Record) { r.Code = "" }),
		"an end with licences":        step(ledger.Died, 1, func(r *ledger.Record) { r.Licences = []string{"nib"} }),
		"a delivery of nothing":       step(ledger.Delivered, 1, func(r *ledger.Record) { r.Licences = nil }),
		"an empty licence":            step(ledger.Delivered, 1, func(r *ledger.Record) { r.Licences = []string{""} }),
		"too many licences":           step(ledger.Delivered, 1, func(r *ledger.Record) { r.Licences = slices.Repeat([]string{"nib"}, 21) }),
		"a step with an access":       step(ledger.Delivered, 1, func(r *ledger.Record) { r.AccessID = accessID }),
		"a step with a verdict":       step(ledger.Delivered, 1, func(r *ledger.Record) { r.Verdict = ledger.Sesuai }),
		"a step with a subject":       step(ledger.Delivered, 1, func(r *ledger.Record) { r.SubjectRole = "pemohon" }),
		"a step with hits":            step(ledger.Delivered, 1, func(r *ledger.Record) { r.Hits = new(int64) }),
		"an access that joins itself": ledgertest.Access(1, joining(1)),
		"one that was given back":     ledgertest.Access(1, joining(2), given),
		"an access with licences":     ledgertest.Access(1, func(r *ledger.Record) { r.Licences = []string{"nib"} }),
		"an access that corrects":     ledgertest.Access(1, corrects),
		"an act with a unit":          with(initialise(0), joining(1)),
		"a decision with a unit":      with(decision(), joining(1)),
	} {
		if r.Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestWhatIsOwedIsRebuiltFromRecords(t *testing.T) {
	const day = "2025-09-16"
	for name, row := range map[string]struct {
		records []ledger.Record
		want    [7]int64 // units, delivered, closed, queued, dead, open, external
	}{
		"open":                          {[]ledger.Record{ledgertest.Access(1), ledgertest.Access(2)}, [7]int64{2, 0, 0, 0, 0, 2, 0}},
		"checked again":                 {[]ledger.Record{ledgertest.Access(1), ledgertest.Access(2, joining(1))}, [7]int64{1, 0, 0, 0, 0, 1, 0}},
		"given back":                    {[]ledger.Record{ledgertest.Access(1, given)}, [7]int64{}},
		"swept":                         {[]ledger.Record{swept(1)}, [7]int64{1, 0, 0, 0, 0, 1, 0}},
		"swept, then given":             {[]ledger.Record{swept(1), ledgertest.Access(1, given)}, [7]int64{}},
		"swept, joined, then given":     {[]ledger.Record{swept(1), ledgertest.Access(2, joining(1)), ledgertest.Access(1, given)}, [7]int64{1, 0, 0, 0, 0, 1, 0}},
		"queued":                        {[]ledger.Record{ledgertest.Access(1), step(ledger.Submitted, 1)}, [7]int64{1, 0, 0, 1, 0, 0, 0}},
		"delivered":                     {[]ledger.Record{ledgertest.Access(1), step(ledger.Submitted, 1), step(ledger.Delivered, 1)}, [7]int64{1, 1, 0, 0, 0, 0, 0}},
		"delivered, then checked again": {[]ledger.Record{ledgertest.Access(1), step(ledger.Submitted, 1), step(ledger.Delivered, 1), ledgertest.Access(2, joining(1))}, [7]int64{1, 1, 0, 0, 0, 0, 0}},
		"dead":                          {[]ledger.Record{ledgertest.Access(1), step(ledger.Submitted, 1), step(ledger.Died, 1)}, [7]int64{1, 0, 0, 0, 1, 0, 0}},
		"discarded":                     {[]ledger.Record{ledgertest.Access(1), step(ledger.Submitted, 1), step(ledger.Died, 1), step(ledger.Discarded, 1)}, [7]int64{1, 0, 1, 0, 0, 0, 0}},
		"discarded unsaid":              {[]ledger.Record{ledgertest.Access(1), step(ledger.Discarded, 1)}, [7]int64{1, 0, 1, 0, 0, 0, 0}},
		"a correction discarded":        {[]ledger.Record{ledgertest.Access(1), step(ledger.Delivered, 1), step(ledger.Submitted, 1, corrects), step(ledger.Died, 1, corrects), step(ledger.Discarded, 1, corrects)}, [7]int64{1, 1, 0, 0, 0, 0, 0}},
		"closed":                        {[]ledger.Record{ledgertest.Access(1), step(ledger.Closed, 1)}, [7]int64{1, 0, 1, 0, 0, 0, 0}},
		"closed, then corrected":        {[]ledger.Record{ledgertest.Access(1), step(ledger.Closed, 1), step(ledger.Submitted, 1, corrects)}, [7]int64{1, 0, 0, 1, 0, 0, 0}},
		"elsewhere":                     {[]ledger.Record{act(9, "record_external", 3, 0)}, [7]int64{3, 0, 0, 0, 0, 3, 3}},
		"elsewhere, told":               {[]ledger.Record{act(9, "record_external", 3, 0), step(ledger.Submitted, 9, manual), step(ledger.Delivered, 9, manual)}, [7]int64{3, 1, 0, 0, 0, 2, 2}},
		"elsewhere, discarded":          {[]ledger.Record{act(9, "record_external", 3, 0), discardedHits(2)}, [7]int64{3, 0, 2, 0, 0, 1, 1}},
		"elsewhere, told before":        {[]ledger.Record{step(ledger.Closed, 9, manual)}, [7]int64{1, 0, 1, 0, 0, 0, 0}},
	} {
		tally := ledger.NewTally()
		for _, r := range row.records {
			if err := r.Check(); err != nil {
				t.Fatal(name, err)
			}
			tally.Record(r)
		}
		o := tally.Owed()
		if got := [7]int64{o.Units, o.Delivered, o.Closed, o.Queued, o.Dead, o.Open, o.External}; got != row.want || o.Since[day] != o.Open-o.External {
			t.Errorf("%s: %v %v, want %v", name, got, o.Since, row.want)
		}
	}
}

// PKS-8.1: what the report says of licences is what was said last.
func TestALostUnitIsOwedWithoutAName(t *testing.T) {
	tally := ledger.NewTally()
	for _, r := range []ledger.Record{
		ledgertest.Access(1), ledgertest.Access(2), ledgertest.Access(3), step(ledger.Delivered, 1), step(ledger.Submitted, 2), step(ledger.Submitted, 9, manual),
		with(initialise(3), func(r *ledger.Record) { r.Lost, r.Unheard = 2, 1 }), ledgertest.Access(4), step(ledger.Delivered, 8, manual),
	} {
		tally.Record(r)
	}
	o := tally.Owed()
	if o.Units != 6 || o.Delivered != 2 || o.Queued != 1 || o.Open != 3 || o.External != 2 {
		t.Errorf("%+v", o)
	}
}

func TestOnlyInitialiseTellsWhatWasLost(t *testing.T) {
	for name, r := range map[string]ledger.Record{
		"fewer than none":    with(initialise(3), func(r *ledger.Record) { r.Lost = -1 }),
		"more than the hits": with(initialise(3), func(r *ledger.Record) { r.Unheard = 4 }),
		"another act":        with(initialise(3), func(r *ledger.Record) { r.Action, r.Epoch, r.Lost = ledger.RecordExternal, 0, 1 }),
		"an access":          ledgertest.Access(1, func(r *ledger.Record) { r.Lost = 1 }),
	} {
		if r.Check() == nil {
			t.Error(name)
		}
	}
	if err := with(initialise(3), func(r *ledger.Record) { r.Lost, r.Unheard = 7, 3 }).Check(); err != nil {
		t.Error(err)
	}
}
