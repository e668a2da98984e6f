package ledger_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// FuzzOpen: what is taken for a seal is one in its only spelling; an error repeats nothing.
func FuzzOpen(f *testing.F) {
	b := ledgertest.NewBook(3, 3)
	f.Add(b.Seals[0].Signed.Seal)
	b.Keys = ledgertest.SealKeys(ledgertest.KeyLine("s2"), ledgertest.KeyLine("s1"))
	f.Add(b.Seal(ledger.Draft{At: ledgertest.Start.Add(24 * time.Hour), Totals: ledger.Totals{"2025-09-16": {"status:found": 1}}, Cut: &ledger.Cut{Seal: 1, To: 3}}).Signed.Seal)
	f.Add([]byte(`{"number":1,"at":"Penanda"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for number := range uint64(3) {
			sealed, err := ledger.Signed{Number: number, Seal: b}.Open()
			if err != nil {
				if strings.Contains(err.Error(), "Penanda") {
					t.Error(err)
				}
				continue
			}
			if sealed.Number != number || len(b) > ledger.MaxSeal || sealed.To+1-sealed.From != uint64(len(sealed.Leaves)) || !bytes.Equal(sealed.Signed.Seal, b) {
				t.Errorf("%+v", sealed.Seal)
			}
		}
	})
}

// FuzzKeyFiles: a file of keys is taken whole or refused; an error repeats nothing of it.
func FuzzKeyFiles(f *testing.F) {
	f.Add(ledgertest.KeyLine("s1") + "\n" + ledgertest.KeyLine("s2") + ":7")
	f.Add("s1:Penanda")
	f.Add(ledgertest.SealKeys(ledgertest.KeyLine("s1")).Public()[0].String())
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := ledger.ParseSealKeys(text)
		if err == nil && len(keys.Public()) != 1+strings.Count(strings.TrimSpace(text), "\n") {
			t.Error("a line was passed over")
		}
		trust, trustErr := ledger.ParseTrust(text)
		if trustErr == nil && len(trust) != 1+strings.Count(strings.TrimSpace(text), "\n") {
			t.Error("a line was passed over")
		}
		for _, err := range []error{err, trustErr} {
			if err != nil && strings.Contains(err.Error(), "Penanda") {
				t.Error(err)
			}
		}
	})
}

// FuzzHash: a hash has one spelling.
func FuzzHash(f *testing.F) {
	f.Add(ledger.Hash{1, 2, 3}.String())
	f.Add(strings.Repeat("0", 64))
	f.Fuzz(func(t *testing.T, text string) {
		var h ledger.Hash
		if err := h.UnmarshalText([]byte(text)); err == nil && h.String() != text {
			t.Errorf("%s is %s", text, h)
		}
		var l ledger.Leaf
		if err := l.UnmarshalText([]byte(text)); err == nil {
			if again, err := l.MarshalText(); err != nil || string(again) != text {
				t.Errorf("%s is %s", text, again)
			}
		}
	})
}
