package feedback_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"simpul/lib/feedback"
	"simpul/lib/ledger"
)

// raw sees what is stored.
func (w *world) raw() *redis.Client { return w.client.Client }

// records returns the ledger, oldest first.
func (w *world) records() []ledger.Record {
	w.Helper()
	entries, err := w.raw().XRange(context.Background(), "{simpul}:ledger", "-", "+").Result()
	w.must(err)
	var all []ledger.Record
	for _, e := range entries {
		r, err := ledger.Decode([]byte(e.Values["r"].(string)))
		w.must(err)
		all = append(all, r)
	}
	return all
}

// steps are the ledger's steps of data balikan.
func (w *world) steps() string {
	w.Helper()
	var all []string
	for _, r := range w.records() {
		if r.Kind == ledger.Feedback {
			all = append(all, r.Action)
		}
	}
	return strings.Join(all, " ")
}

// balanced checks the equation, in Redis and against the ledger alone.
func (w *world) balanced() feedback.Balance {
	w.Helper()
	b, err := w.Balance(context.Background())
	w.must(err)
	tally := ledger.NewTally()
	for _, r := range w.records() {
		tally.Record(r)
	}
	if owed := tally.Owed(); !b.Holds() || !b.Agrees(owed) {
		w.tell.Helper()
		w.tell.Fatal(fmt.Sprintf("%+v, the ledger %+v", b, owed))
	}
	return b
}

// figures are what the report would say of all days.
func (w *world) figures() ledger.Figures {
	w.Helper()
	tally := ledger.NewTally()
	for _, r := range w.records() {
		tally.Record(r)
	}
	return tally.Figures("2000-01-01", "2100-01-01")
}

// sealed is how many contents wait in Redis.
func (w *world) sealed() int {
	w.Helper()
	keys, err := w.raw().Keys(context.Background(), "{simpul}:sealed:*").Result()
	w.must(err)
	return len(keys)
}
