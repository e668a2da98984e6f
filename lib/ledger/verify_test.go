package ledger_test

import (
	"errors"
	"testing"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

func TestAWholeLedgerVerifies(t *testing.T) {
	b := book()
	report, err := b.Verify()
	if err != nil {
		t.Fatal(err)
	}
	if report.Records != 20 || report.First != 1 || report.Last != 20 || report.Seals != 2 || report.Chains != 1 || report.Unsealed != 5 ||
		report.Head.Number != 2 || report.Head.Signed.Hash() != b.Seals[1].Signed.Hash() || report.Cut != nil {
		t.Errorf("%+v", report)
	}
	if report, err := ledger.Verify(ledgertest.Items(nil), b.Proof()); err != nil || report.Head != nil {
		t.Errorf("an empty one: %+v, %v", report, err)
	}
}

// verdict returns what is bad about items, the zero value for nothing.
func verdict(t *testing.T, items []ledger.Item, proof ledger.Proof) ledger.Bad {
	t.Helper()
	_, err := ledger.Verify(ledgertest.Items(items), proof)
	if err == nil {
		return ledger.Bad{}
	}
	bad, ok := errors.AsType[*ledger.Bad](err)
	if !ok {
		t.Fatal(err)
	}
	return *bad
}

func TestAnExpectedSealShowsThatTheTailWasNotCut(t *testing.T) {
	b := book()
	expect := func(s ledger.Sealed) ledger.Proof {
		proof := b.Proof()
		proof.Expected = &ledger.Expected{Number: s.Number, Hash: s.Signed.Hash()}
		return proof
	}
	for _, seal := range b.Seals {
		if bad := verdict(t, b.Items(), expect(seal)); bad != (ledger.Bad{}) {
			t.Errorf("%+v", bad)
		}
	}
	items := b.Items()
	cut := items[:at(items, 11)]
	if bad := verdict(t, cut, b.Proof()); bad != (ledger.Bad{}) {
		t.Errorf("nobody can know, and yet: %+v", bad)
	}
	if bad := verdict(t, cut, expect(b.Seals[1])); bad != (ledger.Bad{Wrong: ledger.TailCut, Seq: 11, Seal: 2}) {
		t.Errorf("%+v", bad)
	}
	if bad := verdict(t, nil, expect(b.Seals[0])); bad != (ledger.Bad{Wrong: ledger.TailCut, Seq: 1, Seal: 1}) {
		t.Errorf("%+v", bad)
	}
	other := ledger.Expected{Number: 2, Hash: b.Seals[0].Signed.Hash()}
	if bad := verdict(t, b.Items(), ledger.Proof{Trust: b.Keys.Public(), Expected: &other}); bad != (ledger.Bad{Wrong: ledger.OtherChain, Seq: 11, Seal: 2}) {
		t.Errorf("%+v", bad)
	}
}

func TestALedgerOfAnotherOfficeIsNotTrusted(t *testing.T) {
	b := book()
	trust := ledgertest.SealKeys(ledgertest.KeyLine("s2")).Public()
	for _, trust := range []ledger.Trust{nil, trust, {{ID: "s1", Key: trust[0].Key}}} {
		if bad := verdict(t, b.Items(), ledger.Proof{Trust: trust}); bad != (ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 1, Seal: 1}) {
			t.Errorf("%v: %+v", trust, bad)
		}
	}
}

func TestASweptAccessIsCorrectedOnce(t *testing.T) {
	swept := ledgertest.Access(1, func(r *ledger.Record) {
		r.Kind, r.Subject, r.Answer = ledger.Swept, ledger.Subject{}, ledger.Answer{Outcome: ledger.Unknown}
	})
	late, decided := ledgertest.Access(1), ledger.Record{Kind: ledger.Decision, AccessID: ledgertest.ID(1), At: ledgertest.Start, Operator: "petugas-01",
		Deed: ledger.Deed{Decision: ledger.Sesuai}}
	act := initialise(0)
	for name, row := range map[string]struct {
		records []ledger.Record
		want    uint64 // number of the record that is one too many
	}{
		"swept":                      {[]ledger.Record{swept}, 0},
		"late word":                  {[]ledger.Record{swept, late}, 0},
		"late word and decision":     {[]ledger.Record{swept, decided, late}, 0},
		"twice":                      {[]ledger.Record{late, late}, 2},
		"two late words":             {[]ledger.Record{swept, late, late}, 3},
		"two sweeps":                 {[]ledger.Record{swept, swept}, 2},
		"swept after it was settled": {[]ledger.Record{late, swept}, 2},
		"two decisions":              {[]ledger.Record{late, decided, decided}, 3},
		"an act twice":               {[]ledger.Record{act, late, act}, 3},
	} {
		for _, sealed := range []bool{true, false} {
			b := &ledgertest.Book{Keys: book().Keys}
			b.Record(row.records...)
			want := ledger.Bad{}
			if row.want > 0 {
				want = ledger.Bad{Wrong: ledger.Repeated, Seq: row.want}
			}
			if sealed {
				want.Seal = min(row.want, b.Seal(ledger.Draft{}).Number)
			}
			if bad := verdict(t, b.Items(), b.Proof()); bad != want {
				t.Errorf("%s: %+v", name, bad)
			}
		}
	}
}

func TestARecordThatIsNoneIsNamedThoughItWasSealed(t *testing.T) {
	b := &ledgertest.Book{Keys: book().Keys}
	b.Record(ledgertest.Access(1), ledgertest.Access(2))
	b.Entries[1].Record = []byte(`{"kind":"access"}`)
	b.Seal(ledger.Draft{})
	if bad := verdict(t, b.Items(), b.Proof()); bad != (ledger.Bad{Wrong: ledger.Unreadable, Seq: 2, Seal: 1}) {
		t.Errorf("%+v", bad)
	}
}

func TestMuchThatWaitsVerifies(t *testing.T) {
	b := ledgertest.NewBook(10, 10)
	for n := range 1000 {
		b.Record(ledgertest.Access(100 + n))
	}
	if report, err := b.Verify(); err != nil || report.Unsealed != 1000 {
		t.Fatalf("%+v, %v", report, err)
	}
	items := b.Items()
	second := *items[sealAt(items, 1)].Seal
	second.Number = 2
	items = append(items, ledger.Item{Seal: &second})
	if bad := verdict(t, items, b.Proof()); bad.Wrong != ledger.NoSeal || bad.Seq != 11 {
		t.Errorf("a seal where none can be: %+v", bad)
	}
	items = b.Items()
	if bad := verdict(t, drop(items, at(items, 700)), b.Proof()); bad != (ledger.Bad{Wrong: ledger.Missing, Seq: 700}) {
		t.Errorf("%+v", bad)
	}
}

func TestVerifyEndsWithTheErrorOfItsSource(t *testing.T) {
	broken := errors.New("broken")
	report, err := ledger.Verify(func(yield func(ledger.Item, error) bool) {
		for _, item := range book().Items()[:15] {
			if !yield(item, nil) {
				return
			}
		}
		yield(ledger.Item{}, broken)
	}, book().Proof())
	if !errors.Is(err, broken) || report.Records != 10 {
		t.Errorf("%v, %+v", err, report)
	}
	if _, err := ledger.Verify(ledgertest.Items([]ledger.Item{{}}), book().Proof()); err == nil {
		t.Error("an item that is nothing is taken")
	}
}
