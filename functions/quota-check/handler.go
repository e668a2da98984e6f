package main

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/keyring"
	"simpul/lib/ledger/store"
	"simpul/lib/problem"
)

// keeper answers GET and POST /function/quota-check. Reading works while the agreement is not in force: that is when an
// administrator looks.
type keeper struct {
	identity  *identity.Verifier
	agreement agreement.Agreement
	registry  config.Registry
	redis     config.Redis
	feedback  config.Feedback
	guard     config.Guard
	admission *admission.Admission
	book      *store.Store
	owing     *reckoner
	chores    *chores
	calendar  *calendar
	keys      *keyring.Ring // of the ledger; they also stand in for Idempotency-Keys
	now       func() time.Time
	log       *slog.Logger
	told      atomic.Value // the day on which people were told what is owed
}

// Handle answers one call.
func (k *keeper) Handle(req handler.Request) (handler.Response, error) {
	answer, err := k.answer(req)
	if err != nil {
		return handler.Response{}, err
	}
	return function.JSON(http.StatusOK, answer), nil
}

func (k *keeper) answer(req handler.Request) (any, error) {
	if isScheduled(req) {
		did, err := k.chores.call(req.Context())
		k.calendar.tell(&k.told)
		return did, err
	}
	caller, err := k.identity.Authenticate(req.Header.Get("Authorization"))
	if err != nil {
		return nil, err
	}
	if req.Method == http.MethodGet {
		return k.read(req.Context(), caller)
	}
	return k.order(req, caller)
}

// isScheduled reports whether the scheduler calls, or anybody else inside: without a body and without a token.
func isScheduled(req handler.Request) bool {
	return req.Method == http.MethodPost && len(req.Body) == 0 && len(req.Header.Values("Authorization")) == 0
}

func (k *keeper) read(ctx context.Context, caller identity.Caller) (any, error) {
	if err := caller.Require(identity.ScopeReadQuota); err != nil {
		return nil, err
	}
	return k.state(ctx, caller)
}

// order carries out what an administrator ordered and reads the state after it. Where the state cannot be read or trusted, an
// emptied Redis for one, the problem says that the act was done all the same.
func (k *keeper) order(req handler.Request, caller identity.Caller) (any, error) {
	if err := caller.Require(identity.ScopeAdmin); err != nil {
		return nil, err
	}
	a, key, err := parse(req, agreement.DateOf(k.now()), k.agreement.ValidUntil)
	if err != nil {
		return nil, err
	}
	if err := k.carryOut(req.Context(), a, k.basis(a, caller, key)); err != nil {
		return nil, err
	}
	state, err := k.state(req.Context(), caller)
	if err != nil {
		return nil, problem.As(err).With("done", true)
	}
	return state, nil
}
