package main

import (
	"fmt"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/problem"
)

// gauges are what an administrator watches (deploy/monitoring).
//
//	simpul_report_duties_total{outcome}   calls of the duty: done; undelivered, done but for what is tried again; skipped; failed
//	simpul_refusals_total{code}           calls refused, the duty's too, by problem code
type gauges struct{ set *metrics.Set }

func newGauges() gauges {
	g := gauges{metrics.NewSet()}
	for _, outcome := range []string{"done", "undelivered", "skipped", "failed"} {
		g.duty(outcome).Set(0) // shown from the start: a rate needs a zero to rise from
	}
	for _, code := range problem.All() {
		g.refusal(code).Set(0)
	}
	return g
}

func (g gauges) refusal(code problem.Code) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_refusals_total{code=%q}", code))
}

func (g gauges) duty(outcome string) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_report_duties_total{outcome=%q}", outcome))
}

// called counts a call of the duty.
func (g gauges) called(d done, ran bool, err error) {
	switch {
	case err != nil:
		g.duty("failed").Inc()
	case !ran:
		g.duty("skipped").Inc()
	case d.Failed > 0:
		g.duty("undelivered").Inc()
	default:
		g.duty("done").Inc()
	}
}
