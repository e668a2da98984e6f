package main

import (
	"context"

	"simpul/lib/agreement"
	"simpul/lib/identity"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/report/register"
)

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
	if err := r.owed(ctx, o.Report, "record.report"); err != nil {
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

// owed refuses what would clear an obligation before its time: a slip of the pen, or a preliminary report ahead of its month, and the
// report itself would never be made.
func (r *reporter) owed(ctx context.Context, id, field string) error {
	until, err := r.until(ctx)
	if err != nil {
		return err
	}
	today := agreement.DateOf(r.now())
	for _, o := range r.agreement.Obligations(agreement.Standing{Today: today, Bridged: until}) {
		if o.ID == id && !today.Before(o.From) {
			return nil
		}
	}
	return problem.Invalid(problem.Field{Name: field, Code: "belum_jatuh_tempo",
		Detail: "Laporan ini tidak atau belum jatuh tempo: laporan sementara mulai Juni atau Desember, laporan semester setelah semesternya lewat."})
}

// digestOf is the digest given, or that of the files as they were laid out. Where nobody has these, people deliver what they fetched
// later, and that bears a digest of its own.
func (r *reporter) digestOf(ctx context.Context, o order) (ledger.Hash, error) {
	if o.Digest != nil {
		return *o.Digest, nil
	}
	known, err := r.register.Read(ctx)
	if err != nil {
		return ledger.Hash{}, err
	}
	for _, e := range known {
		if r.laysOut() && o.Action == "delivered" && e.Action == ledger.ReportBuilt && e.Report == o.Report {
			return e.Digest, nil
		}
	}
	return ledger.Hash{}, problem.Invalid(problem.Field{Name: "record.digest", Code: "wajib",
		Detail: "Isi sidik SHA-256: pada kaki halaman laporan, atau dari salinan bertanda tangan."})
}
