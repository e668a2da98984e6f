package stack

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/alicebob/miniredis/v2"

	"simpul/lib/admission"
	"simpul/lib/config"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
)

// startRedis embeds a Redis unless o names one, and starts a count if it has none: on a machine of one's own that is
// nobody else's decision. The functions never do (design.md, Fail closed).
func (s *Stack) startRedis(ctx context.Context, o Options, cfg *config.Config) error {
	s.RedisURL = o.RedisURL
	if o.RedisURL == "" {
		embedded := miniredis.NewMiniRedis()
		if err := embedded.Start(); err != nil {
			return fmt.Errorf("start embedded redis: %w", err)
		}
		s.RedisURL = "redis://" + embedded.Addr() + "/0"
		s.stopRedis = tick(embedded)
	}
	settings := cfg.Redis
	settings.URL = s.RedisURL
	if err := s.fill(ctx, o, settings, cfg); err != nil {
		return err
	}
	return initialise(ctx, settings, config.NewSecrets(SecretsFolder(o.State)), cfg)
}

// tick lets the embedded Redis forget what has expired: its clock moves only when told. It returns how to stop both.
func tick(embedded *miniredis.Miniredis) func() {
	second := time.NewTicker(time.Second)
	stopped := make(chan struct{})
	go func() {
		for {
			select {
			case <-second.C:
				embedded.FastForward(time.Second)
			case <-stopped:
				return
			}
		}
	}()
	return func() {
		second.Stop()
		close(stopped)
		embedded.Close()
	}
}

func initialise(ctx context.Context, redis config.Redis, secrets *config.Secrets, cfg *config.Config) error {
	signing, err := keyring.Open(secrets, cfg.Ledger.MACFile, slog.Default())
	if err != nil {
		return err
	}
	client, err := admission.NewClient(redis, secrets)
	if err != nil {
		return err
	}
	defer func() { _ = client.Close() }()
	a, err := admission.New(client, admission.Settings{
		Quota:          cfg.Agreement.Quota,
		Ledger:         ledger.NewSigner(signing),
		CallDeadline:   cfg.Registry.Timeout,
		Timeout:        redis.Timeout,
		ClockTolerance: redis.ClockTolerance,
	})
	if err != nil {
		return err
	}
	if state, err := a.State(ctx); state.Prepared {
		return err
	}
	return a.Initialise(ctx, admission.Initialisation{
		First: true,
		Basis: admission.Basis{Operator: "tumpukan-lokal", Code: "tumpukan_lokal", Paper: "make run"},
	})
}
