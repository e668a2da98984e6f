package main

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/report/register"
)

// calendar knows what the office owes, and until when (PKS-8.1, JUKNIS-V).
//
//	simpul_obligations{state}          how many, by state; of the reports on record as the last turn of the duty knew them
//	simpul_obligations_days_left       until the next that is not done; negative: overdue
//	simpul_holidays_missing            years whose holidays nobody gave: dates of reports may be too early
type calendar struct {
	agreement agreement.Agreement
	identity  *identity.Verifier
	register  *register.Register
	state     func(context.Context) (admission.State, error)
	delivered atomic.Pointer[map[string]agreement.Paper]
	bridged   atomic.Pointer[agreement.Date]
	now       func() time.Time
	log       *slog.Logger
}

// list is everything owed. A register that cannot be read leaves reports open that may be on record; the log says so.
func (c *calendar) list(ctx context.Context, bridged agreement.Date) []agreement.Obligation {
	c.bridged.Store(&bridged)
	c.read(ctx)
	return c.known()
}

// refresh reads what is on record. The duty does, so that metrics and log go by it also where nobody asks for the list.
func (c *calendar) refresh(ctx context.Context) {
	if s, err := c.state(ctx); err == nil {
		bridged := bridgedUntil(c.agreement, s)
		c.bridged.Store(&bridged)
	}
	c.read(ctx)
}

func (c *calendar) read(ctx context.Context) {
	known, err := c.register.Read(ctx)
	if err != nil {
		c.log.Error("the register of reports cannot be read", "error", err)
		return
	}
	papers := known.Delivered()
	c.delivered.Store(&papers)
}

// known is the list by what was read last.
func (c *calendar) known() []agreement.Obligation {
	s := agreement.Standing{Today: agreement.DateOf(c.now()), Operators: c.identity.Assignments()}
	if papers := c.delivered.Load(); papers != nil {
		s.Delivered = *papers
	}
	if bridged := c.bridged.Load(); bridged != nil {
		s.Bridged = *bridged
	}
	return c.agreement.Obligations(s)
}

func (c *calendar) show(set *metrics.Set) {
	for _, state := range []agreement.ObligationState{agreement.Coming, agreement.Due, agreement.Overdue, agreement.Done} {
		set.NewGauge(`simpul_obligations{state="`+string(state)+`"}`, func() float64 {
			n := 0
			for _, o := range c.known() {
				if o.State == state {
					n++
				}
			}
			return float64(n)
		})
	}
	set.NewGauge("simpul_obligations_days_left", c.daysLeft)
	set.NewGauge("simpul_holidays_missing", func() float64 {
		return float64(len(c.agreement.MissingHolidays(agreement.DateOf(c.now()))))
	})
}

// daysLeft is of the one whose day comes first.
func (c *calendar) daysLeft() float64 {
	for _, o := range c.known() {
		if o.State != agreement.Done {
			return float64(o.Days)
		}
	}
	return 0
}

// tell logs, once a day, what people are to be told on this day, once it is known what is on record.
func (c *calendar) tell(told *atomic.Value) {
	today := agreement.DateOf(c.now())
	if c.delivered.Load() == nil || told.Swap(today) == today {
		return
	}
	for _, o := range c.known() {
		if o.Warns() {
			c.log.Warn("an obligation is near, or past its day", "obligation", o.ID, "basis", o.Basis, "due", o.Due.String(), "days", o.Days, "state", string(o.State))
		}
	}
	for _, year := range c.agreement.MissingHolidays(today) {
		c.log.Warn("the holidays of a year are missing: put the decree's list below agreement.holidays", "year", year)
	}
}
