package main

import (
	"context"
	"time"

	"simpul/lib/admission"
	"simpul/lib/feedback"
)

// The officer who waits at the counter comes first on the line (JUKNIS-I.B).
const (
	patience = 500 * time.Millisecond // at the longest: a line that is never quiet must not keep feedback for ever
	glance   = 50 * time.Millisecond
)

// polite lets verifications that are under way, of any function, have the line before it sends.
type polite struct {
	feedback.Service
	busy func(context.Context) bool
}

// Deliver waits for a quiet line, then delivers.
func (p polite) Deliver(ctx context.Context, parcels []feedback.Parcel) []feedback.Outcome {
	p.wait(ctx)
	return p.Service.Deliver(ctx, parcels)
}

func (p polite) wait(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	look := time.NewTicker(glance)
	defer look.Stop()
	for p.busy(ctx) {
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

// accesses reports whether one is under way; what cannot be read keeps nobody waiting.
func accesses(a *admission.Admission) func(context.Context) bool {
	return func(ctx context.Context) bool {
		state, err := a.State(ctx)
		return err == nil && state.Overview != nil && state.Overview.Open > 0
	}
}
