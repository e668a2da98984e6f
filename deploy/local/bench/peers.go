package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"

	"github.com/redis/go-redis/v9"

	"simpul/deploy/local/bench/load"
	"simpul/lib/problem"
)

// admitted tells a refusal from a failure.
func admitted(err error) (bool, error) {
	if problem.Is(err, problem.CodeKuotaHabis) {
		return false, nil
	}
	return err == nil, err
}

// incr counts everybody and refuses afterwards: exact, and a lost reply is charged twice.
func incr(c *redis.Client) load.Primitive {
	return load.Primitive{
		Step:  func(ctx context.Context) error { return c.Incr(ctx, "incr").Err() },
		Reset: func(ctx context.Context) error { return c.Del(ctx, "incr").Err() },
		Try: func(ctx context.Context) (bool, error) {
			n, err := c.Incr(ctx, "incr").Result()
			return err == nil && n <= load.Limit, err
		},
	}
}

// watched counts as the driver's manual shows it: read, compare, write, and again if somebody else was there.
func watched(c *redis.Client) load.Primitive {
	const none = int64(1) << 62
	return load.Primitive{
		Step: func(ctx context.Context) error {
			_, err := countWatched(ctx, c, none)
			return err
		},
		Reset: func(ctx context.Context) error { return c.Del(ctx, "watched").Err() },
		Try:   func(ctx context.Context) (bool, error) { return countWatched(ctx, c, load.Limit) },
	}
}

func countWatched(ctx context.Context, c *redis.Client, limit int64) (bool, error) {
	for {
		counted := false
		err := c.Watch(ctx, func(tx *redis.Tx) error {
			n, err := tx.Get(ctx, "watched").Int64()
			if err != nil && !errors.Is(err, redis.Nil) {
				return err
			}
			if n >= limit {
				return nil
			}
			counted = true
			_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error { return p.Set(ctx, "watched", n+1, 0).Err() })
			return err
		}, "watched")
		if !errors.Is(err, redis.TxFailedErr) {
			return counted && err == nil, err
		}
	}
}

// redisRate is the limiter of github.com/go-redis/redis_rate, in a program and a module of its own.
func (w *world) redisRate(ctx context.Context) way {
	binary := filepath.Join(w.folder, "redisrate")
	missing := w.build(ctx, filepath.Join(w.root, "deploy/local/bench/redisrate"), binary, ".")
	return way{name: "go-redis/redis_rate", missing: missing, measure: func(ctx context.Context) (load.Figures, error) {
		var f load.Figures
		out, err := exec.CommandContext(ctx, binary, "-socket", w.counters.socket, "-for", w.step.String()).Output()
		if err != nil {
			return f, fmt.Errorf("redisrate: %w", err)
		}
		return f, json.Unmarshal(out, &f)
	}}
}
