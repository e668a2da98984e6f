package feedback

import (
	"fmt"
	"math"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// Meter shows how all units stood when this process last looked. What is older than [fresh] is not shown: of several replicas one
// looks, and the others must not go on telling of yesterday.
//
//	simpul_feedback_units{state}          open, queued, dead, delivered, closed
//	simpul_feedback_external              of the open: hits made outside Simpul that nobody has told of yet
//	simpul_feedback_late                  of the open: older than feedback.warn_after_days
//	simpul_feedback_oldest_open_seconds   age of the oldest open unit, 0 for none
//	simpul_feedback_unbalanced            1 when the states do not add up to all units: somebody must look
type Meter struct {
	now    func() time.Time
	latest atomic.Pointer[look]
}

type look struct {
	at      time.Time
	balance Balance
}

// fresh is a few turns of a duty that comes each minute.
const fresh = 5 * time.Minute

// NewMeter returns a meter that shows nothing yet, in set.
func NewMeter(set *metrics.Set, now func() time.Time) *Meter {
	m := &Meter{now: now}
	m.latest.Store(&look{})
	for state, count := range map[State]func(Balance) int64{
		Open:      func(b Balance) int64 { return b.Open },
		Queued:    func(b Balance) int64 { return b.Queued },
		Dead:      func(b Balance) int64 { return b.Dead },
		Delivered: func(b Balance) int64 { return b.Delivered },
		Closed:    func(b Balance) int64 { return b.Closed },
	} {
		m.gauge(set, fmt.Sprintf("simpul_feedback_units{state=%q}", state), func(b Balance) float64 { return float64(count(b)) })
	}
	m.gauge(set, "simpul_feedback_external", func(b Balance) float64 { return float64(b.External) })
	m.gauge(set, "simpul_feedback_late", func(b Balance) float64 { return float64(b.Late) })
	m.gauge(set, "simpul_feedback_oldest_open_seconds", m.oldest)
	m.gauge(set, "simpul_feedback_unbalanced", unbalanced)
	return m
}

// Note takes down how units stand now.
func (m *Meter) Note(b Balance) { m.latest.Store(&look{m.now(), b}) }

func (m *Meter) gauge(set *metrics.Set, name string, value func(Balance) float64) {
	set.NewGauge(name, func() float64 {
		l := m.latest.Load()
		if l.at.IsZero() || m.now().Sub(l.at) > fresh {
			return math.NaN()
		}
		return value(l.balance)
	})
}

func (m *Meter) oldest(b Balance) float64 {
	if b.Oldest.IsZero() {
		return 0
	}
	return max(0, m.now().Sub(b.Oldest).Seconds())
}

func unbalanced(b Balance) float64 {
	if b.Holds() {
		return 0
	}
	return 1
}
