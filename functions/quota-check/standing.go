package main

import (
	"context"
	"fmt"
	"math"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/ledger/store"
	"simpul/lib/problem"
)

// standing is what an administrator is alarmed by (deploy/monitoring), how quota, access, agreement and ledger stood when this process
// last did the duty. What is older than [fresh] is not shown: of several replicas one does it, and the others must not go on telling of
// yesterday.
//
//	simpul_quota_used_today          hits of the day (WIB)
//	simpul_quota_left_today          what the day still has; -1 while nothing bounds it
//	simpul_access_suspended          1 while nobody gets access
//	simpul_login_barred              1 while a pair of credentials is barred (JUKNIS-II.C.2b.3a)
//	simpul_agreement_left_seconds    until access ends, with the bridging (PKS-4); 0 from then on
//	simpul_ledger_unsealed           entries that the duty left without a seal
//	simpul_duties_total{outcome}     calls of the duty: done, skipped, failed
//	simpul_refusals_total{code}      calls refused, the duty's too, by problem code
type standing struct {
	set    *metrics.Set
	now    func() time.Time
	ends   time.Time
	latest atomic.Pointer[stood]
}

type stood struct {
	at       time.Time
	state    admission.State
	unsealed uint64
}

// fresh is a few turns of a duty that comes each minute.
const fresh = 5 * time.Minute

func newStanding(set *metrics.Set, a agreement.Agreement, now func() time.Time) *standing {
	s := &standing{set: set, now: now, ends: a.Ends()}
	s.latest.Store(&stood{})
	s.gauge("simpul_quota_used_today", func(l *stood) float64 { return float64(l.state.Used) })
	s.gauge("simpul_quota_left_today", left)
	s.gauge("simpul_access_suspended", func(l *stood) float64 { return truth(l.state.Suspended != nil) })
	s.gauge("simpul_login_barred", func(l *stood) float64 { return truth(!l.state.Barred.IsZero()) })
	s.gauge("simpul_agreement_left_seconds", s.agreementLeft)
	s.gauge("simpul_ledger_unsealed", func(l *stood) float64 { return float64(l.unsealed) })
	for _, outcome := range []string{"done", "skipped", "failed"} {
		s.duty(outcome).Set(0) // shown from the start: a rate needs a zero to rise from
	}
	for _, code := range problem.All() {
		s.refusal(code).Set(0)
	}
	return s
}

func (s *standing) gauge(name string, value func(*stood) float64) {
	s.set.NewGauge(name, func() float64 {
		l := s.latest.Load()
		if l.at.IsZero() || s.now().Sub(l.at) > fresh {
			return math.NaN()
		}
		return value(l)
	})
}

func left(l *stood) float64 {
	if l.state.Left == nil {
		return -1
	}
	return float64(*l.state.Left)
}

func (s *standing) agreementLeft(l *stood) float64 {
	ends := s.ends
	if l.state.Bridged.After(ends) {
		ends = l.state.Bridged
	}
	return max(0, ends.Sub(s.now()).Seconds())
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

func (s *standing) duty(outcome string) *metrics.Counter {
	return s.set.GetOrCreateCounter(fmt.Sprintf("simpul_duties_total{outcome=%q}", outcome))
}

func (s *standing) refusal(code problem.Code) *metrics.Counter {
	return s.set.GetOrCreateCounter(fmt.Sprintf("simpul_refusals_total{code=%q}", code))
}

// look takes down how things stand and returns it; false for what cannot be read, which the duty that fails tells.
func (s *standing) look(ctx context.Context, a *admission.Admission, book *store.Store) (admission.State, bool) {
	state, err := a.State(ctx)
	if err != nil {
		return state, false
	}
	status, err := book.Status(ctx)
	if err != nil {
		return state, false
	}
	s.latest.Store(&stood{s.now(), state, status.Unsealed})
	return state, true
}

// called counts a call of the duty.
func (s *standing) called(ran bool, err error) {
	switch {
	case err != nil:
		s.duty("failed").Inc()
	case ran:
		s.duty("done").Inc()
	default:
		s.duty("skipped").Inc()
	}
}
