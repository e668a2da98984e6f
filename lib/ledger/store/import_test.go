package store_test

import (
	"bytes"
	"errors"
	"iter"
	"reflect"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
	"simpul/lib/ledger/store"
)

func proof() ledger.Proof {
	return ledger.Proof{Trust: ledgertest.SealKeys(ledgertest.KeyLine("s1")).Public(), CheckMAC: ledgertest.Signer().Check}
}

// filled returns a world with 1,203 records, the last three not sealed, and another with an empty Redis of the same kind.
func filled(w *world) (full *world) {
	full = newWorld(w, &redis.Options{Addr: miniredis.RunT(w).Addr()})
	full.access(1200)
	full.seal(full.sealer())
	full.access(3)
	return full
}

func (w *world) items() iter.Seq2[ledger.Item, error] { return w.store.Items(w.Context()) }

func TestAnExportComesBackAsItWas(t *testing.T) {
	onEach(t, func(w *world) {
		from := filled(w)
		var export bytes.Buffer
		w.must(ledger.Export(&export, from.items()))
		report, err := w.store.Import(w.Context(), ledger.Import(bytes.NewReader(export.Bytes())), proof())
		if err != nil || report.Records != 1200 || report.Unsealed != 3 {
			w.Fatalf("%+v, %v", report, err)
		}
		var again bytes.Buffer
		w.must(ledger.Export(&again, w.items()))
		if !bytes.Equal(export.Bytes(), again.Bytes()) {
			w.Error("another export comes out")
		}
		keys, err := w.client.Keys(w.Context(), "*").Result()
		w.must(err)
		if len(keys) != 2 {
			w.Errorf("%v", keys)
		}
		for _, key := range keys {
			if ttl, err := w.client.PTTL(w.Context(), key).Result(); err != nil || ttl >= 0 {
				w.Errorf("%s would expire: %v, %v", key, ttl, err)
			}
		}
		w.n = from.n
		w.access(10) // the numbers go on
		w.seal(w.sealer())
		w.holds(1213, 13, 0)
	})
}

func TestAnImportOverwritesNothing(t *testing.T) {
	onEach(t, func(w *world) {
		from := filled(w)
		w.access(1)
		before := w.dump("{simpul}:ledger")
		for range 2 {
			if _, err := w.store.Import(w.Context(), from.items(), proof()); !errors.Is(err, store.ErrOccupied) {
				w.Error(err)
			}
		}
		if !reflect.DeepEqual(w.dump("{simpul}:ledger"), before) {
			w.Error("the ledger is another")
		}
		w.must(w.client.Del(w.Context(), "{simpul}:ledger").Err())
		late := func(yield func(ledger.Item, error) bool) { // while the import is under way, an act is recorded
			w.access(1)
			from.items()(yield)
		}
		if _, err := w.store.Import(w.Context(), late, proof()); !errors.Is(err, store.ErrOccupied) {
			w.Error(err)
		}
		w.holds(0, 0, 1)
	})
}

func TestAnImportIsAllOrNothing(t *testing.T) {
	onEach(t, func(w *world) {
		var export bytes.Buffer
		w.must(ledger.Export(&export, filled(w).items()))
		for name, row := range map[string]struct {
			change func(string) string
			want   string
		}{
			"a changed record": {func(s string) string {
				return strings.Replace(s, `{"seq":1150,"r":"{\"kind\":\"access\"`, `{"seq":1150,"r":"{\"kind\":\"swept\"`, 1)
			}, "ledger: record 1150: changed (seal 12)"},
			"a cut file":     {func(s string) string { return s[:len(s)/2] }, ledger.ErrExport.Error()},
			"another office": {func(s string) string { return strings.ReplaceAll(s, `\"key\":\"s1\"`, `\"key\":\"s2\"`) }, "ledger: record 1: forged_seal (seal 1)"},
		} {
			_, err := w.store.Import(w.Context(), ledger.Import(strings.NewReader(row.change(export.String()))), proof())
			if err == nil || err.Error() != row.want {
				w.Errorf("%s: %v", name, err)
			}
			w.holds(0, 0, 0)
			keys, err := w.client.Keys(w.Context(), "*").Result()
			w.must(err)
			for _, key := range keys {
				if ttl, err := w.client.PTTL(w.Context(), key).Result(); err != nil || ttl <= 0 {
					w.Errorf("%s stays for ever", key)
				}
			}
		}
	})
}

func TestALedgerThatRunsIsReadWhole(t *testing.T) {
	onEach(t, func(w *world) {
		sealer := w.sealer()
		w.access(700)
		w.seal(sealer)
		n := 0
		growing := func(yield func(ledger.Item, error) bool) {
			for item, err := range w.items() {
				if n++; n%100 == 1 {
					w.access(7)
					w.seal(sealer)
				}
				if !yield(item, err) {
					return
				}
			}
		}
		report, err := ledger.Verify(growing, proof())
		w.must(err)
		if report.Records+report.Unsealed <= 700 {
			w.Errorf("%+v", report)
		}
		w.holds(uint64(w.n), uint64(len(w.dump("{simpul}:seals"))), 0)
	})
}

func TestWhatSomebodyPutIntoRedisIsNamed(t *testing.T) {
	for name, row := range map[string]struct {
		tamper func(w *world)
		want   ledger.Bad
	}{
		"an entry under another time": {func(w *world) { w.put("{simpul}:ledger", "5-26", "r", "{}", "m", "x") }, ledger.Bad{Wrong: ledger.Inserted, Seq: 26}},
		"an entry without a record":   {func(w *world) { w.put("{simpul}:ledger", "0-*", "m", "x") }, ledger.Bad{Wrong: ledger.Unreadable, Seq: 26}},
		"a seal under another time":   {func(w *world) { w.put("{simpul}:seals", "5-3", "s", "{}", "g", "x") }, ledger.Bad{Wrong: ledger.NoSeal, Seq: 26, Seal: 3}},
		"a seal that is none":         {func(w *world) { w.put("{simpul}:seals", "0-3", "s", "{}", "g", "x") }, ledger.Bad{Wrong: ledger.ForgedSeal, Seq: 26, Seal: 3}},
		"a sealed entry dropped":      {func(w *world) { w.must(w.client.XDel(w.Context(), "{simpul}:ledger", "0-17").Err()) }, ledger.Bad{Wrong: ledger.Missing, Seq: 17, Seal: 2}},
	} {
		onEach(t, func(w *world) {
			for _, n := range []int{10, 15} {
				w.access(n)
				w.seal(w.sealer())
			}
			row.tamper(w)
			_, err := w.verify()
			if bad, _ := errors.AsType[*ledger.Bad](err); bad == nil || *bad != row.want {
				w.Errorf("%s: %v", name, err)
			}
		})
	}
}
