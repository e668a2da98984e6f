package main

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

// verifier answers POST /function/verify-nik. Whatever can refuse stands before what costs: token, agreement, request,
// purpose, a place on the line, and only then the hit.
type verifier struct {
	identity  *identity.Verifier
	receipts  *identity.Receipts
	agreement agreement.Agreement
	line      *registry.Line
	admission *admission.Admission
	registry  registry.Connector
	timeout   time.Duration // of one question
	now       func() time.Time
	log       *slog.Logger
}

// Handle answers one call.
func (v *verifier) Handle(req handler.Request) (handler.Response, error) {
	caller, err := v.authorise(req)
	if err != nil {
		return handler.Response{}, err
	}
	q, err := parse(req)
	if err != nil {
		return handler.Response{}, err
	}
	if err := v.permit(caller, q); err != nil {
		return handler.Response{}, err
	}
	answer, err := v.verify(req.Context(), caller, q)
	if err != nil {
		return handler.Response{}, err
	}
	return function.JSON(http.StatusOK, answer), nil
}

// authorise says who asks, and whether anybody may ask today (PKS-4).
func (v *verifier) authorise(req handler.Request) (identity.Caller, error) {
	caller, err := v.identity.Authenticate(req.Header.Get("Authorization"))
	if err != nil {
		return identity.Caller{}, err
	}
	if err := caller.Require(identity.ScopeVerify); err != nil {
		return identity.Caller{}, err
	}
	return caller, v.agreement.CheckInForce(v.now())
}

// permit says whether the question belongs to the agreement (PKS-1), and whether its asker may see what it wants shown.
func (v *verifier) permit(caller identity.Caller, q question) error {
	if err := v.agreement.CheckPurpose(q.LicenceType, q.SubjectRole); err != nil {
		return err
	}
	if len(q.Show) > 0 {
		return caller.Require(identity.ScopeView)
	}
	return nil
}

// verify takes a place on the line and spends the hit.
func (v *verifier) verify(ctx context.Context, caller identity.Caller, q question) (verified, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return verified{}, err
	}
	receipt, err := v.receipts.Make(id.String(), q.nik)
	if err != nil {
		return verified{}, err
	}
	leave, err := v.line.Enter(ctx)
	if err != nil {
		return verified{}, err
	}
	admitted, err := v.admission.Admit(ctx, admission.Request{AccessID: id, Token: onceToken(caller.Operator, q.key)})
	if err != nil {
		leave(err)
		return verified{}, err
	}
	answer, err := v.ask(ctx, q)
	leave(err)
	state := v.settle(ctx, settlement(id, answer, err), admitted.State)
	if err != nil {
		return verified{}, refusal(err, state).With("access_id", id)
	}
	return v.reply(q, id, receipt, answer, state), nil
}

// ask puts the question on the line. A caller who hangs up does not cut it: the hit is spent, its answer settles it and the
// connection stays warm. The deadline stays.
func (v *verifier) ask(ctx context.Context, q question) (registry.Answer, error) {
	deadline := v.now().Add(v.timeout)
	if d, ok := ctx.Deadline(); ok && d.Before(deadline) {
		deadline = d
	}
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), deadline)
	defer cancel()
	return v.registry.Ask(ctx, q.nik)
}

// settle records what came of the access. The reservation counts already and admission goes on trying, so a failure here is
// for the log: the citizen gets the answer that was paid for.
func (v *verifier) settle(ctx context.Context, s admission.Settlement, before admission.State) admission.State {
	after, err := v.admission.Settle(ctx, s)
	if err != nil {
		v.log.Error("access not settled yet; it stays counted", "error", problem.As(err))
		return before
	}
	return after
}
