// Package assembly builds what every function needs first: configuration, secrets, identity, admission. A function's main.go
// adds what it alone needs.
package assembly

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/admission"
	"simpul/lib/config"
	"simpul/lib/function"
	"simpul/lib/identity"
)

// Parts are the common parts of a function, wired.
type Parts struct {
	Config    *config.Config
	Secrets   *config.Secrets
	Identity  *identity.Verifier
	Admission *admission.Admission
	redis     *redis.Client
}

// Build reads the configuration that the environment names ([config.FromEnvironment]) and builds the parts. It asks nothing of
// Redis: a function starts, healthy and not ready, while Redis is away.
func Build() (*Parts, error) {
	path, folder := config.FromEnvironment(os.Environ())
	cfg, err := config.Load(path, os.Environ())
	if err != nil {
		return nil, err
	}
	for _, setting := range cfg.Registry.Dangers() {
		slog.Warn("a dangerous setting is in force: the line to the registry is not protected (PKS-2.2h)", "setting", setting)
	}
	p := &Parts{Config: cfg, Secrets: config.NewSecrets(folder)}
	if p.Identity, err = identity.NewVerifier(cfg.Identity, p.Secrets, time.Now, slog.Default()); err != nil {
		return nil, err
	}
	if p.redis, err = admission.NewClient(cfg.Redis, p.Secrets); err != nil {
		return nil, err
	}
	p.Admission, err = admission.New(p.redis, admission.Settings{
		Quota:          cfg.Agreement.Quota,
		CallDeadline:   cfg.Registry.Timeout,
		Timeout:        cfg.Redis.Timeout,
		ClockTolerance: cfg.Redis.ClockTolerance,
		FollowLeft:     cfg.Registry.FollowQuota,
	})
	return p, err
}

// Redis returns the client of the shared Redis, for a function's own keys. It sends a step again when its reply is lost: see
// [admission.NewClient].
func (p *Parts) Redis() redis.Scripter { return p.redis }

// Ready is the check of everything that fails closed.
func (p *Parts) Ready() []function.Check {
	return []function.Check{{Name: "admission", Ask: p.Admission.Ready}}
}

// Close settles what is left and closes the connections to Redis.
func (p *Parts) Close(ctx context.Context) error {
	return errors.Join(p.Admission.Close(ctx), p.redis.Close())
}
