package ledger_test

import (
	"reflect"
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// act returns an act of an hour of the first day, WIB.
func act(hour int, action string, hits, epoch int64) ledger.Record {
	r := initialise(hits)
	r.At = time.Date(2025, 9, 16, hour, 0, 0, 0, time.FixedZone("WIB", 7*3600)).UTC()
	r.Action, r.Epoch = action, epoch
	return r
}

func swept(n int) ledger.Record {
	return ledgertest.Access(n, func(r *ledger.Record) {
		r.Kind, r.Subject, r.Answer = ledger.Swept, ledger.Subject{}, ledger.Answer{Outcome: ledger.Unknown}
	})
}

func given(r *ledger.Record) { r.Charged, r.Outcome, r.Verdict = false, ledger.Fault, "" }

func epoch(n int64) func(*ledger.Record) { return func(r *ledger.Record) { r.Epoch = n } }

func days(first, last string) func(*ledger.Record) {
	return func(r *ledger.Record) { r.Days = [2]string{first, last} }
}

func TestADaysQuotaIsRebuiltFromRecords(t *testing.T) {
	const first, second = "2025-09-16", "2025-09-17"
	straddles := days(first, second)
	for name, row := range map[string]struct {
		records []ledger.Record
		want    [2]int64
	}{
		"accesses":                 {[]ledger.Record{act(8, "initialise", 0, 1), ledgertest.Access(1), ledgertest.Access(2)}, [2]int64{2, 0}},
		"used before":              {[]ledger.Record{act(8, "initialise", 7, 1), ledgertest.Access(1)}, [2]int64{8, 0}},
		"given back":               {[]ledger.Record{act(8, "initialise", 0, 1), ledgertest.Access(1, given)}, [2]int64{}},
		"over midnight":            {[]ledger.Record{act(8, "initialise", 0, 1), ledgertest.Access(1, straddles)}, [2]int64{1, 1}},
		"swept":                    {[]ledger.Record{act(8, "initialise", 0, 1), swept(1)}, [2]int64{1, 0}},
		"swept, then charged":      {[]ledger.Record{act(8, "initialise", 0, 1), swept(1), ledgertest.Access(1)}, [2]int64{1, 0}},
		"swept, then given":        {[]ledger.Record{act(8, "initialise", 0, 1), swept(1), ledgertest.Access(1, given)}, [2]int64{}},
		"another was swept":        {[]ledger.Record{act(8, "initialise", 0, 1), swept(1), ledgertest.Access(2)}, [2]int64{2, 0}},
		"elsewhere":                {[]ledger.Record{act(8, "initialise", 1, 1), act(9, "record_external", 3, 0)}, [2]int64{4, 0}},
		"begun anew":               {[]ledger.Record{act(8, "initialise", 0, 1), ledgertest.Access(1), ledgertest.Access(2, straddles), act(12, "initialise", 5, 2)}, [2]int64{5, 0}},
		"late from before":         {[]ledger.Record{act(8, "initialise", 0, 1), act(12, "initialise", 5, 2), ledgertest.Access(1), ledgertest.Access(2, epoch(2))}, [2]int64{6, 0}},
		"late word from before":    {[]ledger.Record{act(8, "initialise", 0, 1), swept(1), act(12, "initialise", 5, 2), ledgertest.Access(1, given)}, [2]int64{5, 0}},
		"late from the day before": {[]ledger.Record{act(8, "initialise", 0, 1), act(32, "initialise", 5, 2), ledgertest.Access(1, straddles)}, [2]int64{1, 5}},
		"a day later":              {[]ledger.Record{act(8, "initialise", 0, 1), ledgertest.Access(1), act(32, "initialise", 5, 2)}, [2]int64{1, 5}},
		"the start was cut":        {[]ledger.Record{ledgertest.Access(1, epoch(9)), ledgertest.Access(2, epoch(9))}, [2]int64{2, 0}},
		"suspended":                {[]ledger.Record{act(8, "initialise", 3, 1), suspension()}, [2]int64{3, 0}},
	} {
		tally := ledger.NewTally()
		for _, r := range row.records {
			if err := r.Check(); err != nil {
				t.Fatal(name, err)
			}
			tally.Record(r)
		}
		if got := [2]int64{tally.Used(first), tally.Used(second)}; got != row.want {
			t.Errorf("%s: %v, want %v", name, got, row.want)
		}
	}
}

func suspension() ledger.Record {
	r := act(9, "suspend", 0, 0)
	r.Hits = nil
	return r
}

func TestTheReportsFiguresAreRebuiltFromRecordsAndSeals(t *testing.T) {
	tally := ledger.NewTally()
	held := func(r *ledger.Record) {
		r.Outcome, r.Verdict, r.Source, r.Hold, r.Override = ledger.NoData, ledger.TidakDinilai, ledger.Card, "pola_berurutan", "keluarga"
	}
	for _, r := range []ledger.Record{
		act(8, "initialise", 0, 1), act(9, "record_external", 3, 0), suspension(),
		ledgertest.Access(1), ledgertest.Access(2, held), ledgertest.Access(3, given), swept(4), swept(5), ledgertest.Access(5),
		{Kind: ledger.Decision, AccessID: ledgertest.ID(1), At: ledgertest.Start, Operator: "petugas-01", Deed: ledger.Deed{Decision: ledger.Sesuai}},
		ledgertest.Access(6, days("2025-10-01", "2025-10-01")),
	} {
		tally.Record(r)
	}
	for range 2 { // the second of a count that came late
		tally.Seal(ledger.Seal{Totals: ledger.Totals{"2025-09-16": {"status:found": 2, "hold:pola_berurutan": 1}, "2025-10-01": {"status:found": 1}}})
	}
	want := ledger.Figures{
		Accesses: 5, Charged: 4, External: 3,
		Outcomes:     ledger.Counts{"data": 2, "no_data": 1, "fault": 1, "unknown": 1},
		Verdicts:     ledger.Counts{"sesuai": 2, "tidak_dinilai": 1, "": 2},
		Documents:    ledger.Counts{"ktp-el": 4, "": 1},
		Sources:      ledger.Counts{"typed": 3, "card": 1, "": 1},
		Roles:        ledger.Counts{"pemohon": 4, "": 1},
		LicenceTypes: ledger.Counts{"nib": 4, "": 1},
		Overrides:    ledger.Counts{"keluarga": 1},
		Passed:       ledger.Counts{"pola_berurutan": 1},
		Decisions:    ledger.Counts{"sesuai": 1},
		Acts:         ledger.Counts{"initialise": 1, "record_external": 1, "suspend": 1},
		Totals:       ledger.Counts{"status:found": 4, "hold:pola_berurutan": 2},
		Steps:        ledger.Counts{}, Licences: ledger.Counts{}, Unsupported: ledger.Counts{}, Closings: ledger.Counts{},
	}
	if got := tally.Figures("2025-09-01", "2025-09-30"); !reflect.DeepEqual(got, want) {
		t.Errorf("\n%+v, want\n%+v", got, want)
	}
	if both := tally.Figures("2025-09-01", "2025-10-01"); both.Accesses != 6 || both.Totals["status:found"] != 6 || both.Documents["ktp-el"] != 5 {
		t.Errorf("%+v", both)
	}
	if none := tally.Figures("2025-11-01", "2025-11-30"); none.Accesses != 0 || len(none.Outcomes) != 0 {
		t.Errorf("%+v", none)
	}
}

func TestALateWordLeavesNothingOfTheSweep(t *testing.T) {
	tally, want := ledger.NewTally(), ledger.NewTally()
	tally.Record(swept(1))
	tally.Record(ledgertest.Access(1))
	want.Record(ledgertest.Access(1))
	const day = "2025-09-16"
	if got, want := tally.Figures(day, day), want.Figures(day, day); !reflect.DeepEqual(got, want) {
		t.Errorf("\n%+v, want\n%+v", got, want)
	}
}
