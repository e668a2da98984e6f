package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// grow appends ten accesses and seals them.
func grow(b *ledgertest.Book) ledger.Sealed {
	for range 10 {
		b.Record(ledgertest.Access(len(b.Entries) + 1))
	}
	return b.Seal(ledger.Draft{})
}

func TestTheOldKeyIntroducesTheNewOne(t *testing.T) {
	old := ledgertest.KeyLine("s1")
	b := ledgertest.NewBook(10, 10)
	first := ledger.Proof{Trust: b.Keys.Public()}
	b.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s2"), old)
	if !b.Keys.Turns(b.Last()) {
		t.Error("a seal is due, for a key waits")
	}
	handover := grow(b)
	if handover.Key != "s1" || handover.Next == nil || handover.Next.ID != "s2" || !b.Keys.Turns(b.Last()) {
		t.Errorf("%+v", handover.Seal)
	}
	if next := grow(b); next.Key != "s2" || next.Next != nil || b.Keys.Turns(b.Last()) {
		t.Errorf("%+v", next.Seal)
	}
	b.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s2"))
	grow(b)
	if bad := verdict(t, b.Items(), first); bad != (ledger.Bad{}) {
		t.Errorf("whoever trusts the first key trusts all of it: %+v", bad)
	}
	b.Keys = ledgertest.SealKeys(old)
	if _, err := b.Keys.Extend(b.Last(), ledger.Draft{At: ledgertest.Start}); !errors.Is(err, ledger.ErrKeyLost) {
		t.Errorf("the old key signs again: %v", err)
	}
}

func TestAKeyThatWasIntroducedIsDueWhateverComesFirstInTheFile(t *testing.T) {
	b := ledgertest.NewBook(10, 10)
	b.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s2"), ledgertest.KeyLine("s1"))
	grow(b)
	b.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s1"), ledgertest.KeyLine("s2"))
	if !b.Keys.Turns(b.Last()) {
		t.Error("the new key has not signed yet")
	}
	if back := grow(b); back.Key != "s2" || back.Next == nil || back.Next.ID != "s1" {
		t.Errorf("%+v", back.Seal)
	}
	if _, err := b.Verify(); err != nil {
		t.Error(err)
	}
}

func TestAKeyThatWasNotIntroducedIsRefused(t *testing.T) {
	good, forger := ledgertest.NewBook(20, 10), ledgertest.NewBook(10, 10)
	forger.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s2") + ":1")
	forged := grow(forger)
	items := good.Items()
	*items[sealAt(items, 2)].Seal = forged.Signed
	if bad := verdict(t, items, good.Proof()); bad != (ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 11, Seal: 2}) {
		t.Errorf("%+v", bad)
	}
}

func TestWithTheKeyLostAChainBeginsOnlyWhereTheFileSaysSo(t *testing.T) {
	b := ledgertest.NewBook(20, 10)
	for _, lines := range []string{ledgertest.KeyLine("s2"), ledgertest.KeyLine("s2") + ":1", ledgertest.KeyLine("s2") + ":3"} {
		if _, err := ledgertest.SealKeys(lines).Extend(b.Last(), ledger.Draft{At: ledgertest.Start}); !errors.Is(err, ledger.ErrKeyLost) {
			t.Errorf("%v", err)
		}
	}
	old := b.Keys.Public()
	b.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s2") + ":2")
	if begun := grow(b); begun.Begins == nil || begun.Key != "s2" || begun.Number != 3 {
		t.Errorf("%+v", begun.Seal)
	}
	grow(b)
	report, err := ledger.Verify(ledgertest.Items(b.Items()), ledger.Proof{Trust: append(old, b.Keys.Public()...)})
	if err != nil || report.Chains != 2 || report.Records != 40 {
		t.Errorf("%+v, %v", report, err)
	}
	if bad := verdict(t, b.Items(), ledger.Proof{Trust: old}); bad != (ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 21, Seal: 3}) {
		t.Errorf("a new chain that nobody vouches for: %+v", bad)
	}
}

func TestNothingFollowsALastSealThatIsForged(t *testing.T) {
	b := ledgertest.NewBook(10, 10)
	last := *b.Last()
	last.Signed.Signature = strings.Repeat("A", 86)
	if _, err := b.Keys.Extend(&last, ledger.Draft{At: ledgertest.Start}); !errors.Is(err, ledger.ErrSealForged) {
		t.Error(err)
	}
	b.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s2"), ledgertest.KeyLine("s1"))
	grow(b)
	line := ledgertest.KeyLine("s2")
	b.Keys = ledgertest.SealKeys(line[:10]+strings.ToUpper(line[10:20])+line[20:], ledgertest.KeyLine("s1"))
	if _, err := b.Keys.Extend(b.Last(), ledger.Draft{At: ledgertest.Start}); !errors.Is(err, ledger.ErrSealForged) {
		t.Errorf("a key of the same name as the one introduced: %v", err)
	}
}

