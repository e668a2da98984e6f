package function

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"simpul/lib/problem"
)

const (
	// readyFor is how long one round of checks is believed: probes, however many, ask dependencies once a second.
	readyFor = time.Second
	// readyTimeout bounds one round; Kubernetes gives a probe one second.
	readyTimeout = 800 * time.Millisecond
)

// readiness knows whether the dependencies can be used.
type readiness struct {
	checks []Check
	log    *slog.Logger

	turn   chan struct{} // held while asking: probes at the same time share one round
	asked  time.Time
	latest *problem.Problem
	away   string // name of the check that failed
}

func newReadiness(checks []Check, log *slog.Logger) *readiness {
	return &readiness{checks: checks, log: log, turn: make(chan struct{}, 1)}
}

// problem returns why the function is not ready, nil if it is.
func (r *readiness) problem() *problem.Problem {
	r.turn <- struct{}{}
	defer func() { <-r.turn }()
	if r.asked.IsZero() || time.Since(r.asked) >= readyFor {
		name, err := r.ask()
		r.note(name, err)
		r.asked = time.Now()
	}
	return r.latest
}

// ask goes through the checks with a deadline of their own: a prober that hangs up must not make the round fail for all.
func (r *readiness) ask() (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), readyTimeout)
	defer cancel()
	for _, check := range r.checks {
		if err := safely(ctx, check.Ask); err != nil {
			return check.Name, err
		}
	}
	return "", nil
}

// safely makes a panic a failure: a check that cannot be asked is no reason to call the function ready.
func safely(ctx context.Context, ask func(context.Context) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the check panicked with %T", v)
		}
	}()
	return ask(ctx)
}

// note keeps the outcome and logs changes.
func (r *readiness) note(name string, err error) {
	switch {
	case err != nil && (r.latest == nil || name != r.away):
		r.log.Warn("not ready", "dependency", name, "error", err.Error())
	case err == nil && r.latest != nil:
		r.log.Info("ready again", "dependency", r.away)
	}
	r.away, r.latest = name, unready(err)
}

// unready makes every failure a 503; what a check says itself is kept if it is one.
func unready(err error) *problem.Problem {
	if err == nil {
		return nil
	}
	if p := problem.As(err); p.Status() == http.StatusServiceUnavailable {
		return p
	}
	return problem.New(problem.CodePenyimpananTidakTersedia)
}
