package feedback

import (
	"context"

	"simpul/lib/problem"
)

// Retry lets a unit that waits go out with the next duty, whatever pause it was given. It changes nothing for one that is being sent.
// The problems are balikan_tidak_ada; balikan_sudah_selesai; balikan_harus_dikirim_ulang for a dead unit, whose content is gone, and
// for an open one, which never had any; and penyimpanan_tidak_tersedia or penyimpanan_mundur.
func (o *Outbox) Retry(ctx context.Context, token string) (Result, error) {
	if !unitToken(token) {
		return Result{}, problem.New(problem.CodeBalikanTidakAda)
	}
	var r Result
	j := &job{tokens: []string{token}, decide: func(u *unit, now int64) (p plan, changed bool) {
		p, changed, r.Problem = hurry(u, now)
		return p, changed
	}}
	if err := o.change(ctx, []*job{j}); err != nil {
		return Result{}, err
	}
	r.fill(j)
	if r.Problem != nil {
		return Result{}, r.Problem
	}
	return r, nil
}

// hurry decides what becomes of a unit that somebody does not want to wait for.
func hurry(u *unit, now int64) (p plan, changed bool, refused *problem.Problem) {
	switch {
	case u == nil:
		return plan{}, false, problem.New(problem.CodeBalikanTidakAda)
	case u.State.ended():
		return plan{}, false, problem.New(problem.CodeBalikanSudahSelesai)
	case u.State != Queued:
		return plan{}, false, problem.New(problem.CodeBalikanHarusDikirimUlang)
	case u.leased(now):
		return plan{}, false, nil
	}
	return plan{next: *u, due: now}, true, nil
}
