package admission

import (
	"context"
	_ "embed"

	"github.com/redis/go-redis/v9"
)

//go:embed common.lua
var commonLua string

//go:embed admit.lua
var admitLua string

//go:embed guard.lua
var guardLua string

//go:embed reserve.lua
var reserveLua string

//go:embed owed.lua
var owedLua string

//go:embed settle.lua
var settleLua string

//go:embed read.lua
var readLua string

//go:embed act.lua
var actLua string

//go:embed sweep.lua
var sweepLua string

//go:embed decide.lua
var decideLua string

//go:embed count.lua
var countLua string

// The scripts. They are called by digest and sent whole when Redis does not know the digest: after a restart or a fail-over.
var (
	settleScript = redis.NewScript(commonLua + owedLua + settleLua)
	readScript   = redis.NewScript(commonLua + readLua)
	actScript    = redis.NewScript(commonLua + actLua)
	sweepScript  = redis.NewScript(commonLua + sweepLua)
	decideScript = redis.NewScript(commonLua + decideLua)
	countScript  = redis.NewScript(commonLua + countLua)
)

// admitScript returns the script of an installation; its digest tells its terms as well.
func admitScript(terms claim) *redis.Script {
	return redis.NewScript(commonLua + terms.lua() + admitLua + guardLua + reserveLua)
}

// run takes one round trip, or up to Settings.Timeout. The first of args are the field of a credential pair and that of the
// access or act. Its error is penyimpanan_tidak_tersedia.
func (a *Admission) run(ctx context.Context, s *redis.Script, keys []string, args ...any) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, a.settings.Timeout)
	defer cancel()
	t, offset := a.teller(), a.settings.Offset()
	keys = append([]string{quotaKey}, keys...)
	args = append([]any{offset.Milliseconds(), t.clock, t.tolerance, t.epoch, t.rev}, args...)
	values, err := a.client.step(ctx, s, keys, args)
	if err != nil {
		return reply{}, unavailable(err)
	}
	r, err := decode(values)
	if err != nil {
		return reply{}, unavailable(err)
	}
	if a.client.acknowledges(s) {
		a.seen.raise(r.epoch, r.rev)
	}
	return r, nil
}

// teller introduces this process to a script.
func (a *Admission) teller() teller {
	t := teller{
		clock:     a.settings.Clock().UnixMilli(),
		tolerance: a.settings.ClockTolerance.Milliseconds(),
	}
	t.epoch, t.rev = a.seen.highest()
	return t
}
