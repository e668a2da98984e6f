package feedback

import (
	"context"

	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// Discard ends a dead or open unit with a reason code: state closed, or delivered if only its correction died. An open one is for whose
// receipt nobody holds: the function died before it answered, or the key is gone. The problems are balikan_tidak_ada,
// balikan_sudah_selesai for one that has ended or waits, isian_salah for a code that cannot be recorded, and
// penyimpanan_tidak_tersedia.
func (o *Outbox) Discard(ctx context.Context, who Person, unit, code string) (Result, error) {
	if !isReason(code) {
		return Result{}, problem.Invalid(problem.Field{Name: "code", Code: "bentuk", Detail: "Isi kode alasan dengan huruf kecil, angka, dan garis bawah."})
	}
	if !unitToken(unit) {
		return Result{}, problem.New(problem.CodeBalikanTidakAda)
	}
	var r Result
	j := o.discarding(who, unit, code, &r.Problem)
	if err := o.change(ctx, []*job{j}); err != nil {
		return Result{}, err
	}
	r.fill(j)
	if r.Problem != nil {
		return Result{}, r.Problem
	}
	return r, nil
}

func (o *Outbox) discarding(who Person, token, code string, refused **problem.Problem) *job {
	return &job{tokens: []string{token}, decide: func(u *unit, _ int64) (p plan, changed bool) {
		p, changed, *refused = discard(u, who, code)
		return p, changed
	}}
}

// discard ends a dead unit with a reason, or an open one: nobody may have the receipt any more that would speak of it. What was delivered before a correction died stands: nothing is owed again.
func discard(u *unit, who Person, code string) (p plan, changed bool, refused *problem.Problem) {
	switch {
	case u == nil:
		return plan{}, false, problem.New(problem.CodeBalikanTidakAda)
	case u.State.ended() && u.Code == code:
		return plan{}, false, nil
	case u.State != Dead && u.State != Open:
		return plan{}, false, problem.New(problem.CodeBalikanSudahSelesai)
	}
	next := *u
	next.Code = code
	step := next.step(ledger.Discarded, code, who, nil)
	step.Correction = u.Earlier != nil
	if before := u.Earlier; before != nil {
		next.Digest, next.Correction, next.Unsure = before.Digest, before.Correction, before.Unsure
		return plan{next: next.end(Delivered), step: step, drop: true}, true, nil
	}
	return plan{next: next.end(Closed), step: step, drop: true}, true, nil
}
