package main

import (
	"context"
	"net/http"
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/problem"
)

// keeper answers GET and POST /function/quota-check. Reading works while the agreement is not in force: that is when an
// administrator looks.
type keeper struct {
	identity  *identity.Verifier
	agreement agreement.Agreement
	registry  config.Registry
	admission *admission.Admission
	now       func() time.Time
}

// Handle answers one call.
func (k *keeper) Handle(req handler.Request) (handler.Response, error) {
	caller, err := k.identity.Authenticate(req.Header.Get("Authorization"))
	if err != nil {
		return handler.Response{}, err
	}
	state, err := k.serve(req, caller)
	if err != nil {
		return handler.Response{}, err
	}
	return function.JSON(http.StatusOK, k.report(state)), nil
}

func (k *keeper) serve(req handler.Request, caller identity.Caller) (admission.State, error) {
	if req.Method == http.MethodGet {
		if err := caller.Require(identity.ScopeReadQuota); err != nil {
			return admission.State{}, err
		}
		return k.admission.State(req.Context())
	}
	if err := caller.Require(identity.ScopeAdmin); err != nil {
		return admission.State{}, err
	}
	a, err := parse(req)
	if err != nil {
		return admission.State{}, err
	}
	return k.act(req.Context(), a)
}

// act carries out what an administrator ordered and reads the state after it. Where the state cannot be trusted, an emptied
// Redis for one, the problem says that the act was done all the same.
func (k *keeper) act(ctx context.Context, a act) (admission.State, error) {
	if err := k.order(ctx, a); err != nil {
		return admission.State{}, err
	}
	state, err := k.admission.State(ctx)
	if err != nil {
		return state, problem.As(err).With("done", true)
	}
	return state, nil
}

func (k *keeper) order(ctx context.Context, a act) error {
	basis := admission.Basis{Code: a.Code, Paper: a.PaperNumber}
	switch a.Action {
	case "initialise":
		return k.admission.Initialise(ctx, admission.Initialisation{UsedToday: *a.UsedToday, Force: a.Force, Basis: basis})
	case "suspend":
		return k.admission.Suspend(ctx, basis)
	default: // the validator knows no fourth
		return k.admission.Resume(ctx, basis)
	}
}
