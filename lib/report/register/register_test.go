package register_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/ledger/store"
	"simpul/lib/problem"
	"simpul/lib/report/register"
)

var noon = time.Date(2026, 7, 6, 5, 0, 0, 0, time.UTC)

// onEach tells a story on a real Redis and on miniredis, which the local stack runs on.
func onEach(t *testing.T, tell func(t *testing.T, client *admission.Client, book *register.Register)) {
	t.Helper()
	for name, url := range map[string]string{"redis": redistest.Start(t).URL(), "miniredis": "redis://" + miniredis.RunT(t).Addr()} {
		t.Run(name, func(t *testing.T) {
			client, err := admission.NewClient(config.Redis{URL: url, Timeout: 10 * time.Second}, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = client.Close() })
			tell(t, client, register.New(client, ledgertest.Signer(), 10*time.Second, func() time.Time { return noon }))
		})
	}
}

func delivered() register.Entry {
	date, _ := agreement.NewDate(2026, 7, 6)
	return register.Entry{Action: ledger.ReportDelivered, Report: "laporan-2026-s1", Code: "diantar", Paper: "400/1", PaperDate: date, Digest: ledger.Hash{7}}
}

// onRecord are the entries that the ledger tells of.
func onRecord(t *testing.T, client *admission.Client) (entries []register.Entry) {
	t.Helper()
	for item, err := range store.New(client).Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := ledger.Decode(item.Entry.Record)
		if err != nil || ledgertest.Signer().Check(item.Entry.Record, item.Entry.MAC) != nil {
			t.Fatalf("%v: %s", err, item.Entry.Record)
		}
		if e, ok := register.Of(r); ok {
			entries = append(entries, e)
		}
	}
	return entries
}

func TestADeliveryIsRecordedOnceWhoeverRecordsIt(t *testing.T) {
	onEach(t, func(t *testing.T, client *admission.Client, book *register.Register) {
		var fresh atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				is, err := book.Record(t.Context(), delivered(), "admin-01", "perizinan")
				if err != nil {
					t.Error(err)
				}
				if is {
					fresh.Add(1)
				}
			})
		}
		all.Wait()
		if got := onRecord(t, client); fresh.Load() != 1 || len(got) != 1 || got[0].Paper != "400/1" {
			t.Errorf("%d fresh, %+v", fresh.Load(), got)
		}
		known, err := book.Read(t.Context())
		if err != nil || !known.Has(ledger.ReportDelivered, "laporan-2026-s1") || known.Has(ledger.ReportBuilt, "laporan-2026-s1") {
			t.Errorf("%v, %+v", err, known)
		}
		if papers := known.Delivered(); papers["laporan-2026-s1"].Paper.Number != "400/1" || len(papers) != 1 {
			t.Errorf("%v", papers)
		}
	})
}

func TestALostRegisterIsFilledFromTheLedgerWithoutARecord(t *testing.T) {
	onEach(t, func(t *testing.T, client *admission.Client, book *register.Register) {
		if _, err := book.Record(t.Context(), delivered(), "admin-01", ""); err != nil {
			t.Fatal(err)
		}
		if err := client.Del(t.Context(), "{simpul}:reports").Err(); err != nil {
			t.Fatal(err)
		}
		told := onRecord(t, client)
		for range 2 {
			if err := book.Restore(t.Context(), told); err != nil {
				t.Fatal(err)
			}
		}
		known, err := book.Read(t.Context())
		if err != nil || len(known) != 1 || known[0] != told[0] || len(onRecord(t, client)) != 1 {
			t.Errorf("%v, %+v", err, known)
		}
	})
}

func TestWithoutRedisNothingIsRecorded(t *testing.T) {
	onEach(t, func(t *testing.T, client *admission.Client, book *register.Register) {
		_ = client.Close()
		_, errRecord := book.Record(t.Context(), delivered(), "admin-01", "")
		_, errRead := book.Read(t.Context())
		for _, err := range []error{errRecord, errRead} {
			if !problem.Is(err, problem.CodePenyimpananTidakTersedia) {
				t.Error(err)
			}
		}
	})
}

func TestADeliveryByMailKnowsWhetherASignedCopyFollowed(t *testing.T) { // JUKNIS-V.B
	mailed := delivered()
	mailed.Code = register.Mailed
	if d := (register.Known{mailed}).Delivered()[mailed.Report]; !d.Mailed || d.Signed != nil {
		t.Errorf("%+v", d)
	}
	signed := delivered()
	signed.Action, signed.Paper = ledger.ReportSigned, "400/2"
	for _, known := range []register.Known{{mailed, signed}, {signed, mailed}} {
		if d := known.Delivered()[mailed.Report]; !d.Mailed || d.Signed == nil || d.Signed.Number != "400/2" {
			t.Errorf("%+v", d)
		}
	}
	if d := (register.Known{delivered()}).Delivered()[mailed.Report]; d.Mailed {
		t.Error("what people delivered went by mail")
	}
}
