package ledgertest

import (
	"slices"
	"time"

	"simpul/lib/ledger"
)

// Book is a ledger in memory.
type Book struct {
	Entries []ledger.Entry
	Seals   []ledger.Sealed
	Keys    ledger.SealKeys
}

// NewBook returns a book of n accesses, of which every seal covers each.
func NewBook(n, each int) *Book {
	b := &Book{Keys: SealKeys(KeyLine("s1"))}
	for i := range n {
		b.Record(Access(i + 1))
		if (i+1)%each == 0 {
			b.Seal(ledger.Draft{})
		}
	}
	return b
}

// Record appends records.
func (b *Book) Record(records ...ledger.Record) {
	for _, r := range records {
		b.Entries = append(b.Entries, Entry(uint64(len(b.Entries))+1, r))
	}
}

// Seal seals all that waits, with the totals and the cut of a draft, one minute after the last record.
func (b *Book) Seal(d ledger.Draft) ledger.Sealed {
	last := b.Last()
	from := uint64(0)
	if last != nil {
		from = last.To
	}
	d.Entries = b.Entries[from:]
	if d.At.IsZero() {
		d.At = Start.Add(time.Duration(len(b.Entries)+1) * time.Minute)
	}
	sealed, err := b.Keys.Extend(last, d)
	if err != nil {
		panic(err)
	}
	b.Seals = append(b.Seals, sealed)
	return sealed
}

// Last returns the last seal, nil for none.
func (b *Book) Last() *ledger.Sealed {
	if len(b.Seals) == 0 {
		return nil
	}
	return &b.Seals[len(b.Seals)-1]
}

// Items returns all of it in order, each seal behind what it covers. The items share nothing with the book.
func (b *Book) Items() []ledger.Item {
	var items []ledger.Item
	entries := b.Entries
	for _, s := range b.Seals {
		for len(entries) > 0 && entries[0].Seq <= s.To {
			items, entries = append(items, item(entries[0])), entries[1:]
		}
		signed := s.Signed
		signed.Seal = slices.Clone(signed.Seal)
		items = append(items, ledger.Item{Seal: &signed})
	}
	for _, e := range entries {
		items = append(items, item(e))
	}
	return items
}

func item(e ledger.Entry) ledger.Item {
	e.Record = slices.Clone(e.Record)
	return ledger.Item{Entry: &e}
}

// Proof returns what proves the book: the keys that signed it, and MACs.
func (b *Book) Proof() ledger.Proof {
	return ledger.Proof{Trust: b.Keys.Public(), CheckMAC: Signer().Check}
}

// Verify verifies the book.
func (b *Book) Verify() (ledger.Report, error) {
	return ledger.Verify(Items(b.Items()), b.Proof())
}
