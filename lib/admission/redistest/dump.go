package redistest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// Value is what a key holds. A string has the one field "", a sorted set a field per member, its score the value, a stream a
// field per entry, its values a JSON array.
type Value struct {
	Kind   string // string, hash, zset, stream
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
	kinds, err := kindsOf(ctx, c, keys)
	if err != nil {
		t.Fatal(err)
	}
	all, reads := map[string]Value{}, map[string]func() (map[string]string, error){}
	_, err = c.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, key := range keys {
			reads[key] = read(ctx, p, key, kinds[i])
		}
		return nil
	})
	for i, key := range keys {
		fields, errRead := reads[key]()
		if err = errors.Join(err, errRead); err != nil {
			t.Fatal(err)
		}
		all[key] = Value{Kind: kinds[i], Fields: fields}
	}
	return all
}

func kindsOf(ctx context.Context, c *redis.Client, keys []string) ([]string, error) {
	kinds := make([]string, len(keys))
	answers, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, key := range keys {
			p.Type(ctx, key)
		}
		return nil
	})
	for i, answer := range answers {
		kinds[i] = answer.(*redis.StatusCmd).Val()
	}
	return kinds, err
}

// read puts a reading into the pipeline and returns how to get it once the pipeline has run.
func read(ctx context.Context, p redis.Pipeliner, key, kind string) func() (map[string]string, error) {
	switch kind {
	case "string":
		value := p.Get(ctx, key)
		return func() (map[string]string, error) { return map[string]string{"": value.Val()}, value.Err() }
	case "hash":
		return p.HGetAll(ctx, key).Result
	case "zset":
		members := p.ZRangeWithScores(ctx, key, 0, -1)
		return func() (map[string]string, error) { return scores(members.Val()), members.Err() }
	case "stream":
		all := p.Do(ctx, "XRANGE", key, "-", "+")
		return func() (map[string]string, error) { return entries(all) }
	}
	return func() (map[string]string, error) { return nil, fmt.Errorf("a key of type %q", kind) }
}

func scores(members []redis.Z) map[string]string {
	fields := map[string]string{}
	for _, m := range members {
		fields[fmt.Sprint(m.Member)] = strconv.FormatFloat(m.Score, 'f', -1, 64)
	}
	return fields
}

// Load empties the Redis of c and puts back what [Dump] returned, without expiries.
func Load(t Failer, c *redis.Client, all map[string]Value) {
	t.Helper()
	ctx := context.Background()
	_, err := c.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.FlushAll(ctx)
		for key, v := range all {
			for _, name := range inOrder(v.Fields) {
				write(ctx, p, key, v.Kind, name, v.Fields[name])
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
	case "stream":
		var values []string
		if json.Unmarshal([]byte(value), &values) == nil {
			p.XAdd(ctx, &redis.XAddArgs{Stream: key, ID: name, Values: values})
		}
	}
}

// entries returns a stream's, as XRANGE has them: field and value in turn.
func entries(answer *redis.Cmd) (map[string]string, error) {
	all, err := answer.Slice()
	fields := map[string]string{}
	for _, entry := range all {
		pair, _ := entry.([]any)
		if len(pair) != 2 {
			return nil, errors.New("an entry of no two parts")
		}
		values, err := json.Marshal(pair[1])
		if err != nil {
			return nil, err
		}
		fields[fmt.Sprint(pair[0])] = string(values)
	}
	return fields, err
}

// inOrder sorts names by length, then by text: ids of a stream in the order in which Redis takes them.
func inOrder(fields map[string]string) []string {
	return slices.SortedFunc(maps.Keys(fields), func(a, b string) int {
		return cmp.Or(len(a)-len(b), strings.Compare(a, b))
	})
}
