package main

import (
	"context"
	"log/slog"
	"math"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/report/register"
)

// calendar knows what the office owes, and until when (PKS-8.1, JUKNIS-V). Its metrics are as of the last duty, and not shown before
// the first: without the register every report of the past looks overdue.
//
//	simpul_obligations{state}          how many, by state
//	simpul_obligations_days_left       until the next that is not done; negative: overdue
//	simpul_holidays_missing            years whose holidays nobody gave: dates of reports may be too early
type calendar struct {
	agreement agreement.Agreement
	identity  *identity.Verifier
	register  *register.Register
	latest    atomic.Pointer[entered]
	told      atomic.Value // the day on which people were told what is owed
	now       func() time.Time
	log       *slog.Logger
}

// entered is what the agreement itself does not know, as it was read last.
type entered struct {
	at        time.Time
	delivered map[string]agreement.Delivery
	bridged   agreement.Date
}

func newCalendar(parts *assembly.Parts) *calendar {
	c := &calendar{
		agreement: parts.Config.Agreement, identity: parts.Identity, now: time.Now, log: slog.Default(),
		register: register.New(parts.Redis, ledger.NewSigner(parts.Ledger), parts.Config.Redis.Timeout, time.Now),
	}
	c.latest.Store(&entered{})
	return c
}

// list is everything owed. A register that cannot be read leaves reports open that may be on record; the log says so.
func (c *calendar) list(ctx context.Context, bridged agreement.Date) []agreement.Obligation {
	if err := c.look(ctx, bridged); err != nil {
		c.log.Error("the register of reports cannot be read", "error", err)
	}
	return c.known()
}

func (c *calendar) look(ctx context.Context, bridged agreement.Date) error {
	known, err := c.register.Read(ctx)
	if err != nil {
		return err
	}
	c.latest.Store(&entered{c.now(), known.Delivered(), bridged})
	return nil
}

// known is the list by what was read last.
func (c *calendar) known() []agreement.Obligation {
	l := c.latest.Load()
	return c.agreement.Obligations(agreement.Standing{
		Today: agreement.DateOf(c.now()), Operators: c.identity.Assignments(), Delivered: l.delivered, Bridged: l.bridged,
	})
}

func (c *calendar) show(set *metrics.Set) {
	for _, state := range []agreement.ObligationState{agreement.Coming, agreement.Due, agreement.Overdue, agreement.Done} {
		c.gauge(set, `simpul_obligations{state="`+string(state)+`"}`, func() float64 {
			n := 0
			for _, o := range c.known() {
				if o.State == state {
					n++
				}
			}
			return float64(n)
		})
	}
	c.gauge(set, "simpul_obligations_days_left", c.daysLeft)
	set.NewGauge("simpul_holidays_missing", func() float64 {
		return float64(len(c.agreement.MissingHolidays(agreement.DateOf(c.now()))))
	})
}

func (c *calendar) gauge(set *metrics.Set, name string, value func() float64) {
	set.NewGauge(name, func() float64 {
		if l := c.latest.Load(); l.at.IsZero() || c.now().Sub(l.at) > fresh {
			return math.NaN()
		}
		return value()
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

// tend looks, and logs once a day what people are to be told on this day.
func (c *calendar) tend(ctx context.Context, bridged agreement.Date) error {
	if err := c.look(ctx, bridged); err != nil {
		return err
	}
	if today := agreement.DateOf(c.now()); c.told.Swap(today) != today {
		c.tell(today)
	}
	return nil
}

func (c *calendar) tell(today agreement.Date) {
	for _, o := range c.known() {
		if o.Warns() {
			c.log.Warn("an obligation is near, or past its day", "obligation", o.ID, "basis", o.Basis, "due", o.Due.String(), "days", o.Days, "state", string(o.State))
		}
	}
	for _, year := range c.agreement.MissingHolidays(today) {
		c.log.Warn("the holidays of a year are missing: put the decree's list below agreement.holidays", "year", year)
	}
}
