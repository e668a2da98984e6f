package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/feedback"
	"simpul/lib/problem"
)

// gauges are what an administrator watches: counts without any link to a person or an application.
//
//	simpul_feedback_submissions_total{state}    units taken, by where they stood when the call was answered
//	simpul_feedback_refusals_total{code}        units not taken, by problem code
//	simpul_refusals_total{code}                 calls refused, by problem code
//	simpul_feedback_deliveries_total{outcome}   of the duty: delivered, later, dead
//	simpul_feedback_units{state}                as of this process's last duty; so are those below
//	simpul_feedback_late                        open for longer than feedback.warn_after_days
//	simpul_feedback_oldest_open_seconds         age of the oldest open unit, 0 for none
//	simpul_feedback_unbalanced                  1 when the states do not add up to all units: somebody must look
type gauges struct {
	set    *metrics.Set
	now    func() time.Time
	latest atomic.Pointer[feedback.Balance]
}

func newGauges(now func() time.Time) *gauges {
	g := &gauges{set: metrics.NewSet(), now: now}
	g.latest.Store(&feedback.Balance{})
	for _, state := range []feedback.State{feedback.Delivered, feedback.Queued, feedback.Closed} {
		g.submitted(state).Set(0) // shown from the start: a rate needs a zero to rise from
	}
	for state, count := range map[feedback.State]func(*feedback.Balance) int64{
		feedback.Open:      func(b *feedback.Balance) int64 { return b.Open },
		feedback.Queued:    func(b *feedback.Balance) int64 { return b.Queued },
		feedback.Dead:      func(b *feedback.Balance) int64 { return b.Dead },
		feedback.Delivered: func(b *feedback.Balance) int64 { return b.Delivered },
		feedback.Closed:    func(b *feedback.Balance) int64 { return b.Closed },
	} {
		g.set.NewGauge(fmt.Sprintf("simpul_feedback_units{state=%q}", state), func() float64 { return float64(count(g.latest.Load())) })
	}
	g.set.NewGauge("simpul_feedback_late", func() float64 { return float64(g.latest.Load().Late) })
	g.set.NewGauge("simpul_feedback_oldest_open_seconds", g.oldest)
	g.set.NewGauge("simpul_feedback_unbalanced", g.unbalanced)
	return g
}

func (g *gauges) submitted(state feedback.State) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_feedback_submissions_total{state=%q}", state))
}

func (g *gauges) notTaken(code problem.Code) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_feedback_refusals_total{code=%q}", code))
}

// refused records how a call ended that got no answer.
func (g *gauges) refused(err error) {
	g.set.GetOrCreateCounter(fmt.Sprintf("simpul_refusals_total{code=%q}", problem.As(err).Code)).Inc()
}

func (g *gauges) round(r feedback.Round) {
	for outcome, n := range map[string]int{"delivered": r.Delivered, "later": r.Later, "dead": r.Dead} {
		g.set.GetOrCreateCounter(fmt.Sprintf("simpul_feedback_deliveries_total{outcome=%q}", outcome)).Add(n)
	}
}

func (g *gauges) balance(b feedback.Balance) { g.latest.Store(&b) }

func (g *gauges) oldest() float64 {
	oldest := g.latest.Load().Oldest
	if oldest.IsZero() {
		return 0
	}
	return max(0, g.now().Sub(oldest).Seconds())
}

func (g *gauges) unbalanced() float64 {
	if g.latest.Load().Holds() {
		return 0
	}
	return 1
}
