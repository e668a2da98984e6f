package main

import (
	"context"
	"errors"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/report"
)

// wrongPeriods are the fields and texts for what can be wrong with a period.
var wrongPeriods = map[error]problem.Field{
	report.ErrPeriodForm:  {Name: "period", Code: "bentuk", Detail: "Isi semester seperti 2026-S1 atau 2026-S2."},
	report.ErrPeriodOrder: {Name: "to", Code: "terbalik", Detail: "Tanggal akhir mendahului tanggal awal."},
	report.ErrPeriodLong:  {Name: "to", Code: "terlalu_panjang", Detail: "Isi periode paling lama lima tahun."},
	report.ErrOutside:     {Name: "period", Code: "di_luar_perjanjian", Detail: "Tidak ada hari perjanjian dalam periode ini."},
	errFuture:             {Name: "period", Code: "belum_tiba", Detail: "Periode ini belum dimulai."},
}

var errFuture = errors.New("a period that has not begun")

// period is the one asked for, cut to the days of the agreement and its bridging.
func (r *reporter) period(ctx context.Context, asked request) (report.Period, error) {
	until, err := r.until(ctx)
	if err != nil {
		return report.Period{}, err
	}
	p, err := spelt(asked)
	if err == nil && !p.Begun(r.now()) {
		err = errFuture
	}
	if err == nil {
		p, err = p.Within(r.agreement.ValidFrom, until)
	}
	if err != nil {
		return report.Period{}, r.wrong(err, asked)
	}
	return p, nil
}

func (r *reporter) wrong(err error, asked request) error {
	field, known := wrongPeriods[err]
	if !known {
		return problem.As(err)
	}
	if field.Name == "period" && asked.Period == nil {
		field.Name = "from"
	}
	return problem.Invalid(field)
}

func spelt(asked request) (report.Period, error) {
	if asked.Period != nil {
		return report.ParseSemester(*asked.Period)
	}
	return report.Span(or(asked.From), or(asked.To))
}

// until is the last day of access: the agreement's, or the bridging's. Where Redis cannot be trusted with the count, it still knows
// the bridging.
func (r *reporter) until(ctx context.Context) (agreement.Date, error) {
	s, err := r.state(ctx)
	if s.Now.IsZero() && err != nil {
		return agreement.Date{}, err
	}
	if s.Bridged.After(r.agreement.Ends()) {
		return agreement.DateOf(s.Bridged.Add(-time.Second)), nil
	}
	return r.agreement.ValidUntil, nil
}

// figures reads and checks the whole ledger, one report at a time.
func (r *reporter) figures(ctx context.Context, p report.Period, watch func(ledger.Record)) (report.Figures, error) {
	select {
	case r.one <- struct{}{}:
		defer func() { <-r.one }()
	case <-ctx.Done():
		return report.Figures{}, problem.New(problem.CodeTerlaluSibuk).WithRetryAfter(10 * time.Second)
	}
	f, err := report.Build(r.book.Items(ctx), report.Input{
		Period: p, Agreement: r.agreement, Proof: ledger.Proof{Trust: r.trust(), CheckMAC: r.checkMAC}, Now: r.now(), Watch: watch,
	})
	if bad, isBad := errors.AsType[*ledger.Bad](err); isBad {
		r.log.Error("no report of a ledger that does not hold", "error", bad)
		return report.Figures{}, problem.New(problem.CodeCatatanTidakUtuh).Because(bad).With("record", bad.Seq)
	}
	if err != nil {
		return report.Figures{}, problem.New(problem.CodePenyimpananTidakTersedia).Because(err).WithRetryAfter(5 * time.Second)
	}
	return f, nil
}
