package ledger_test

import (
	"errors"
	"iter"
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// cut returns a book whose seal 4 says that seals 1 and 2, and with them records 1 to 20, were cut.
func cut() *ledgertest.Book {
	b := ledgertest.NewBook(30, 10)
	b.Seal(ledger.Draft{Cut: &ledger.Cut{Seal: 2, To: 20}})
	grow(b)
	return b
}

func TestWhatIsCutVerifiesIfASealSaysSo(t *testing.T) {
	b := cut()
	for name, row := range map[string]struct {
		from int // the first item that is left
		want ledger.Bad
	}{
		"said, not yet done":     {0, ledger.Bad{}},
		"done":                   {at(b.Items(), 21), ledger.Bad{}},
		"entries alone":          {at(b.Items(), 11), ledger.Bad{}},
		"one record too many":    {at(b.Items(), 22), ledger.Bad{Wrong: ledger.Missing, Seq: 21, Seal: 3}},
		"one seal too many":      {at(b.Items(), 31), ledger.Bad{Wrong: ledger.Missing, Seq: 21}},
		"a record within a seal": {at(b.Items(), 15), ledger.Bad{Wrong: ledger.Missing, Seq: 11, Seal: 2}},
	} {
		if bad := verdict(t, b.Items()[row.from:], b.Proof()); bad != row.want {
			t.Errorf("%s: %+v", name, bad)
		}
	}
	proof := b.Proof()
	proof.Expected = &ledger.Expected{Number: 2, Hash: b.Seals[1].Signed.Hash()}
	if bad := verdict(t, b.Items()[at(b.Items(), 21):], proof); bad != (ledger.Bad{Wrong: ledger.TooOld, Seq: 20, Seal: 2}) {
		t.Errorf("an expected seal that was cut: %+v", bad)
	}
	if report, err := b.Verify(); err != nil || *report.Cut != (ledger.Cut{Seal: 2, To: 20}) {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestASealThatIsMissingAtTheStartShowsThoughItCoversNothing(t *testing.T) {
	b := ledgertest.NewBook(20, 10)
	b.Seal(ledger.Draft{})
	b.Seal(ledger.Draft{Cut: &ledger.Cut{Seal: 2, To: 20}})
	items := b.Items()
	if bad := verdict(t, items[sealAt(items, 3):], b.Proof()); bad != (ledger.Bad{}) {
		t.Errorf("%+v", bad)
	}
	if bad := verdict(t, items[sealAt(items, 4):], b.Proof()); bad != (ledger.Bad{Wrong: ledger.NoSeal, Seq: 20, Seal: 3}) {
		t.Errorf("%+v", bad)
	}
}

// The key signs, but who uses it forgot what the last seal said.
func TestASealThatContradictsTheLastIsNoneOfTheChain(t *testing.T) {
	for name, forget := range map[string]func(*ledger.Seal){
		"an older cut":           func(s *ledger.Seal) { s.Cut = &ledger.Cut{Seal: 1, To: 20} },
		"a cut of fewer entries": func(s *ledger.Seal) { s.Cut = &ledger.Cut{Seal: 2, To: 19} },
		"no cut":                 func(s *ledger.Seal) { s.Cut = nil },
		"fewer entries":          func(s *ledger.Seal) { s.To-- },
		"more entries":           func(s *ledger.Seal) { s.To++ },
		"an earlier time":        func(s *ledger.Seal) { s.At = ledgertest.Start },
	} {
		b := cut()
		last := *b.Last()
		forget(&last.Seal)
		sealed, err := b.Keys.Extend(&last, ledger.Draft{At: ledgertest.Start})
		if err != nil {
			t.Fatal(err)
		}
		b.Seals = append(b.Seals, sealed)
		if bad := verdict(t, b.Items(), b.Proof()); bad != (ledger.Bad{Wrong: ledger.OtherChain, Seq: 41, Seal: 6}) {
			t.Errorf("%s: %+v", name, bad)
		}
	}
}

func TestOutdatedTakesWhatIsOldAndNeverTheLast(t *testing.T) {
	b := ledgertest.NewBook(40, 10)
	for name, row := range map[string]struct {
		before time.Time
		want   *ledger.Cut
	}{
		"none":         {b.Seals[0].At, nil},
		"two":          {b.Seals[2].At, &ledger.Cut{Seal: 2, To: 20}},
		"not the last": {b.Seals[3].At.Add(time.Hour), &ledger.Cut{Seal: 3, To: 30}},
	} {
		got, err := ledger.Outdated(signed(b.Seals), b.Last(), row.before)
		if err != nil || (got == nil) != (row.want == nil) || got != nil && *got != *row.want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestNothingIsOutdatedBecauseSomebodyMadeItLookOld(t *testing.T) {
	b, other := ledgertest.NewBook(40, 10), ledgertest.NewBook(0, 10)
	for range 4 {
		for range 10 {
			other.Record(ledgertest.Access(len(other.Entries) + 1))
		}
		other.Seal(ledger.Draft{At: ledgertest.Start.Add(-time.Hour)})
	}
	for number := range 4 {
		seals := append([]ledger.Sealed{}, b.Seals...)
		seals[number] = other.Seals[number]
		_, err := ledger.Outdated(signed(seals), b.Last(), ledgertest.Start)
		if bad, _ := errors.AsType[*ledger.Bad](err); bad == nil || bad.Wrong != ledger.OtherChain {
			t.Errorf("seal %d: %v", number+1, err)
		}
	}
	if _, err := ledger.Outdated(signed(b.Seals[:3]), b.Last(), ledgertest.Start); err == nil {
		t.Error("the last seal is gone")
	}
}

func signed(seals []ledger.Sealed) iter.Seq2[ledger.Signed, error] {
	return func(yield func(ledger.Signed, error) bool) {
		for _, s := range seals {
			if !yield(s.Signed, nil) {
				return
			}
		}
	}
}
