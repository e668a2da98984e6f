package main

import (
	"cmp"
	"context"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/report"
	"simpul/lib/report/register"
)

func (r *reporter) mail(ctx context.Context, o agreement.Obligation, f report.Figures, digest ledger.Hash, d done) (done, error) {
	if err := r.send(ctx, o.ID, f); err != nil {
		r.log.Error("a report could not be delivered; it is tried again", "report", o.ID, "error", err)
		d.Failed = 1
		return d, nil
	}
	d.Delivered = 1
	_, err := r.sent(ctx, o.ID, digest, f, scheduler, "")
	return d, err
}

// sent records a delivery, and tells whether it was the first. What has gone is put on record also for a caller who has gone since: it
// would go again.
func (r *reporter) sent(ctx context.Context, id string, digest ledger.Hash, f report.Figures, operator, frontend string) (bool, error) {
	s := r.semester(f.Period.Name)
	e := register.Entry{Action: ledger.ReportDelivered, Report: id, Code: register.Mailed, Paper: cmp.Or(s.Number, register.Mailed), PaperDate: s.Date, Digest: digest}
	if e.PaperDate.IsZero() {
		e.PaperDate = agreement.DateOf(r.now())
	}
	return r.register.Record(context.WithoutCancel(ctx), e, operator, frontend)
}

// deliver sends a semester's report now, again if need be; it is counted once.
func (r *reporter) deliver(ctx context.Context, caller identity.Caller, asked request) (any, error) {
	if err := caller.Require(identity.ScopeAdmin); err != nil {
		return nil, err
	}
	if r.settings.Delivery != "smtp" {
		return nil, problem.Invalid(problem.Field{Name: "deliver", Code: "tidak_tersedia", Detail: "Laporan diantar secara manual: unduh berkasnya, lalu catat dengan record."})
	}
	p, err := r.period(ctx, asked)
	if err != nil {
		return nil, err
	}
	f, err := r.figures(ctx, p, nil)
	if err != nil {
		return nil, err
	}
	id := name(f)
	if err := r.owed(ctx, id, "deliver"); err != nil {
		return nil, err
	}
	if err := r.send(ctx, id, f); err != nil {
		return nil, problem.New(problem.CodeSurelTidakTerkirim).Because(err).WithRetryAfter(10 * time.Minute)
	}
	figures, err := f.JSON()
	if err != nil {
		return nil, err
	}
	digest := report.Digest(figures)
	fresh, err := r.sent(ctx, id, digest, f, caller.Operator, caller.Frontend)
	return noted{id, fresh, digest.String()}, err
}
