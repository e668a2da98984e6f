package main

import (
	"context"

	"simpul/lib/feedback"
	"simpul/lib/identity"
)

// manage carries out an order about one unit.
func (s *submitter) manage(ctx context.Context, caller identity.Caller, b body) (result, error) {
	if err := caller.Require(identity.ScopeManageFeedback); err != nil {
		return result{}, err
	}
	r, err := s.order(ctx, person(caller), b)
	if err != nil {
		return result{}, err
	}
	return s.resultOf(r), nil
}

func (s *submitter) order(ctx context.Context, who feedback.Person, b body) (feedback.Result, error) {
	if b.Retry != nil {
		return s.outbox.Retry(ctx, b.Retry.Unit)
	}
	return s.outbox.Discard(ctx, who, b.Discard.Unit, b.Discard.Code)
}
