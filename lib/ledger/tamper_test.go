package ledger_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// book has records 1 to 25: seal 1 covers 1 to 10, seal 2 covers 11 to 20, five wait.
func book() *ledgertest.Book { return ledgertest.NewBook(25, 10) }

// at returns where an entry stands among items.
func at(items []ledger.Item, seq uint64) int {
	return slices.IndexFunc(items, func(i ledger.Item) bool { return i.Entry != nil && i.Entry.Seq == seq })
}

func sealAt(items []ledger.Item, number uint64) int {
	return slices.IndexFunc(items, func(i ledger.Item) bool { return i.Seal != nil && i.Seal.Number == number })
}

// renumber makes the sequence whole again, as who hides a change in Redis would, and puts the seals where they belong.
func renumber(items []ledger.Item) []ledger.Item {
	b := book()
	b.Entries = nil
	for _, item := range items {
		if item.Entry != nil {
			b.Entries = append(b.Entries, ledger.Entry{Seq: uint64(len(b.Entries)) + 1, Record: item.Entry.Record, MAC: item.Entry.MAC})
		}
	}
	return b.Items()
}

func drop(items []ledger.Item, i int) []ledger.Item { return slices.Delete(items, i, i+1) }

func insert(items []ledger.Item, before uint64, r ledger.Record) []ledger.Item {
	e := ledgertest.Entry(before, r)
	return slices.Insert(items, at(items, before), ledger.Item{Entry: &e})
}

func swap(items []ledger.Item, a, b uint64) []ledger.Item {
	x, y := items[at(items, a)].Entry, items[at(items, b)].Entry
	x.Record, y.Record, x.MAC, y.MAC = y.Record, x.Record, y.MAC, x.MAC
	return items
}

func copyOver(items []ledger.Item, from, to uint64) []ledger.Item {
	x, y := items[at(items, from)].Entry, items[at(items, to)].Entry
	y.Record, y.MAC = x.Record, x.MAC
	return items
}

// forged changes a seal and leaves its signature.
func forged(items []ledger.Item, number uint64, old, fresh string) []ledger.Item {
	s := items[sealAt(items, number)].Seal
	s.Seal = bytes.Replace(s.Seal, []byte(old), []byte(fresh), 1)
	return items
}

