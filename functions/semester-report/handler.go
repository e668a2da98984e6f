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

// noted is the answer to an order: what is on record now.
type noted struct {
	Report string `json:"report"`
	Fresh  bool   `json:"recorded"` // false: it was on record before, and nothing was counted again
	Digest string `json:"digest"`
}

// record puts on record how a report was delivered, or the digest of the copy that was signed.
func (r *reporter) record(ctx context.Context, caller identity.Caller, o order) (any, error) {
	if err := caller.Require(identity.ScopeAdmin); err != nil {
		return nil, err
	}
	digest, err := r.digestOf(ctx, o)
	if err != nil {
		return nil, err
	}
	e := register.Entry{Action: "report_" + o.Action, Report: o.Report, Code: o.Code, Paper: o.PaperNumber, PaperDate: or(o.PaperDate), Receipt: o.Receipt, Digest: digest}
	fresh, err := r.register.Record(ctx, e, caller.Operator, caller.Frontend)
	return noted{o.Report, fresh, digest.String()}, err
}

// digestOf is the digest given, or that of the figures as they were built.
func (r *reporter) digestOf(ctx context.Context, o order) (ledger.Hash, error) {
	if o.Digest != nil {
		return *o.Digest, nil
	}
	known, err := r.register.Read(ctx)
	if err != nil {
		return ledger.Hash{}, err
	}
	for _, e := range known {
		if o.Action == "delivered" && e.Action == ledger.ReportBuilt && e.Report == o.Report {
			return e.Digest, nil
		}
	}
	return ledger.Hash{}, problem.Invalid(problem.Field{Name: "record.digest", Code: "wajib",
		Detail: "Isi sidik SHA-256: pada kaki halaman laporan, atau dari salinan bertanda tangan."})
}
