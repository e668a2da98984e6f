package ledger_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

func TestAFileOfSealKeysIsTakenWholeOrRefused(t *testing.T) {
	good := ledgertest.KeyLine("s1")
	for name, text := range map[string]string{
		"nothing":         "",
		"no colon":        "s1",
		"no id":           strings.TrimPrefix(good, "s1"),
		"odd id":          "S" + good,
		"short seed":      "s1:AAAA",
		"no base64":       "s1:Penanda!",
		"id twice":        good + "\n" + good,
		"blank line":      good + "\n\n" + ledgertest.KeyLine("s2"),
		"no seal":         good + ":",
		"seal zero":       good + ":0",
		"seal that is no": good + ":x",
		"too much":        good + ":1:2",
	} {
		if _, err := ledger.ParseSealKeys(text); err == nil || !strings.HasPrefix(err.Error(), "line ") || strings.Contains(err.Error(), "Penanda") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestATrustFileHasThePublicKeys(t *testing.T) {
	keys := ledgertest.SealKeys(ledgertest.KeyLine("s2"), ledgertest.KeyLine("s1")).Public()
	text := fmt.Sprintf("%s\n%s\r\n", keys[0], keys[1])
	trust, err := ledger.ParseTrust(text)
	if err != nil || fmt.Sprint(trust) != fmt.Sprint(keys) || len(trust) != 2 {
		t.Errorf("%v, %v", trust, err)
	}
	for name, text := range map[string]string{
		"nothing":  "",
		"no key":   "s1:",
		"short":    "s1:AAAA",
		"odd id":   "S1:" + strings.TrimPrefix(keys[1].String(), "s1:"),
		"id twice": keys[0].String() + "\n" + keys[0].String(),
	} {
		if _, err := ledger.ParseTrust(text); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestSealKeysPrintRedacted(t *testing.T) {
	keys := ledgertest.SealKeys(ledgertest.KeyLine("s1"))
	hidden := struct{ k ledger.SealKeys }{keys}
	asJSON, err := json.Marshal(keys)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("", "keys", keys)
	for _, printed := range []string{fmt.Sprintf("%v %+v %#v %x %s", keys, keys, keys, keys, keys), fmt.Sprintf("%v %+v %#v", hidden, hidden, hidden), string(asJSON), log.String()} {
		if strings.Contains(printed, "s1") {
			t.Error(printed)
		}
	}
}

// The bytes and the signature are pinned, computed apart from this code: seals outlive a release.
func TestASealIsTheSameInEveryRelease(t *testing.T) {
	b := &ledgertest.Book{Keys: ledgertest.SealKeys(ledgertest.KeyLine("s1"))}
	b.Entries = []ledger.Entry{{Seq: 1, Record: []byte("a"), MAC: "m"}, {Seq: 2, Record: []byte("bc"), MAC: "m"}}
	b.Seal(ledger.Draft{})
	got := b.Seal(ledger.Draft{At: ledgertest.Start.AddDate(0, 0, 1), Totals: ledger.Totals{"2025-09-16": {"status:found": 2}}, Cut: &ledger.Cut{Seal: 1, To: 2}})
	const (
		first     = `{"number":1,"at":"2025-09-16T03:03:00Z","from":1,"to":2,"root":"92913516-e9dc0d18-a4b5ed7a-bcd9b55b-5d551ccc-714be713-b556da47-c2fa0128","leaves":["PAEVA7vr6AKyMxf2ta-pVQ","HS0LprXcIZqxppvHsk7Bbg"],"key":"s1","begins":{"id":"s1","key":"Yf9lOtYkpu77gj6SuSqYo89otD6Sm+PiPWX5433oek8="}}`
		second    = `{"number":2,"at":"2025-09-17T03:00:00Z","from":3,"to":2,"previous":"ab4cd491-19644728-01b01419-7dba13b2-26b0cfe2-e170dc86-7886208b-10f125db","root":"ab679ab1-108a1e97-d0851e9d-e365ba5a-62ccba57-57040502-bc8619a6-bc4e7955","totals":{"2025-09-16":{"status:found":2}},"cut":{"seal":1,"to":2},"key":"s1"}`
		signature = `BlWE4hxrzNvt4W8DkvkdZPVEAJeKJSExgeZvXw72nyqe0mT2eMy6iS_HbCsnpJN1xZePCFIXXt0qNKRw2QDOAg`
	)
	if string(b.Seals[0].Signed.Seal) != first || string(got.Signed.Seal) != second || got.Signed.Signature != signature {
		t.Errorf("%s\n%s\n%s", b.Seals[0].Signed.Seal, got.Signed.Seal, got.Signed.Signature)
	}
}

func TestASealTellsTheLogWhatProvesIt(t *testing.T) {
	b := ledgertest.NewBook(3, 3)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("segel", "seal", b.Seals[0])
	for _, want := range []string{"seal.number=1", "seal.from=1", "seal.to=3", "seal.root=" + b.Seals[0].Root.String(),
		"seal.hash=" + b.Seals[0].Signed.Hash().String(), "seal.key=s1", "seal.signature=" + b.Seals[0].Signed.Signature} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("%s is not in %s", want, log.String())
		}
	}
}
