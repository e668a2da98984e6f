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
	made, beacon := step(p), p.Set(ctx, beaconKey, "", 0)
	acks := p.Do(ctx, "WAIT", c.promise.replicas, c.wait.Milliseconds())
	_, _ = p.Exec(ctx) // its error is that of the first command to fail
	values, err := made.Slice()
	if err != nil {
		return nil, err
	}
	if n, err := acks.Int(); err != nil || beacon.Err() != nil || n < c.promise.replicas {
		return nil, errUnacknowledged
	}
	return values, nil
}
