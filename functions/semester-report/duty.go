package main

import (
	"context"
	"errors"
	"strings"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/report"
	"simpul/lib/report/register"
)

// done is what a call of the duty did: counts alone. functions/openapi.yaml is the contract.
type done struct {
	Built     int `json:"built"`
	Delivered int `json:"delivered"`
	Waiting   int `json:"waiting"`  // due, and for people to deliver and to put on record
	Failed    int `json:"failed"`   // to be tried again
	Reminded  int `json:"reminded"` // obligations that a reminder told of
}

type skipped struct {
	Skipped bool `json:"skipped"`
}

// scheduler is who acts when nobody does.
const scheduler = "terjadwal"

// scheduled builds the reports that are due, each once, and delivers them, each once. It may be called daily or hourly, and after a
// long silence does what was left.
func (r *reporter) scheduled(ctx context.Context) (any, error) {
	var d done
	ran, err := r.turn.Run(ctx, func(ctx context.Context) (err error) {
		d, err = r.work(ctx)
		return err
	})
	r.gauges.called(d, ran, err)
	switch {
	case err != nil:
		return nil, err
	case !ran:
		return skipped{true}, nil
	}
	return d, nil
}

// work reminds also where no report can be made: of a ledger that does not hold, for one.
func (r *reporter) work(ctx context.Context) (done, error) {
	until, err := r.until(ctx)
	if err != nil {
		return done{}, err
	}
	d, errReports := r.reports(ctx, until)
	reminded, errReminder := r.remind(ctx, until)
	d.add(reminded)
	return d, errors.Join(errReports, errReminder)
}

func (r *reporter) reports(ctx context.Context, until agreement.Date) (d done, err error) {
	known, err := r.register.Read(ctx)
	if err != nil {
		return d, err
	}
	for _, o := range r.agreement.Obligations(agreement.Standing{Today: agreement.DateOf(r.now()), Delivered: known.Delivered(), Bridged: until}) {
		if semester, ok := r.isDue(o); ok {
			one, err := r.care(ctx, o, semester, known)
			if err != nil {
				return d, err
			}
			d.add(one)
		}
	}
	return d, nil
}

func (d *done) add(one done) {
	d.Built, d.Delivered, d.Waiting = d.Built+one.Built, d.Delivered+one.Delivered, d.Waiting+one.Waiting
	d.Failed, d.Reminded = d.Failed+one.Failed, d.Reminded+one.Reminded
}

// isDue returns the semester of a report that is due. A preliminary one whose semester is over is the final one's business.
func (r *reporter) isDue(o agreement.Obligation) (semester string, ok bool) {
	id, isPreliminary := strings.CutPrefix(o.ID, agreement.Preliminary(""))
	if !isPreliminary {
		if id, ok = strings.CutPrefix(o.ID, agreement.Final("")); !ok {
			return "", false
		}
	}
	semester = strings.ToUpper(id)
	open := o.State == agreement.Due || o.State == agreement.Overdue
	return semester, open && !(isPreliminary && o.State == agreement.Overdue)
}

// care does what is due for one report. What the register lost, the ledger tells while it is read.
func (r *reporter) care(ctx context.Context, o agreement.Obligation, semester string, known register.Known) (done, error) {
	if known.Has(ledger.ReportBuilt, o.ID) && r.settings.Delivery != "smtp" {
		return done{Waiting: 1}, nil
	}
	f, found, err := r.look(ctx, semester)
	switch {
	case err != nil:
		return done{}, err
	case found.Has(ledger.ReportDelivered, o.ID):
		return done{}, r.register.Restore(ctx, found)
	case f.Ledger.Since.IsZero() || f.Period.To.Before(agreement.DateOf(f.Ledger.Since)): // before Simpul: the office reports by hand
		return done{Waiting: 1}, nil
	}
	if err := r.register.Restore(ctx, found); err != nil {
		return done{}, err
	}
	if name(f) != o.ID {
		r.log.Warn("a report waits for the seal that takes the totals of its last day along", "report", o.ID)
		return done{Failed: 1}, nil
	}
	if found.Has(ledger.ReportBuilt, o.ID) && r.settings.Delivery != "smtp" { // the files that lie there are those on record
		return done{Waiting: 1}, nil
	}
	return r.fulfil(ctx, o, f)
}

// look builds a semester's figures, and tells what the ledger says of reports.
func (r *reporter) look(ctx context.Context, semester string) (report.Figures, register.Known, error) {
	p, err := r.period(ctx, request{Period: &semester})
	if err != nil {
		return report.Figures{}, nil, err
	}
	var found register.Known
	f, err := r.figures(ctx, p, func(record ledger.Record) {
		if e, ok := register.Of(record); ok {
			found = append(found, e)
		}
	})
	return f, found, err
}

// fulfil makes the files before it says on record that they were made: who stops between the two makes them again.
func (r *reporter) fulfil(ctx context.Context, o agreement.Obligation, f report.Figures) (d done, err error) {
	figures, err := f.JSON()
	if err != nil {
		return d, err
	}
	if err := r.lay(f); err != nil {
		r.log.Error("the files of a report cannot be written; it is tried again", "report", o.ID, "error", err)
		return done{Failed: 1}, nil
	}
	e := register.Entry{Action: ledger.ReportBuilt, Report: o.ID, Code: scheduler, Digest: report.Digest(figures)}
	fresh, err := r.register.Record(ctx, e, scheduler, "")
	if err != nil {
		return d, err
	}
	if fresh {
		d.Built = 1
	}
	if r.settings.Delivery != "smtp" {
		r.log.Warn("a report waits to be delivered and put on record", "report", o.ID, "due", o.Due.String())
		d.Waiting = 1
		return d, nil
	}
	return r.mail(ctx, o, f, e.Digest, d)
}
