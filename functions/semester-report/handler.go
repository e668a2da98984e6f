package main

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/duty"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/ledger/store"
	"simpul/lib/problem"
	"simpul/lib/report/register"
)

// reporter answers POST /function/semester-report. It works while the agreement is not in force: the last report is owed after it.
type reporter struct {
	identity  *identity.Verifier
	agreement agreement.Agreement
	settings  config.Report
	secrets   *config.Secrets
	book      *store.Store
	trust     func() ledger.Trust
	checkMAC  func(record []byte, mac string) error
	state     func(context.Context) (admission.State, error)
	register  *register.Register
	turn      *duty.Duty
	gauges    gauges
	one       chan struct{} // held by who builds: a report takes the memory of one
	now       func() time.Time
	log       *slog.Logger
}

// Handle answers one call.
func (r *reporter) Handle(req handler.Request) (handler.Response, error) {
	res, err := r.serve(req)
	if err != nil {
		r.gauges.refusal(problem.As(err).Code).Inc()
	}
	return res, err
}

func (r *reporter) serve(req handler.Request) (handler.Response, error) {
	if len(req.Body) == 0 && len(req.Header.Values("Authorization")) == 0 {
		return answer(r.scheduled(req.Context()))
	}
	caller, err := r.identity.Authenticate(req.Header.Get("Authorization"))
	if err != nil {
		return handler.Response{}, err
	}
	asked, err := parse(req)
	if err != nil {
		return handler.Response{}, err
	}
	switch {
	case asked.Record != nil:
		return answer(r.record(req.Context(), caller, *asked.Record))
	case or(asked.Deliver):
		return answer(r.deliver(req.Context(), caller, asked))
	}
	return r.document(req.Context(), caller, asked)
}

func answer(v any, err error) (handler.Response, error) {
	if err != nil {
		return handler.Response{}, err
	}
	return function.JSON(http.StatusOK, v), nil
}

// document answers with one form of a report.
func (r *reporter) document(ctx context.Context, caller identity.Caller, asked request) (handler.Response, error) {
	if err := caller.Require(identity.ScopeReadReport); err != nil {
		return handler.Response{}, err
	}
	period, err := r.period(ctx, asked)
	if err != nil {
		return handler.Response{}, err
	}
	f, err := r.figures(ctx, period, nil)
	if err != nil {
		return handler.Response{}, err
	}
	made, err := r.file(f, or(asked.Format))
	if err != nil {
		return handler.Response{}, err
	}
	return handler.Response{StatusCode: http.StatusOK, Body: made.Content, Header: http.Header{
		"Content-Type":        {made.Type},
		"Content-Disposition": {`attachment; filename="` + made.Name + `"`},
	}}, nil
}
