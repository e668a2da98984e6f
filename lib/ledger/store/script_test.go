package store

import (
	"errors"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"simpul/lib/admission/redistest"
	"simpul/lib/ledger"
	"simpul/lib/ledger/ledgertest"
)

// onBoth runs a test of scripts on a real Redis and on miniredis. That a reply is lost, and that another is faster, is seen from
// within alone.
func onBoth(t *testing.T, test func(t *testing.T, s *Store, client *redis.Client)) {
	t.Helper()
	for name, options := range map[string]*redis.Options{
		"redis": {Network: "unix", Addr: redistest.Start(t).Addr()}, "miniredis": {Addr: miniredis.RunT(t).Addr()},
	} {
		t.Run(name, func(t *testing.T) {
			client := redis.NewClient(options)
			t.Cleanup(func() { _ = client.Close() })
			test(t, New(client), client)
		})
	}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestASealWhoseReplyWasLostIsStoredOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, client *redis.Client) {
		field := []counter{{"20000:status:found", "2"}}
		must(t, client.HSet(t.Context(), countersKey, field[0].field, field[0].value).Err())
		seals := ledgertest.NewBook(2, 1).Seals
		must(t, s.append(t.Context(), seals[0], field), s.append(t.Context(), seals[0], field), s.append(t.Context(), seals[1], nil))
		if n, err := client.XLen(t.Context(), sealsKey).Result(); err != nil || n != 2 {
			t.Errorf("%d seals, %v", n, err)
		}
	})
}

func TestASealThatComesTooLateOrTooEarlyIsNotStored(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, _ *redis.Client) {
		seals, other := ledgertest.NewBook(3, 1).Seals, ledgertest.NewBook(4, 2).Seals
		must(t, s.append(t.Context(), seals[0], nil))
		for _, seal := range []ledger.Sealed{other[0], seals[2]} {
			if err := s.append(t.Context(), seal, nil); !errors.Is(err, errMoved) {
				t.Errorf("%d: %v", seal.Number, err)
			}
		}
	})
}

func TestACounterThatMovedIsNotTaken(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, client *redis.Client) {
		field := counter{"20000:status:found", "2"}
		must(t, client.HSet(t.Context(), countersKey, field.field, "3").Err())
		if err := s.append(t.Context(), ledgertest.NewBook(1, 1).Seals[0], []counter{field}); !errors.Is(err, ErrCounters) {
			t.Error(err)
		}
		if value, err := client.HGet(t.Context(), countersKey, field.field).Result(); err != nil || value != "3" {
			t.Errorf("%s, %v", value, err)
		}
		if last, err := s.newest(t.Context()); err != nil || last != nil {
			t.Errorf("%v, %v", last, err)
		}
	})
}

func TestAnImportIsPutInPlaceOnceThoughItsReplyWasLost(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store, client *redis.Client) {
		w := newWriting(t.Context(), client)
		if err := s.place(t.Context(), w); !errors.Is(err, errGone) {
			t.Errorf("nothing was written: %v", err)
		}
		for _, item := range ledgertest.NewBook(2, 2).Items() {
			must(t, w.add(item))
		}
		must(t, w.flush(), s.place(t.Context(), w), s.place(t.Context(), w))
		if n, err := client.XLen(t.Context(), ledgerKey).Result(); err != nil || n != 2 {
			t.Errorf("%d entries, %v", n, err)
		}
	})
}
