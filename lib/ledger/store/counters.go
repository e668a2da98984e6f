package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"simpul/lib/ledger"
)

// ErrCounters means that the hash of counters holds something that is no count of a day, or that somebody counted on a day that is
// over. Nothing is sealed until somebody has looked.
var ErrCounters = errors.New("ledger: the counters hold something that is no count of a day")

// maxCounters bounds what is read: a year without a sealer.
const maxCounters = 20_000

// settling is how long after midnight the counters of a day are left alone: by then a step that began before it is over, and
// clocks that differ a little agree on the day.
const settling = 10 * time.Minute

// counter is a field of the hash with its value, as Redis has it.
type counter struct{ field, value string }

// overdue are the counters of days that are over, of the oldest days first, as many as a seal holds.
type overdue struct {
	totals ledger.Totals
	taken  []counter
	more   bool
}

func (s *Store) overdue(ctx context.Context, now time.Time) (overdue, error) {
	n, err := s.client.HLen(ctx, countersKey).Result()
	switch {
	case err != nil:
		return overdue{}, reason(err)
	case n == 0:
		return overdue{}, nil
	case n > maxCounters:
		return overdue{}, ErrCounters
	}
	all, err := s.client.HGetAll(ctx, countersKey).Result()
	if err != nil {
		return overdue{}, reason(err)
	}
	return before(ledger.DayOf(now.Add(-settling)), all)
}

// before takes the counters of days before today.
func before(today string, all map[string]string) (overdue, error) {
	due := overdue{totals: ledger.Totals{}}
	for _, field := range slices.Sorted(maps.Keys(all)) { // days have five digits until 2243
		day, name, n, err := parse(field, all[field])
		switch {
		case err != nil:
			return overdue{}, err
		case day >= today:
			return due, nil
		case due.totals[day] == nil && len(due.totals) == ledger.MaxTotalDays:
			due.more = true
			return due, nil
		}
		due.taken = append(due.taken, counter{field, all[field]})
		due.add(day, name, n)
	}
	return due, nil
}

// parse reads a field such as 20712:status:found, and its value.
func parse(field, value string) (day, name string, n int64, err error) {
	number, name, _ := strings.Cut(field, ":")
	days, daysErr := strconv.ParseUint(number, 10, 17)
	n, err = strconv.ParseInt(value, 10, 64)
	if daysErr != nil || err != nil || n < 0 {
		return "", "", 0, ErrCounters
	}
	return time.Unix(int64(days)*secondsOfDay, 0).UTC().Format(time.DateOnly), name, n, nil
}

const secondsOfDay = 24 * 60 * 60

// add leaves out what is zero: it is taken, and is in no seal.
func (o *overdue) add(day, name string, n int64) {
	if n == 0 {
		return
	}
	if o.totals[day] == nil {
		o.totals[day] = map[string]int64{}
	}
	o.totals[day][name] = n
}
