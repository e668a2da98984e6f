package store

import (
	"context"
	"errors"
	"iter"
	"math"

	"github.com/redis/go-redis/v9"

	"simpul/lib/ledger"
)

// The keys, as the package comment lists them. One hash tag puts them in one slot.
const (
	keyTag      = "{simpul}:"
	ledgerKey   = keyTag + "ledger"
	sealsKey    = keyTag + "seals"
	countersKey = keyTag + "counters"
)

// Store is the ledger in one Redis. It is safe for concurrent use.
type Store struct{ client redis.Cmdable }

// New returns the ledger in the Redis of client.
func New(client redis.Cmdable) *Store { return &Store{client} }

// Items yields the whole ledger, for [ledger.Verify] and [ledger.Export], in pages. What is appended meanwhile may be part of it. If
// old entries are cut away meanwhile, some may seem to be missing: then read again.
func (s *Store) Items(ctx context.Context) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		r := reading{Store: s, ctx: ctx, yield: yield}
		for seal := uint64(0); ; {
			// Seals first: what a seal covers was there before it, so it is there when it is read after it.
			seals, err := s.seals(ctx, seal)
			switch {
			case !r.sealed(seals):
				return
			case err != nil:
				yield(ledger.Item{}, r.behindLast(err))
				return
			case len(seals) == 0:
				r.upTo(math.MaxInt64)
				return
			}
			seal = seals[len(seals)-1].Number
		}
	}
}

// reading is how far the entries were yielded.
type reading struct {
	*Store
	ctx   context.Context
	yield func(ledger.Item, error) bool
	after uint64
	ahead []ledger.Entry // read, not yet yielded
	err   error          // what comes behind them
}

// sealed yields seals, each behind its entries, and reports whether to go on.
func (r *reading) sealed(seals []ledger.Signed) bool {
	for _, signed := range seals {
		to := uint64(0) // of a seal that cannot be read: who checks will say so
		if seal, err := signed.Open(); err == nil {
			to = seal.To
		}
		if !r.upTo(to) || !r.yield(ledger.Item{Seal: &signed}, nil) {
			return false
		}
	}
	return true
}

// upTo yields the entries up to a number, and reports whether to go on.
func (r *reading) upTo(to uint64) bool {
	for r.after < to && r.more() && r.ahead[0].Seq <= to {
		entry := r.ahead[0]
		r.ahead, r.after = r.ahead[1:], entry.Seq
		if !r.yield(ledger.Item{Entry: &entry}, nil) {
			return false
		}
	}
	if len(r.ahead) == 0 && r.err != nil {
		r.yield(ledger.Item{}, r.err)
		return false
	}
	return true
}

func (r *reading) more() bool {
	if len(r.ahead) == 0 && r.err == nil {
		r.ahead, r.err = r.entries(r.ctx, r.after, entryPage)
	}
	return len(r.ahead) > 0
}

// behindLast says of a bad seal which record is the first without proof.
func (r *reading) behindLast(err error) error {
	if bad, ok := errors.AsType[*ledger.Bad](err); ok {
		bad.Seq = r.after + 1
	}
	return err
}
