// Command redisrate measures github.com/go-redis/redis_rate on a Redis, as deploy/local/bench does with what it is compared
// to, and prints load.Figures as JSON. A module of its own keeps what only a comparison needs out of the product's.
//
//	redisrate -socket path -for 500ms
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"

	"simpul/deploy/local/bench/load"
)

func main() {
	socket := flag.String("socket", "", "unix `socket` of Redis")
	d := flag.Duration("for", time.Second, "`time` of one run")
	flag.Parse()
	if err := run(context.Background(), *socket, *d); err != nil {
		fmt.Fprintln(os.Stderr, "redisrate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, socket string, d time.Duration) error {
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: socket})
	defer func() { _ = client.Close() }()
	figures, err := primitive(client).Measure(ctx, d)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(figures)
}

// plenty is a limit that no run meets.
var plenty = redis_rate.Limit{Rate: 1e9, Burst: 1e9, Period: time.Hour}

// day is the nearest that a leaky bucket has to a day's quota: it refills all day long.
var day = redis_rate.Limit{Rate: load.Limit, Burst: load.Limit, Period: 24 * time.Hour}

func primitive(client *redis.Client) load.Primitive {
	limiter := redis_rate.NewLimiter(client)
	return load.Primitive{
		Step: func(ctx context.Context) error {
			_, err := limiter.Allow(ctx, "step", plenty)
			return err
		},
		Reset: func(ctx context.Context) error { return limiter.Reset(ctx, "race") },
		Try: func(ctx context.Context) (bool, error) {
			r, err := limiter.Allow(ctx, "race", day)
			return err == nil && r.Allowed == 1, err
		},
	}
}
