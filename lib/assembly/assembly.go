// Package assembly builds what every function needs first: configuration, secrets, identity, the keys of the ledger's records,
// admission. A function's main.go adds what it alone needs.
package assembly

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"simpul/lib/admission"
	"simpul/lib/config"
	"simpul/lib/feedback"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/keyring"
	"simpul/lib/ledger"
)

// Parts are the common parts of a function, wired.
type Parts struct {
	Config    *config.Config
	Secrets   *config.Secrets
	Identity  *identity.Verifier
	Admission *admission.Admission
	Redis     *admission.Client
	Ledger    *keyring.Ring // signs and checks records of the ledger
}

// Build reads the configuration that the environment names ([config.FromEnvironment]) and builds the parts. It asks nothing of
// Redis: a function starts, healthy and not ready, while Redis is away.
func Build() (*Parts, error) {
	path, folder := config.FromEnvironment(os.Environ())
	cfg, err := config.Load(path, os.Environ())
	if err != nil {
		return nil, err
	}
	for _, setting := range cfg.Redis.Dangers() {
		slog.Warn("a dangerous setting is in force: after a restart Redis has forgotten the day (JUKNIS-II.B.1)", "setting", setting)
	}
	for _, setting := range append(cfg.Registry.Dangers(), cfg.Feedback.Dangers()...) {
		slog.Warn("a dangerous setting is in force: the line to the registry is not protected (PKS-2.2h)", "setting", setting)
	}
	p := &Parts{Config: cfg, Secrets: config.NewSecrets(folder)}
	if p.Identity, err = identity.NewVerifier(cfg.Identity, p.Secrets, time.Now, slog.Default()); err != nil {
		return nil, err
	}
	if p.Redis, err = admission.NewClient(cfg.Redis, p.Secrets); err != nil {
		return nil, err
	}
	if p.Ledger, err = keyring.Open(p.Secrets, cfg.Ledger.MACFile, slog.Default()); err != nil {
		return nil, fmt.Errorf("ledger: mac_file: %w", err)
	}
	p.Admission, err = admission.New(p.Redis, admission.Settings{
		Quota:          cfg.Agreement.Quota,
		Ends:           cfg.Agreement.Ends(),
		Guard:          cfg.Guard,
		Ledger:         ledger.NewSigner(p.Ledger),
		CallDeadline:   cfg.Registry.Timeout,
		Timeout:        cfg.Redis.Timeout,
		ClockTolerance: cfg.Redis.ClockTolerance,
		FollowLeft:     cfg.Registry.FollowQuota,
	})
	return p, err
}

// A failed delivery is tried again after first, then after twice that, and so on up to most: what waited for a whole day is on its way
// within minutes after the line is back. While it is cut, the duty tries one batch each minute.
const (
	first = 30 * time.Second
	most  = 5 * time.Minute
)

// FeedbackSettings are those of every outbox (lib/feedback), so that all functions see the same units late or ended.
func (p *Parts) FeedbackSettings() feedback.Settings {
	f := p.Config.Feedback
	return feedback.Settings{
		Timeout: p.Config.Redis.Timeout, Immediate: f.Immediate, Call: f.Timeout, Batch: f.Batch, MaxAge: f.MaxAge,
		Keep: p.Config.Ledger.Retention(), First: first, Most: most, WarnAfter: time.Duration(f.WarnAfter) * 24 * time.Hour,
	}
}

// Warm connects to Redis ahead of the first call, which then does not wait for it. Whether that works is for Ready to say.
func (p *Parts) Warm(ctx context.Context) { _ = p.Admission.Ready(ctx) }

// Ready is the check of everything that fails closed.
func (p *Parts) Ready() []function.Check {
	return []function.Check{{Name: "admission", Ask: p.Admission.Ready}}
}

// Close settles what is left and closes the connections to Redis.
func (p *Parts) Close(ctx context.Context) error {
	return errors.Join(p.Admission.Close(ctx), p.Redis.Close())
}
