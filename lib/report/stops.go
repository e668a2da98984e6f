package report

import (
	"time"

	"simpul/lib/ledger"
)

// suspension follows administrators' acts. Another order to suspend while one is in force leaves it as it is; to start a count does too.
func (c *counting) suspension(r ledger.Record) {
	switch {
	case r.Kind != ledger.Act:
	case r.Action == "suspend" && c.stop == nil:
		c.stop = &Stop{From: r.At, Code: r.Code}
	case r.Action == "resume" && c.stop != nil:
		c.stop.To = r.At
		c.stopped(*c.stop, r.At)
		c.stop = nil
	}
}

// suspensions returns those of the period. One that lasts is counted up to the end of the period, or of what the ledger knows.
func (c *counting) suspensions() []Stop {
	if c.stop != nil {
		end := c.Period.Last.Next().Midnight().UTC()
		if c.latest.Before(end) {
			end = c.latest
		}
		c.stopped(*c.stop, end)
	}
	return c.stops
}

// stopped keeps what of a suspension lies in the period.
func (c *counting) stopped(s Stop, end time.Time) {
	if first := c.Period.First.Midnight().UTC(); s.From.Before(first) {
		s.From = first
	}
	if s.From.Before(end) {
		s.Minutes = int64((end.Sub(s.From) + time.Minute - 1) / time.Minute)
		c.stops = append(c.stops, s)
	}
}
