package feedback

import (
	"context"
	_ "embed"
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/problem"
)

// The keys, as the package comment lists them. One hash tag puts them in one slot.
const (
	keyTag = "{simpul}:"
)

func unitKey(token string) string   { return keyTag + "unit:" + token }
func sealedKey(token string) string { return keyTag + "sealed:" + token }
func listKey(s State) string        { return keyTag + "units:" + s.list() }
func discardedKey(once string) string {
	return keyTag + "units:discarded:" + once
}

//go:embed read.lua
var readLua string

//go:embed swap.lua
var swapLua string

//go:embed due.lua
var dueLua string

//go:embed balance.lua
var balanceLua string

//go:embed external.lua
var externalLua string

// The scripts. They are called by digest and sent whole when Redis does not know the digest.
var (
	readScript    = redis.NewScript(readLua)
	swapScript    = redis.NewScript(swapLua)
	dueScript     = redis.NewScript(dueLua)
	balanceScript = redis.NewScript(balanceLua)

	externalScript = redis.NewScript(externalLua)
)

var errReply = errors.New("feedback: not an answer of this version's scripts")

// read reads the units of jobs, and the time, in one step.
func (o *Outbox) read(ctx context.Context, jobs []*job) error {
	var keys []string
	for _, j := range jobs {
		for _, token := range j.tokens {
			keys = append(keys, unitKey(token), sealedKey(token))
		}
	}
	ctx, cancel := context.WithTimeout(ctx, o.settings.Timeout)
	defer cancel()
	answer, err := readScript.Run(ctx, o.redis, keys, o.settings.Offset().Milliseconds()).Slice()
	if err != nil {
		return unavailable(err)
	}
	if len(answer) != 3 {
		return unavailable(errReply)
	}
	if isHalted(answer[2]) {
		return problem.New(problem.CodePenyimpananMundur)
	}
	now, isTime := answer[0].(int64)
	values, isList := answer[1].([]any)
	if !isTime || !isList || len(values) != len(keys) {
		return unavailable(errReply)
	}
	for _, j := range jobs {
		j.now, j.broken = now, j.found(values[:2*len(j.tokens)]) != nil
		values = values[2*len(j.tokens):]
	}
	return nil
}

// isHalted reads whether admission has found Redis rolled back: it forgot what was delivered, and would send it again as if it never
// had been (the halt ends with initialise).
func isHalted(answer any) bool { return answer != int64(0) }

// found takes the unit that is under one of the tokens: one that goes on before one that has ended.
func (j *job) found(values []any) error {
	j.unit, j.sealed = nil, ""
	for i, token := range j.tokens {
		value, _ := values[2*i].(string)
		u, err := parseUnit(token, value)
		if err != nil {
			return err
		}
		if u == nil || j.unit != nil && (u.State.ended() || !j.unit.State.ended()) {
			continue
		}
		j.unit = u
		j.sealed, _ = values[2*i+1].(string)
	}
	return nil
}

// swap writes steps in one go, and returns the jobs whose unit moved.
func (o *Outbox) swap(ctx context.Context, steps []*step) (moved []*job, err error) {
	if len(steps) == 0 {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, o.settings.Timeout)
	defer cancel()
	answers := o.send(ctx, steps, swapScript.EvalSha)
	if redis.HasErrorPrefix(answers[0].Err(), "NOSCRIPT") {
		answers = o.send(ctx, steps, swapScript.Eval)
	}
	for i, s := range steps {
		switch word, err := answers[i].Text(); {
		case err != nil:
			return nil, unavailable(err)
		case word == "moved":
			moved = append(moved, s.job)
		default:
			s.job.unit, s.job.changed, s.job.over = &s.plan.next, true, true
		}
	}
	if err := o.redis.Confirm(ctx); err != nil {
		return nil, unavailable(err)
	}
	return moved, nil
}

type evaluate func(ctx context.Context, c redis.Scripter, keys []string, args ...any) *redis.Cmd

func (o *Outbox) send(ctx context.Context, steps []*step, eval evaluate) []*redis.Cmd {
	p := o.redis.Pipeline()
	answers := make([]*redis.Cmd, len(steps))
	for i, s := range steps {
		token := s.plan.next.token
		answers[i] = eval(ctx, p, []string{unitKey(token), sealedKey(token)}, s.args...)
	}
	_, _ = p.Exec(ctx) // its error is that of the first command to fail
	return answers
}

// again is about the time of a restart of Redis.
const again = 5 * time.Second

// unavailable returns penyimpanan_tidak_tersedia. Its cause is in words of our own: the driver's errors name the server's address, and
// Redis's replies repeat arguments (SPTJM).
func unavailable(err error) error {
	if problem.Is(err, problem.CodePenyimpananTidakTersedia) {
		return err
	}
	return problem.New(problem.CodePenyimpananTidakTersedia).WithRetryAfter(again).Because(reason(err))
}

func reason(err error) error {
	refused, isRefusal := errors.AsType[redis.Error](err)
	switch {
	case errors.Is(err, errReply):
		return err
	case isRefusal:
		code, _, _ := strings.Cut(refused.Error(), " ")
		return errors.New("feedback: redis refused with " + code)
	case errors.Is(err, context.Canceled):
		return context.Canceled
	}
	return errors.New("feedback: no answer of redis")
}
