package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/admission"
	"simpul/lib/admission/evidence"
	"simpul/lib/agreement"
	"simpul/lib/cardreader"
	"simpul/lib/config"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/keyring"
	"simpul/lib/problem"
	"simpul/lib/registry"
)

// verifier answers POST /function/verify-nik. Whatever can refuse stands before what costs: token, agreement, request,
// purpose, the card, a place on the line, and only then the hit.
type verifier struct {
	identity     *identity.Verifier
	receipts     *identity.Receipts
	evidence     *evidence.Maker
	applications *keyring.Ring // tokens of application numbers
	secrets      *config.Secrets
	agreement    agreement.Agreement
	cards        *cardreader.Client // nil: the office has no readers
	afterCard    time.Duration      // what the steps after a card's read take at most
	line         *registry.Line
	admission    *admission.Admission
	registry     registry.Connector
	settings     config.Registry
	patience     time.Duration // from before admission to the question: one step in Redis
	now          func() time.Time
	log          *slog.Logger
	gauges       *gauges
}

// Handle answers one call: a verification, or the officer's decision about one.
func (v *verifier) Handle(req handler.Request) (handler.Response, error) {
	answer, err := v.answer(req)
	if err != nil {
		v.gauges.refused(err)
		return handler.Response{}, err
	}
	return function.JSON(http.StatusOK, answer), nil
}

func (v *verifier) answer(req handler.Request) (any, error) {
	caller, err := v.authorise(req)
	if err != nil {
		return nil, err
	}
	b, err := decode(req)
	if err != nil {
		return nil, err
	}
	if b.Decision != nil {
		return v.decide(req, caller, b)
	}
	q, err := parse(req, b, v.cards.Knows)
	if err != nil {
		return nil, err
	}
	if err := v.permit(caller, q); err != nil {
		return nil, err
	}
	if q, err = v.withCard(req.Context(), caller, q); err != nil {
		return nil, err
	}
	return v.verify(req.Context(), caller, q)
}

// authorise says who asks, and whether anybody may ask by this method (JUKNIS-II.C.1). Before the agreement's first day nobody
// may; its end is for admission, which knows of the bridging (PKS-4).
func (v *verifier) authorise(req handler.Request) (identity.Caller, error) {
	caller, err := v.identity.Authenticate(req.Header.Get("Authorization"))
	if err != nil {
		return identity.Caller{}, err
	}
	if err := caller.Require(identity.ScopeVerify); err != nil {
		return identity.Caller{}, err
	}
	if err := v.agreement.CheckBegun(v.now()); err != nil {
		return identity.Caller{}, err
	}
	return caller, v.agreement.CheckMethod(v.settings.Method, v.settings.Simulator, v.now())
}

// permit says whether the question belongs to the agreement (PKS-1), and whether its asker may see what it wants shown.
func (v *verifier) permit(caller identity.Caller, q question) error {
	if err := v.agreement.CheckPurpose(q.LicenceType, q.SubjectRole); err != nil {
		return err
	}
	if q.Override != nil {
		if err := caller.Require(identity.ScopeOverride); err != nil {
			return err
		}
	}
	if len(q.Show) == 0 {
		return nil
	}
	if err := caller.Require(identity.ScopeView); err != nil {
		return err
	}
	return v.canShow()
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
	defer leave(errUnfinished) // after a panic or a refusal; otherwise the line has been left by then
	asked := v.now().Round(0)
	claim, err := v.claim(id, caller, q)
	if err != nil {
		return verified{}, err
	}
	admitted, err := v.admission.Admit(ctx, claim)
	if err != nil {
		return verified{}, err
	}
	answer, err := v.ask(ctx, caller, q, asked)
	leave(err)
	came := concluded(answer, q, err)
	state := v.settle(ctx, came.Settlement(admitted.Record, claim.Login), admitted.State)
	if err != nil {
		return verified{}, refusal(err, admitted, state).With("access_id", id)
	}
	v.gauges.answered(answer.Status).Inc()
	return v.reply(q, id, receipt, answer, came.Comparison, state), nil
}

var (
	errUnfinished = errors.New("the registry was not asked")
	errHeldUp     = fmt.Errorf("held up before asking: %w", context.Canceled)
)

// ask puts the question on the line. Once it is there nobody can cut it: the hit is spent, the answer settles it and the
// connection stays warm; X-Timeout and exec_timeout end only the caller's waiting. A question that was held up since asked, by
// a paused machine for one, would fall outside the time that admission reserved (JUKNIS-II.B.1: maybe on another day): it does
// not leave. Wall clocks are compared, since others stand still while a machine is paused.
func (v *verifier) ask(ctx context.Context, caller identity.Caller, q question, asked time.Time) (registry.Answer, error) {
	if ctx.Err() != nil || v.now().Round(0).Sub(asked) > v.patience {
		return registry.Answer{}, &registry.Fault{Kind: registry.NotSent, Cause: errHeldUp}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), v.settings.Timeout)
	defer cancel()
	defer v.gauges.asked(time.Now())
	return v.registry.Ask(ctx, registry.Question{NIK: q.nik, Claimed: q.claimed, Operator: caller.Operator})
}

// settle records what came of the access. The reservation counts already and admission goes on trying, so a failure here is
// for the log: the citizen gets the answer that was paid for.
func (v *verifier) settle(ctx context.Context, s admission.Settlement, before admission.State) admission.State {
	after, err := v.admission.Settle(ctx, s)
	if err != nil {
		v.log.Error("access not settled yet; it stays counted", "error", problem.As(err))
		return before
	}
	v.gauges.quota(after)
	return after
}
