package main

import (
	"context"
	"log/slog"

	"simpul/lib/duty"
	"simpul/lib/feedback"
)

// chores are the scheduled duty: sending what is due.
type chores struct {
	turn   *duty.Duty
	outbox *feedback.Outbox
	gauges *gauges
	log    *slog.Logger
}

// done is what a call of the duty did; functions/openapi.yaml is the contract.
type done struct {
	Delivered int `json:"delivered"`
	Later     int `json:"later"`
	Dead      int `json:"dead"`
	Left      int `json:"left"`
}

type skipped struct {
	Skipped bool `json:"skipped"`
}

// call does the duty, unless it is done right now or was less than a minute ago.
func (c *chores) call(ctx context.Context) (any, error) {
	var round feedback.Round
	ran, err := c.turn.Run(ctx, func(ctx context.Context) (err error) {
		round, err = c.outbox.Deliver(ctx)
		return err
	})
	c.gauges.called(ran, err)
	switch {
	case err != nil:
		return nil, err
	case !ran:
		return skipped{true}, nil
	}
	c.note(ctx, round)
	return done{round.Delivered, round.Later, round.Dead, round.Left}, nil
}

// note tells the metrics and the log how the duty went. What died is somebody's work: that is an error.
func (c *chores) note(ctx context.Context, r feedback.Round) {
	c.gauges.round(r)
	if r.Dead > 0 {
		c.log.Error("data balikan could not be sent and must be submitted again", "units", r.Dead)
	}
	if r.Unopened > 0 {
		c.log.Error("sealed data balikan do not open: a key of feedback.seal_key_file has another secret than it had", "units", r.Unopened)
	}
	if r.Broken > 0 {
		c.log.Error("units of data balikan cannot be read", "units", r.Broken)
	}
	balance, err := c.outbox.Balance(ctx)
	if err != nil {
		c.log.Warn("how data balikan stand cannot be read", "error", err)
		return
	}
	c.gauges.units.Note(balance)
}
