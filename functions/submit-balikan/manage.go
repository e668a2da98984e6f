package main

import (
	"context"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/feedback"
	"simpul/lib/identity"
)

// manage carries out an order about one unit, or about hits made outside Simpul.
func (s *submitter) manage(req handler.Request, caller identity.Caller, key string, b body) (result, error) {
	if err := caller.Require(identity.ScopeManageFeedback); err != nil {
		return result{}, err
	}
	order := s.order
	if b.Discard != nil && b.Discard.External > 0 { // unlike a unit's, it would be carried out twice
		if err := s.once.check(req.Context(), caller.Operator, key, req.Body); err != nil {
			return result{}, err
		}
		order = func(ctx context.Context, who feedback.Person, b body) (feedback.Result, error) {
			return s.outbox.DiscardExternal(ctx, who, b.Discard.External, b.Discard.Code, s.once.token(caller.Operator, key))
		}
	}
	r, err := order(req.Context(), person(caller), b)
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
