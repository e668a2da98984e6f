package feedback

import (
	"cmp"
	"context"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/problem"
	"simpul/lib/shape"
)

// MostExternal bounds one order of [Outbox.DiscardExternal].
const MostExternal = 1000

// onceFor is how long an order is known again.
const onceFor = 72 * time.Hour

var onceToken = shape.Of(`^[A-Za-z0-9_-]{1,64}$`)

// DiscardExternal closes hits made outside Simpul (record_external) of which nobody will tell: two that were made of one pair, one of a
// pair that Simpul accessed too, one that was told before it was recorded, or one that was never made. They are numbers without a NIK,
// so this is the only way to end them. once is the order's keyed token, "" for none: with it the same order is carried out once in
// three days, and answered with Again.
//
// The problems are isian_salah, for a code that cannot be recorded and for more hits than are open, and penyimpanan_tidak_tersedia.
func (o *Outbox) DiscardExternal(ctx context.Context, who Person, hits int64, code, once string) (Result, error) {
	once = cmp.Or(once, randomStep())
	if !isReason(code) || !onceToken(once) {
		return Result{}, problem.Invalid(problem.Field{Name: "code", Code: "bentuk", Detail: "Isi kode alasan dengan huruf kecil, angka, dan garis bawah."})
	}
	if hits < 1 || hits > MostExternal {
		return Result{}, tooMany()
	}
	ctx, cancel := context.WithTimeout(ctx, o.settings.Timeout)
	defer cancel()
	record, mac, err := o.signExternal(ctx, who, hits, code)
	if err != nil {
		return Result{}, err
	}
	word, err := externalScript.Run(ctx, o.redis, []string{discardedKey(once)}, hits, record, mac, onceFor.Milliseconds()).Text()
	switch {
	case err != nil:
		return Result{}, unavailable(err)
	case word == "fewer":
		return Result{}, tooMany()
	case word != "done" && word != "again":
		return Result{}, unavailable(errReply)
	}
	if err := o.redis.Confirm(ctx); err != nil {
		return Result{}, unavailable(err)
	}
	return Result{State: Closed, Code: code, Again: word == "again"}, nil
}

// signExternal returns the order's record, of the time by Redis's clock, and its MAC.
func (o *Outbox) signExternal(ctx context.Context, who Person, hits int64, code string) (record []byte, mac string, err error) {
	now, err := o.redis.Time(ctx).Result()
	if err != nil {
		return nil, "", unavailable(err)
	}
	step := unit{item: item{Manual: true}}.step(ledger.Discarded, code, who, nil)
	step.Hits = &hits
	return o.sign(&job{now: now.Add(o.settings.Offset()).UnixMilli()}, plan{step: step})
}

func tooMany() *problem.Problem {
	return problem.Invalid(problem.Field{Name: "external", Code: "terlalu_banyak", Detail: "Isi paling banyak jumlah akses di luar Simpul yang masih terbuka (quota-check, feedback.external), dan paling banyak 1000."})
}
