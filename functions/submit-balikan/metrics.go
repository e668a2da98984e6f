package main

import (
	"fmt"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/feedback"
	"simpul/lib/problem"
)

// gauges are what an administrator watches: counts without any link to a person or an application.
//
//	simpul_feedback_submissions_total{state}    units taken, by where they stood when the call was answered
//	simpul_feedback_refusals_total{code}        units not taken, by problem code
//	simpul_feedback_deliveries_total{outcome}   of the duty: delivered, later, dead
//	simpul_feedback_duties_total{outcome}       calls of the duty: done, skipped, failed
//	simpul_refusals_total{code}                 calls refused, by problem code
//	and those of [feedback.Meter], as of this process's last duty
type gauges struct {
	set   *metrics.Set
	units *feedback.Meter
}

func newGauges(now func() time.Time) *gauges {
	set := metrics.NewSet()
	g := &gauges{set, feedback.NewMeter(set, now)}
	for _, state := range []feedback.State{feedback.Delivered, feedback.Queued, feedback.Closed} {
		g.submitted(state).Set(0) // shown from the start: a rate needs a zero to rise from
	}
	for _, code := range problem.All() {
		g.refusal(code).Set(0)
	}
	g.round(feedback.Round{})
	for _, outcome := range []string{"done", "skipped", "failed"} {
		g.duty(outcome).Set(0)
	}
	return g
}

func (g *gauges) duty(outcome string) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_feedback_duties_total{outcome=%q}", outcome))
}

// called counts a call of the duty.
func (g *gauges) called(ran bool, err error) {
	switch {
	case err != nil:
		g.duty("failed").Inc()
	case ran:
		g.duty("done").Inc()
	default:
		g.duty("skipped").Inc()
	}
}

func (g *gauges) submitted(state feedback.State) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_feedback_submissions_total{state=%q}", state))
}

func (g *gauges) notTaken(code problem.Code) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_feedback_refusals_total{code=%q}", code))
}

// refused records how a call ended that got no answer.
func (g *gauges) refused(err error) { g.refusal(problem.As(err).Code).Inc() }

func (g *gauges) refusal(code problem.Code) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_refusals_total{code=%q}", code))
}

func (g *gauges) round(r feedback.Round) {
	for outcome, n := range map[string]int{"delivered": r.Delivered, "later": r.Later, "dead": r.Dead} {
		g.set.GetOrCreateCounter(fmt.Sprintf("simpul_feedback_deliveries_total{outcome=%q}", outcome)).Add(n)
	}
}
