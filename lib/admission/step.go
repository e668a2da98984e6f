package admission

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// errUnacknowledged is the error of a step that the primary has made and not all replicas had in time: a fail-over may keep it
// or lose it, and nobody knows which.
const errUnacknowledged fault = "redis: changed, but not acknowledged by all replicas"

// beaconKey is written behind each step that must be acknowledged, always with nothing in it. WAIT waits for the last write
// of its own connection (since Redis 7.2; before, for the last command). A repeated step finds itself done and writes
// nothing, on a connection that may be new: WAIT would say yes at once, whatever became of the first attempt. The beacon
// comes after both in the stream of changes, so who has it has the step.
const beaconKey = keyTag + "beacon"

// reads reports whether a step changes nothing that would be missed after a fail-over.
func reads(s *redis.Script) bool { return s == readScript }

// acknowledges reports whether all replicas know what an answer to s tells. What they may not know must not be remembered as
// seen: a fail-over that rightly loses it would look like a Redis that is behind, and halt everybody.
func (c *Client) acknowledges(s *redis.Script) bool { return c.promise.replicas == 0 || !reads(s) }

// step runs s by its digest, or whole if Redis does not know the digest: after a restart or a fail-over.
func (c *Client) step(ctx context.Context, s *redis.Script, keys []string, args []any) ([]any, error) {
	send := c.acknowledged
	if reads(s) || c.promise.replicas == 0 {
		send = c.alone
	}
	values, err := send(ctx, func(to redis.Scripter) *redis.Cmd { return s.EvalSha(ctx, to, keys, args...) })
	if redis.HasErrorPrefix(err, "NOSCRIPT") {
		values, err = send(ctx, func(to redis.Scripter) *redis.Cmd { return s.Eval(ctx, to, keys, args...) })
	}
	return values, err
}

func (c *Client) alone(_ context.Context, step func(redis.Scripter) *redis.Cmd) ([]any, error) {
	return step(c.Client).Slice()
}

// acknowledged sends the step and the question who has it in one go: a script may not wait itself.
func (c *Client) acknowledged(ctx context.Context, step func(redis.Scripter) *redis.Cmd) ([]any, error) {
	p := c.Pipeline()
	made, all := step(p), c.light(ctx, p)
	_, _ = p.Exec(ctx) // its error is that of the first command to fail
	values, err := made.Slice()
	if err == nil && !all() {
		return nil, errUnacknowledged
	}
	return values, err
}

// light adds the beacon and the question who has it. Once p is executed, all says whether everybody has.
func (c *Client) light(ctx context.Context, p redis.Pipeliner) (all func() bool) {
	beacon, acks := p.Set(ctx, beaconKey, "", 0), p.Do(ctx, "WAIT", c.promise.replicas, c.wait.Milliseconds())
	return func() bool {
		n, err := acks.Int()
		return beacon.Err() == nil && err == nil && n >= c.promise.replicas
	}
}

// Confirm waits until all replicas that redis.replicas promises have everything that was written before, by whomever; it
// returns at once where none are promised. For what goes past [Admission]: a seal of the ledger that a fail-over could still
// lose must not be told to anybody.
func (c *Client) Confirm(ctx context.Context) error {
	if c.promise.replicas == 0 {
		return nil
	}
	p := c.Pipeline()
	all := c.light(ctx, p)
	if _, err := p.Exec(ctx); err != nil {
		return reason(err)
	}
	if !all() {
		return errUnacknowledged
	}
	return nil
}
