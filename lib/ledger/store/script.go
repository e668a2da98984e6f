package store

import (
	"context"
	_ "embed"
	"errors"

	"github.com/redis/go-redis/v9"

	"simpul/lib/ledger"
)

//go:embed seal.lua
var sealLua string

//go:embed cut.lua
var cutLua string

//go:embed import.lua
var importLua string

// The scripts. They are called by digest and sent whole when Redis does not know the digest.
var (
	sealScript   = redis.NewScript(sealLua)
	cutScript    = redis.NewScript(cutLua)
	importScript = redis.NewScript(importLua)
)

// errMoved is a seal that came too late.
var errMoved = errors.New("ledger: another sealer was first")

// append stores a seal behind the one it follows, and removes the counters that are in it. It returns errMoved, or
// [ErrCounters] if somebody counted on a day that is over.
func (s *Store) append(ctx context.Context, sealed ledger.Sealed, counters []counter) error {
	args := []any{sealed.Number - 1, sealed.Signed.Seal, sealed.Signed.Signature}
	for _, c := range counters {
		args = append(args, c.field, c.value)
	}
	word, err := sealScript.Run(ctx, s.client, []string{sealsKey, countersKey}, args...).Text()
	switch {
	case err != nil:
		return reason(err)
	case word == "moved":
		return errMoved
	case word != "done":
		return ErrCounters
	}
	return nil
}

func (s *Store) cut(ctx context.Context, c ledger.Cut) error {
	return reason(cutScript.Run(ctx, s.client, []string{ledgerKey, sealsKey}, c.To+1, c.Seal+1).Err())
}
