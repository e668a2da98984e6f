package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"simpul/lib/ledger"
)

// Status is how far the ledger goes. Nothing of it is checked; [ledger.Verify] does.
type Status struct {
	Entries  uint64         // number of the newest entry, 0 for none
	Unsealed uint64         // entries that no seal covers yet
	Last     *ledger.Sealed // the newest seal, nil for none
}

// Status returns how far the ledger goes.
func (s *Store) Status(ctx context.Context) (Status, error) {
	messages, err := s.client.XRevRangeN(ctx, ledgerKey, "+", "-", 1).Result()
	if err != nil {
		return Status{}, reason(err)
	}
	var status Status
	for _, m := range messages {
		status.Entries, _ = numberOf(m.ID)
	}
	if status.Last, err = s.newest(ctx); err != nil {
		return Status{}, err
	}
	sealed := uint64(0)
	if status.Last != nil {
		sealed = status.Last.To
	}
	status.Unsealed = status.Entries - min(sealed, status.Entries)
	return status, nil
}

// Held returns how often the access guard held by each of the rules on the day of WIB that t falls on; a rule that held nobody is
// left out. Holds belong to no access, so that, other than an exact status, a running count of them tells nothing about anybody.
func (s *Store) Held(ctx context.Context, t time.Time, rules ...string) (map[string]int64, error) {
	day := (t.Unix() + wibSeconds) / secondsOfDay
	fields := make([]string, len(rules))
	for i, rule := range rules {
		fields[i] = fmt.Sprintf("%d:hold:%s", day, rule)
	}
	values, err := s.client.HMGet(ctx, countersKey, fields...).Result()
	if err != nil {
		return nil, reason(err)
	}
	held := map[string]int64{}
	for i, value := range values {
		text, there := value.(string)
		n, err := strconv.ParseInt(text, 10, 64)
		if there && (err != nil || n < 0) {
			return nil, ErrCounters
		}
		if n > 0 {
			held[rules[i]] = n
		}
	}
	return held, nil
}

const wibSeconds = 7 * 60 * 60
