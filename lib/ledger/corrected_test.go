package ledger_test

import (
	"testing"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

func overridden(code string) func(*ledger.Record) {
	return func(r *ledger.Record) { r.Override = code }
}

// PKS-2.2a: a unit that was submitted again, or corrected, is one unit, and what was never delivered is no document.
func TestAnOverrideCountsOnceAUnitIsDelivered(t *testing.T) {
	const day = "2025-09-16"
	old, other := overridden("status_lama"), overridden("lain")
	for name, row := range map[string]struct {
		steps      []ledger.Record
		old, other int64
	}{
		"waits":             {[]ledger.Record{step(ledger.Submitted, 1, old)}, 0, 0},
		"died, sent again":  {[]ledger.Record{step(ledger.Submitted, 1, old), step(ledger.Died, 1), step(ledger.Submitted, 1, old), step(ledger.Delivered, 1)}, 1, 0},
		"again without":     {[]ledger.Record{step(ledger.Submitted, 1, old), step(ledger.Died, 1), step(ledger.Submitted, 1), step(ledger.Delivered, 1)}, 0, 0},
		"closed in the end": {[]ledger.Record{step(ledger.Submitted, 1, old), step(ledger.Died, 1), step(ledger.Closed, 1)}, 0, 0},
		"corrected": {[]ledger.Record{step(ledger.Submitted, 1, old), step(ledger.Delivered, 1), step(ledger.Submitted, 1, corrects, other),
			step(ledger.Delivered, 1, corrects)}, 0, 1},
		"correction discarded": {[]ledger.Record{step(ledger.Submitted, 1, old), step(ledger.Delivered, 1), step(ledger.Submitted, 1, corrects, other),
			step(ledger.Died, 1, corrects), step(ledger.Discarded, 1, corrects)}, 1, 0},
	} {
		tally := ledger.NewTally()
		tally.Record(ledgertest.Access(1))
		for _, r := range row.steps {
			tally.Record(r)
		}
		if f := tally.Figures(day, day); f.Unsupported["status_lama"] != row.old || f.Unsupported["lain"] != row.other {
			t.Errorf("%s: %v", name, f.Unsupported)
		}
	}
}

func TestWhatWasCorrectedIsInNoFigureButTheNumberOfCorrections(t *testing.T) {
	const day = "2025-09-16"
	for name, row := range map[string]struct {
		steps                            []ledger.Record
		nib, siup, closings, corrections int64
	}{
		"delivered":         {[]ledger.Record{step(ledger.Delivered, 1)}, 2, 0, 0, 0},
		"corrected":         {[]ledger.Record{step(ledger.Delivered, 1), step(ledger.Submitted, 1, corrects), step(ledger.Delivered, 1, corrects, func(r *ledger.Record) { r.Licences = []string{"siup"} })}, 0, 1, 0, 1},
		"corrected twice":   {[]ledger.Record{step(ledger.Delivered, 1), step(ledger.Delivered, 1, corrects), step(ledger.Delivered, 1, corrects)}, 2, 0, 0, 2},
		"to be corrected":   {[]ledger.Record{step(ledger.Delivered, 1), step(ledger.Submitted, 1, corrects)}, 0, 0, 0, 0},
		"correction died":   {[]ledger.Record{step(ledger.Delivered, 1), step(ledger.Submitted, 1, corrects), step(ledger.Died, 1, corrects)}, 0, 0, 0, 0},
		"and was discarded": {[]ledger.Record{step(ledger.Delivered, 1), step(ledger.Submitted, 1, corrects), step(ledger.Died, 1, corrects), step(ledger.Discarded, 1, corrects)}, 2, 0, 0, 0},
		"of the unknown":    {[]ledger.Record{step(ledger.Discarded, 1, corrects), step(ledger.Submitted, 1, corrects), step(ledger.Closed, 1)}, 0, 0, 1, 0},
		"closed":            {[]ledger.Record{step(ledger.Closed, 1)}, 0, 0, 1, 0},
		"closed by mistake": {[]ledger.Record{step(ledger.Closed, 1), step(ledger.Submitted, 1, corrects), step(ledger.Delivered, 1)}, 2, 0, 0, 0},
	} {
		tally := ledger.NewTally()
		tally.Record(ledgertest.Access(1))
		for _, r := range row.steps {
			tally.Record(r)
		}
		f := tally.Figures(day, day)
		if f.Licences["nib"] != row.nib || f.Licences["siup"] != row.siup || f.Closings["ditolak"] != row.closings || f.Corrections != row.corrections {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