func TestASealsTimeNeverGoesBack(t *testing.T) {
	b := ledgertest.NewBook(10, 10)
	if sealed := b.Seal(ledger.Draft{At: ledgertest.Start.Add(-time.Hour)}); !sealed.At.Equal(b.Seals[0].At) || sealed.To != 10 || sealed.From != 11 {
		t.Errorf("%+v", sealed.Seal)
	}
	if report, err := b.Verify(); err != nil || report.Seals != 2 || report.Records != 10 {
		t.Errorf("a seal without entries: %+v, %v", report, err)
	}
}

func TestASealHoldsNoMoreThanItMay(t *testing.T) {
	b := ledgertest.NewBook(101, 1000)
	for field, draft := range map[string]ledger.Draft{
		"leaves": {At: ledgertest.Start, Entries: b.Entries},
		"at":     {At: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)},
		"cut":    {At: ledgertest.Start, Cut: &ledger.Cut{Seal: 1}},
	} {
		if _, err := b.Keys.Extend(nil, draft); !errors.Is(err, ledger.ErrSeal{Field: field}) {
			t.Errorf("%s: %v", field, err)
		}
	}
	b = ledgertest.NewBook(10, 10)
	if _, err := b.Keys.Extend(b.Last(), ledger.Draft{At: ledgertest.Start, Cut: &ledger.Cut{Seal: 1, To: 11}}); !errors.Is(err, ledger.ErrSeal{Field: "cut"}) {
		t.Error(err)
	}
}

func TestAFirstSealSaysThatAChainBeginsAndWithWhichKey(t *testing.T) {
	first := ledgertest.NewBook(1, 1).Seals[0].Signed
	text := string(first.Seal)
	begins := text[strings.Index(text, `,"begins"`) : len(text)-1]
	for name, other := range map[string]string{
		"not at all":       strings.Replace(text, begins, "", 1),
		"handing over":     strings.Replace(text, "begins", "next", 1),
		"and handing over": strings.Replace(text, begins, begins+strings.Replace(begins, "begins", "next", 1), 1),
		"another id":       strings.Replace(text, `"begins":{"id":"s1"`, `"begins":{"id":"s2"`, 1),
		"no key":           strings.Replace(text, begins, `,"begins":{"id":"s1","key":"AAAA"}`, 1),
		"not at one":       strings.NewReplacer(`"from":1`, `"from":2`, `"to":1`, `"to":2`).Replace(text),
		"follows another":  strings.Replace(text, `,"root"`, `,"previous":"`+first.Hash().String()+`","root"`, 1),
	} {
		if other == text {
			t.Errorf("%s: nothing changed", name)
		}
		if _, err := (ledger.Signed{Number: 1, Seal: []byte(other)}).Open(); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestTotalsAreOnlyOfDaysThatAreOver(t *testing.T) {
	keys := ledgertest.SealKeys(ledgertest.KeyLine("s1"))
	midnight := time.Date(2025, 9, 16, 17, 0, 0, 0, time.UTC) // of WIB: the 17th begins
	total := func(day, name string, n int64) ledger.Totals { return ledger.Totals{day: {name: n}} }
	many := ledger.Totals{}
	for n := range ledger.MaxTotalDays + 1 {
		many[fmt.Sprintf("2025-0%d-%02d", 7+n/31, 1+n%31)] = map[string]int64{"status:found": 1}
	}
	for name, row := range map[string]struct {
		at     time.Time
		totals ledger.Totals
		ok     bool
	}{
		"yesterday":         {midnight, total("2025-09-16", "status:found", 1), true},
		"two parts":         {midnight, total("2025-09-16", "status:found:x", 1), true},
		"today":             {midnight, total("2025-09-17", "status:found", 1), false},
		"before midnight":   {midnight.Add(-time.Millisecond), total("2025-09-16", "status:found", 1), false},
		"no day":            {midnight, total("2025-09-31", "status:found", 1), false},
		"digits":            {midnight, total("2025-09-16", "status:1", 1), false},
		"no name":           {midnight, total("2025-09-16", "found", 1), false},
		"nothing":           {midnight, total("2025-09-16", "status:found", 0), false},
		"negative":          {midnight, total("2025-09-16", "status:found", -1), false},
		"a day of nothing":  {midnight, ledger.Totals{"2025-09-16": {}}, false},
		"more than a month": {midnight, many, false},
	} {
		_, err := keys.Extend(nil, ledger.Draft{At: row.at, Totals: row.totals})
		if refused := errors.Is(err, ledger.ErrSeal{Field: "totals"}); refused == row.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
