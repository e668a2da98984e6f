package ledger_test

import (
	"testing"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

const benchmarked = 10_000 // records: fifty full days

// perRecord says what one record costs.
func perRecord(b *testing.B) {
	b.ReportMetric(float64(benchmarked*b.N)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkVerify(b *testing.B) {
	book := ledgertest.NewBook(benchmarked, ledger.MaxSealed)
	items, proof := book.Items(), book.Proof()
	b.ReportAllocs()
	for b.Loop() {
		if report, err := ledger.Verify(ledgertest.Items(items), proof); err != nil || report.Records != benchmarked {
			b.Fatal(report, err)
		}
	}
	perRecord(b)
}

func BenchmarkTally(b *testing.B) {
	var records []ledger.Record
	for n := range benchmarked {
		records = append(records, ledgertest.Access(n))
	}
	for b.Loop() {
		tally := ledger.NewTally()
		for _, r := range records {
			tally.Record(r)
		}
	}
	perRecord(b)
}

func BenchmarkEncodeAndSign(b *testing.B) {
	record, signer := ledgertest.Access(1), ledgertest.Signer()
	b.ReportAllocs()
	for b.Loop() {
		encoded, err := record.Encode()
		if err != nil {
			b.Fatal(err)
		}
		signer.Sign(encoded)
	}
}