func TestTamperingIsRefusedWithTheRecordsNumber(t *testing.T) {
	other := func() *ledgertest.Book { // the same keys, other records
		b := &ledgertest.Book{Keys: book().Keys}
		for i := range 25 {
			b.Record(ledgertest.Access(i + 101))
			if (i+1)%10 == 0 {
				b.Seal(ledger.Draft{})
			}
		}
		return b
	}
	late := ledgertest.Access(77)
	for name, row := range map[string]struct {
		tamper func([]ledger.Item) []ledger.Item
		want   ledger.Bad
	}{
		"one byte of a record": {func(i []ledger.Item) []ledger.Item {
			i[at(i, 14)].Entry.Record[40] ^= 1
			return i
		}, ledger.Bad{Wrong: ledger.Changed, Seq: 14, Seal: 2}},
		"one byte of a MAC": {func(i []ledger.Item) []ledger.Item {
			i[at(i, 3)].Entry.MAC = "m1.x"
			return i
		}, ledger.Bad{Wrong: ledger.Changed, Seq: 3, Seal: 1}},
		"another good record in its place": {func(i []ledger.Item) []ledger.Item {
			*i[at(i, 14)].Entry = ledgertest.Entry(14, late)
			return i
		}, ledger.Bad{Wrong: ledger.Changed, Seq: 14, Seal: 2}},
		"first dropped":           {func(i []ledger.Item) []ledger.Item { return drop(i, at(i, 1)) }, ledger.Bad{Wrong: ledger.Missing, Seq: 1, Seal: 1}},
		"dropped":                 {func(i []ledger.Item) []ledger.Item { return drop(i, at(i, 12)) }, ledger.Bad{Wrong: ledger.Missing, Seq: 12, Seal: 2}},
		"last of a seal dropped":  {func(i []ledger.Item) []ledger.Item { return drop(i, at(i, 20)) }, ledger.Bad{Wrong: ledger.Missing, Seq: 20, Seal: 2}},
		"dropped, moved up":       {func(i []ledger.Item) []ledger.Item { return renumber(drop(i, at(i, 12))) }, ledger.Bad{Wrong: ledger.Missing, Seq: 12, Seal: 2}},
		"dropped in another seal": {func(i []ledger.Item) []ledger.Item { return renumber(drop(i, at(i, 2))) }, ledger.Bad{Wrong: ledger.Missing, Seq: 2, Seal: 1}},
		"all that was sealed":     {func(i []ledger.Item) []ledger.Item { return i[at(i, 21):] }, ledger.Bad{Wrong: ledger.Missing, Seq: 1}},
		"all of one seal":         {func(i []ledger.Item) []ledger.Item { return slices.Delete(i, at(i, 11), sealAt(i, 2)) }, ledger.Bad{Wrong: ledger.Missing, Seq: 11, Seal: 2}},
		"all entries": {func(i []ledger.Item) []ledger.Item {
			return slices.DeleteFunc(i, func(i ledger.Item) bool { return i.Entry != nil })
		}, ledger.Bad{Wrong: ledger.Missing, Seq: 1}},
		"the first seal with its":  {func(i []ledger.Item) []ledger.Item { return i[at(i, 11):] }, ledger.Bad{Wrong: ledger.Missing, Seq: 1}},
		"dropped and not sealed":   {func(i []ledger.Item) []ledger.Item { return drop(i, at(i, 23)) }, ledger.Bad{Wrong: ledger.Missing, Seq: 23}},
		"swapped neighbours":       {func(i []ledger.Item) []ledger.Item { return swap(i, 13, 14) }, ledger.Bad{Wrong: ledger.Swapped, Seq: 13, Seal: 2, Other: 14}},
		"swapped far":              {func(i []ledger.Item) []ledger.Item { return swap(i, 12, 19) }, ledger.Bad{Wrong: ledger.Swapped, Seq: 12, Seal: 2, Other: 19}},
		"swapped between seals":    {func(i []ledger.Item) []ledger.Item { return swap(i, 9, 19) }, ledger.Bad{Wrong: ledger.Changed, Seq: 9, Seal: 1}},
		"moved to the front":       {func(i []ledger.Item) []ledger.Item { return moved(i, 15, 12) }, ledger.Bad{Wrong: ledger.Moved, Seq: 12, Seal: 2, Other: 15}},
		"order of lines":           {func(i []ledger.Item) []ledger.Item { i[3], i[4] = i[4], i[3]; return i }, ledger.Bad{Wrong: ledger.Missing, Seq: 4, Seal: 1}},
		"inserted":                 {func(i []ledger.Item) []ledger.Item { return renumber(insert(i, 15, late)) }, ledger.Bad{Wrong: ledger.Inserted, Seq: 15, Seal: 2}},
		"inserted under a number":  {func(i []ledger.Item) []ledger.Item { return insert(i, 15, late) }, ledger.Bad{Wrong: ledger.Inserted, Seq: 15, Seal: 2}},
		"inserted behind the last": {func(i []ledger.Item) []ledger.Item { return slices.Insert(i, sealAt(i, 2), i[at(i, 20)]) }, ledger.Bad{Wrong: ledger.Repeated, Seq: 20, Seal: 2}},
		"inserted and not sealed":  {func(i []ledger.Item) []ledger.Item { return insert(i, 23, late) }, ledger.Bad{Wrong: ledger.Inserted, Seq: 23}},
		"old one over another":     {func(i []ledger.Item) []ledger.Item { return copyOver(i, 3, 16) }, ledger.Bad{Wrong: ledger.Repeated, Seq: 16, Seal: 2}},
		"old one, same seal":       {func(i []ledger.Item) []ledger.Item { return copyOver(i, 12, 16) }, ledger.Bad{Wrong: ledger.Moved, Seq: 16, Seal: 2, Other: 12}},
		"old one inserted":         {func(i []ledger.Item) []ledger.Item { return renumber(insert(i, 15, ledgertest.Access(4))) }, ledger.Bad{Wrong: ledger.Repeated, Seq: 15, Seal: 2}},
		"old one at the tail":      {func(i []ledger.Item) []ledger.Item { return copyOver(append(i, entry(26, late)), 4, 26) }, ledger.Bad{Wrong: ledger.Repeated, Seq: 26}},
		"tail without a good MAC":  {func(i []ledger.Item) []ledger.Item { i[at(i, 24)].Entry.MAC = "m2.x"; return i }, ledger.Bad{Wrong: ledger.Unsigned, Seq: 24}},
		"first seal dropped":       {func(i []ledger.Item) []ledger.Item { return drop(i, sealAt(i, 1)) }, ledger.Bad{Wrong: ledger.NoSeal, Seq: 1, Seal: 1}},
		"a seal twice":             {func(i []ledger.Item) []ledger.Item { return slices.Insert(i, sealAt(i, 2), i[sealAt(i, 1)]) }, ledger.Bad{Wrong: ledger.NoSeal, Seq: 11, Seal: 1}},
		"seals swapped": {func(i []ledger.Item) []ledger.Item {
			a, b := sealAt(i, 1), sealAt(i, 2)
			i[a], i[b] = i[b], i[a]
			return i
		}, ledger.Bad{Wrong: ledger.NoSeal, Seq: 1, Seal: 1}},
		"a seal's range":            {func(i []ledger.Item) []ledger.Item { return forged(i, 2, `"to":20`, `"to":19`) }, ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 11, Seal: 2}},
		"a seal's time":             {func(i []ledger.Item) []ledger.Item { return forged(i, 1, `"at":"2025`, `"at":"2026`) }, ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 1, Seal: 1}},
		"a seal's signature":        {func(i []ledger.Item) []ledger.Item { i[sealAt(i, 2)].Seal.Signature = "x"; return i }, ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 11, Seal: 2}},
		"a seal that is none":       {func(i []ledger.Item) []ledger.Item { i[sealAt(i, 2)].Seal.Seal = []byte("{}"); return i }, ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 11, Seal: 2}},
		"a seal of another chain":   {func(i []ledger.Item) []ledger.Item { *i[sealAt(i, 2)].Seal = other().Seals[1].Signed; return i }, ledger.Bad{Wrong: ledger.OtherChain, Seq: 11, Seal: 2}},
		"records of another ledger": {func(i []ledger.Item) []ledger.Item { return append(i[:at(i, 11)], other().Items()[11:]...) }, ledger.Bad{Wrong: ledger.OtherChain, Seq: 11, Seal: 2}},
	} {
		_, err := ledger.Verify(ledgertest.Items(row.tamper(book().Items())), book().Proof())
		bad, _ := errors.AsType[*ledger.Bad](err)
		if bad == nil {
			bad = &ledger.Bad{}
		}
		if *bad != row.want {
			t.Errorf("%s: %+v, want %+v", name, *bad, row.want)
		}
	}
}

func moved(items []ledger.Item, from, to uint64) []ledger.Item {
	i := at(items, from)
	item := items[i]
	items = drop(items, i)
	return renumber(slices.Insert(items, at(items, to), item))
}

func entry(seq uint64, r ledger.Record) ledger.Item {
	e := ledgertest.Entry(seq, r)
	return ledger.Item{Entry: &e}
}
