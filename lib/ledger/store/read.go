package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"simpul/lib/ledger"
)

// How many are read at a time.
const (
	entryPage = 500
	sealPage  = 100
)

// entries returns up to n entries behind a number. Beside an error it returns those before the fault.
func (s *Store) entries(ctx context.Context, after uint64, n int64) ([]ledger.Entry, error) {
	messages, err := s.client.XRangeN(ctx, ledgerKey, behind(after), "+", n).Result()
	if err != nil {
		return nil, reason(err)
	}
	entries := make([]ledger.Entry, 0, len(messages))
	for _, m := range messages {
		seq, whole := numberOf(m.ID)
		record, mac, ok := pair(m, "r", "m")
		switch {
		case !whole: // the stream numbers its entries itself: this one was put there
			return entries, &ledger.Bad{Wrong: ledger.Inserted, Seq: seq}
		case !ok:
			return entries, &ledger.Bad{Wrong: ledger.Unreadable, Seq: seq}
		}
		entries = append(entries, ledger.Entry{Seq: seq, Record: []byte(record), MAC: mac})
	}
	return entries, nil
}

// seals returns the next seals behind a number. Beside an error it returns those before the fault.
func (s *Store) seals(ctx context.Context, after uint64) ([]ledger.Signed, error) {
	messages, err := s.client.XRangeN(ctx, sealsKey, behind(after), "+", sealPage).Result()
	if err != nil {
		return nil, reason(err)
	}
	seals := make([]ledger.Signed, 0, len(messages))
	for _, m := range messages {
		signed, err := signedOf(m)
		if err != nil {
			return seals, err
		}
		seals = append(seals, signed)
	}
	return seals, nil
}

// oldest and newest return the seal at either end, nil for none.
func (s *Store) oldest(ctx context.Context) (*ledger.Sealed, error) {
	return open(s.client.XRangeN(ctx, sealsKey, "-", "+", 1).Result())
}

func (s *Store) newest(ctx context.Context) (*ledger.Sealed, error) {
	return open(s.client.XRevRangeN(ctx, sealsKey, "+", "-", 1).Result())
}

func open(messages []redis.XMessage, err error) (*ledger.Sealed, error) {
	if err != nil || len(messages) == 0 {
		return nil, reason(err)
	}
	signed, err := signedOf(messages[0])
	if err != nil {
		return nil, err
	}
	sealed, err := signed.Open()
	if err != nil {
		return nil, fmt.Errorf("ledger: seal %d: %w", signed.Number, err)
	}
	return &sealed, nil
}

func signedOf(m redis.XMessage) (ledger.Signed, error) {
	number, whole := numberOf(m.ID)
	seal, signature, ok := pair(m, "s", "g")
	if !whole || !ok {
		return ledger.Signed{}, &ledger.Bad{Wrong: ledger.NoSeal, Seal: number}
	}
	return ledger.Signed{Number: number, Seal: []byte(seal), Signature: signature}, nil
}

// pair returns the two fields of a message that has no others.
func pair(m redis.XMessage, first, second string) (string, string, bool) {
	a, okA := m.Values[first].(string)
	b, okB := m.Values[second].(string)
	return a, b, okA && okB && len(m.Values) == 2
}

func behind(number uint64) string { return "(" + idOf(number) }

func idOf(number uint64) string { return "0-" + strconv.FormatUint(number, 10) }

// numberOf returns the number of a stream id, and whether the id is of our form.
func numberOf(id string) (uint64, bool) {
	time, digits, _ := strings.Cut(id, "-")
	number, err := strconv.ParseUint(digits, 10, 53) // what a script can count exactly
	return number, err == nil && time == "0"
}
