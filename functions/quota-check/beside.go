package main

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/ledger"
)

// comparison is what came of looking at units and ledger side by side.
type comparison struct {
	day    string
	agrees bool
}

// compare looks whether the ledger alone tells the same of all units: once a day and after each start, since it reads the whole
// ledger, and at each turn while it does not. One that was cut after its time cannot tell.
func (r *reckoner) compare(ctx context.Context) error {
	today := ledger.DayOf(time.Now())
	if c := r.beside.Load(); c != nil && c.agrees && c.day == today {
		return nil
	}
	t, b, err := r.books(ctx)
	if errors.Is(err, errMoving) {
		return nil // until the next turn
	}
	if err != nil {
		return err
	}
	o := t.tally.Owed()
	r.beside.Store(&comparison{today, !t.whole || b.Agrees(o)})
	if !r.agrees() {
		r.log.Error("data balikan in redis are not those of the ledger", "units", b.Units, "recorded", o.Units, "open", b.Open, "recorded open", o.Open,
			"ended", b.Delivered+b.Closed, "recorded ended", o.Delivered+o.Closed)
	}
	return nil
}

// agrees reports what this process saw last; before it has looked, nothing is wrong.
func (r *reckoner) agrees() bool {
	c := r.beside.Load()
	return c == nil || c.agrees
}

// show adds the metric
//
//	simpul_feedback_unrecorded   1 when the ledger tells otherwise of units than Redis: somebody must look; as of the last duty
func (r *reckoner) show(set *metrics.Set) {
	set.NewGauge("simpul_feedback_unrecorded", func() float64 {
		if at := r.reckoned.Load(); at == nil || time.Since(*at) > fresh {
			return math.NaN()
		}
		return truth(!r.agrees())
	})
}
