package redistest

import (
	"context"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"
)

// Value is what a key holds. A string has the one field "", a sorted set a field per member, its score the value.
type Value struct {
	Kind   string // string, hash, zset
	Fields map[string]string
}

// Failer is the part of a test that [Dump] and [Load] need; rapid's test has it too.
type Failer interface {
	Helper()
	Fatal(args ...any)
}

// Dump returns everything in the Redis of c. A key of another type fails the test.
func Dump(t Failer, c *redis.Client) map[string]Value {
	t.Helper()
	ctx := context.Background()
	keys, err := c.Keys(ctx, "*").Result()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]Value{}
	for _, key := range keys {
		v := Value{Kind: c.Type(ctx, key).Val()}
		if v.Fields, err = read(ctx, c, key, v.Kind); err != nil {
			t.Fatal(err)
		}
		all[key] = v
	}
	return all
}

func read(ctx context.Context, c *redis.Client, key, kind string) (map[string]string, error) {
	switch kind {
	case "string":
		value, err := c.Get(ctx, key).Result()
		return map[string]string{"": value}, err
	case "hash":
		return c.HGetAll(ctx, key).Result()
	case "zset":
		members, err := c.ZRangeWithScores(ctx, key, 0, -1).Result()
		fields := map[string]string{}
		for _, m := range members {
			fields[fmt.Sprint(m.Member)] = strconv.FormatFloat(m.Score, 'f', -1, 64)
		}
		return fields, err
	}
	return nil, fmt.Errorf("a key of type %q", kind)
}

// Load empties the Redis of c and puts back what [Dump] returned, without expiries.
func Load(t Failer, c *redis.Client, all map[string]Value) {
	t.Helper()
	ctx := context.Background()
	_, err := c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.FlushAll(ctx)
		for key, v := range all {
			for name, value := range v.Fields {
				write(ctx, p, key, v.Kind, name, value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func write(ctx context.Context, p redis.Pipeliner, key, kind, name, value string) {
	switch kind {
	case "string":
		p.Set(ctx, key, value, 0)
	case "hash":
		p.HSet(ctx, key, name, value)
	case "zset":
		p.Do(ctx, "ZADD", key, value, name)
	}
}
