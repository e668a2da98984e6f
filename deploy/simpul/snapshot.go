package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"simpul/lib/admission"
	"simpul/lib/assembly"
)

// saving has Redis write a snapshot now, with a user who may do that and nothing else.
func saving(parts *assembly.Parts, user, data string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		settings := parts.Config.Redis
		if user != "" {
			settings.User, settings.PasswordFile = user, "redis-password-"+user
		}
		client, err := admission.NewClient(settings, parts.Secrets)
		if err != nil {
			return "", err
		}
		defer func() { _ = client.Close() }()
		return filepath.Join(data, "dump.rdb"), saved(ctx, client)
	}
}

const (
	saveTime = time.Minute
	beat     = 100 * time.Millisecond
)

// saved has the append-only file written anew, which until then tells more than it should (deploy/redis/README.md), and then a
// snapshot.
func saved(ctx context.Context, client *admission.Client) error {
	ctx, stop := context.WithTimeout(ctx, saveTime)
	defer stop()
	if _, err := idle(ctx, client); err != nil {
		return err
	}
	if err := client.BgRewriteAOF(ctx).Err(); err != nil {
		return fmt.Errorf("BGREWRITEAOF: %w", err)
	}
	if err := written(ctx, client, "aof_last_bgrewrite_status:ok"); err != nil {
		return err
	}
	if err := client.BgSave(ctx).Err(); err != nil {
		return fmt.Errorf("BGSAVE: %w", err)
	}
	return written(ctx, client, "rdb_last_bgsave_status:ok")
}

// written waits until Redis has written a file.
func written(ctx context.Context, client *admission.Client, well string) error {
	info, err := idle(ctx, client)
	if err == nil && !strings.Contains(info, well) {
		err = errors.New("redis tidak dapat menulis berkasnya: periksa disk")
	}
	return err
}

// idle waits until Redis writes nothing, and will write nothing that it put off: it refuses a snapshot beside another of its own, and
// answers a rewrite that waits for one as if it had begun.
func idle(ctx context.Context, client *admission.Client) (string, error) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		info, err := client.Info(ctx, "persistence").Result()
		if err != nil || !slices.ContainsFunc([]string{"rdb_bgsave_in_progress:1", "aof_rewrite_in_progress:1", "aof_rewrite_scheduled:1"},
			func(busy string) bool { return strings.Contains(info, busy) }) {
			return info, err
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-tick.C:
		}
	}
}
