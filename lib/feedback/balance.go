package feedback

import (
	"context"
	"strconv"
	"time"

	"simpul/lib/ledger"
)

// Balance is the equation: Units = Delivered + Closed + Queued + Dead + Open. Units, ends and corrections are counters; the rest is how
// long the lists are, so that a list that lost something shows.
type Balance struct {
	Units, Delivered, Closed, Queued, Dead, Open int64

	External    int64     // of Open: hits made outside Simpul that nobody has told of yet, nor discarded, and units that a lost Redis knew (initialise)
	Corrections int64     // of Delivered: those that replaced an earlier delivery
	Late        int64     // open units older than Settings.WarnAfter
	Oldest      time.Time // of the open ones; zero: none
}

// Holds reports whether the equation does.
func (b Balance) Holds() bool {
	return b.Units == b.Delivered+b.Closed+b.Queued+b.Dead+b.Open
}

// Agrees reports whether the ledger alone tells the same: a whole one, of which nothing was cut yet.
func (b Balance) Agrees(o ledger.Owed) bool {
	return b.Units == o.Units && b.Delivered == o.Delivered && b.Closed == o.Closed && b.Queued == o.Queued && b.Dead == o.Dead &&
		b.Open == o.Open && b.External == o.External
}

// Balance reads where all units stand, in one step. The problem is penyimpanan_tidak_tersedia.
func (o *Outbox) Balance(ctx context.Context) (Balance, error) {
	ctx, cancel := context.WithTimeout(ctx, o.settings.Timeout)
	defer cancel()
	answer, err := balanceScript.Run(ctx, o.redis, nil, o.settings.Offset().Milliseconds(), o.settings.WarnAfter.Milliseconds()).Slice()
	if err != nil {
		return Balance{}, unavailable(err)
	}
	var n [10]int64
	if !numbers(answer, n[:]) {
		return Balance{}, unavailable(errReply)
	}
	b := Balance{Units: n[0], External: n[1], Delivered: n[2], Closed: n[3], Corrections: n[4], Queued: n[5], Dead: n[6], Open: n[7] + n[1], Late: n[8]}
	if n[9] > 0 {
		b.Oldest = time.UnixMilli(n[9]).UTC()
	}
	return b, nil
}

// numbers reads a script's answer, and reports whether it is so many numbers; the last may be text.
func numbers(answer []any, to []int64) bool {
	if len(answer) != len(to) {
		return false
	}
	for i, value := range answer {
		n, isNumber := value.(int64)
		if text, isText := value.(string); isText {
			var err error
			n, err = strconv.ParseInt(text, 10, 64)
			isNumber = err == nil
		}
		if !isNumber {
			return false
		}
		to[i] = n
	}
	return true
}
