package main

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/admission"
	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// gauges are what an administrator watches: counts without any link to a person or an application (agreement.md, "What counts
// as storing").
//
//	simpul_verifications_total{status}      answers of the registry, by status
//	simpul_refusals_total{code}             everything else, by problem code
//	simpul_registry_duration_seconds        histogram, one question on the line
//	simpul_quota_used, simpul_quota_left    as of this process's last access; left is -1 while nothing bounds it
//	and those of [registry.Meter], about the line
type gauges struct {
	set        *metrics.Set
	line       *metrics.PrometheusHistogram
	used, left atomic.Int64
}

func newGauges(line *registry.Meter) *gauges {
	g := &gauges{set: metrics.NewSet()}
	g.set.RegisterMetricsWriter(line.WritePrometheus)
	g.line = g.set.NewPrometheusHistogram("simpul_registry_duration_seconds")
	g.set.NewGauge("simpul_quota_used", func() float64 { return float64(g.used.Load()) })
	g.set.NewGauge("simpul_quota_left", func() float64 { return float64(g.left.Load()) })
	for _, status := range resident.Statuses() {
		g.answered(status).Set(0) // shown from the start: a rate needs a zero to rise from
	}
	for _, code := range problem.All() {
		g.refusal(code).Set(0)
	}
	return g
}

func (g *gauges) answered(status resident.Status) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_verifications_total{status=%q}", status))
}

// refused records how a call ended that got no answer.
func (g *gauges) refused(err error) { g.refusal(problem.As(err).Code).Inc() }

func (g *gauges) refusal(code problem.Code) *metrics.Counter {
	return g.set.GetOrCreateCounter(fmt.Sprintf("simpul_refusals_total{code=%q}", code))
}

func (g *gauges) asked(since time.Time) { g.line.UpdateDuration(since) }

func (g *gauges) quota(s admission.State) {
	g.used.Store(s.Used)
	g.left.Store(-1)
	if s.Left != nil {
		g.left.Store(*s.Left)
	}
}
