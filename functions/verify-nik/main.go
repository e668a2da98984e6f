// Command verify-nik is the OpenFaaS function that verifies one applicant's NIK and papers at the civil registry (PKS-1,
// PKS-2.1a). functions/openapi.yaml is its contract; handler.go is the flow.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"simpul/lib/admission/evidence"
	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/cardreader"
	"simpul/lib/config"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/keyring"
	"simpul/lib/registry"
	"simpul/lib/registry/connectors"
)

func main() { function.Main("verify-nik", build) }

func build(context.Context) (function.Function, error) {
	parts, err := assembly.Build()
	if err != nil {
		return function.Function{}, err
	}
	v, line, err := newVerifier(parts)
	if err != nil {
		return function.Function{}, err
	}
	return function.Function{
		Handler:        v.Handle,
		RefuseCallback: true,
		Ready:          parts.Ready(),
		Contacts:       parts.Config.Agreement.Contacts,
		Warm: func(ctx context.Context) {
			go parts.Warm(ctx)
			line.Warm(ctx)
		},
		Metrics: v.gauges.set,
		Close: func(ctx context.Context) error {
			if err := line.Close(ctx); err != nil { // first: the web portal's session is in Redis
				slog.Warn("the session at the web portal was not ended", "error", err)
			}
			return parts.Close(ctx)
		},
	}, checkTimes(parts.Config)
}

func newVerifier(parts *assembly.Parts) (*verifier, connectors.Connection, error) {
	cfg := parts.Config
	if err := cfg.Agreement.CheckMethod(cfg.Registry.Method, cfg.Registry.Simulator, time.Now()); err != nil {
		return nil, connectors.Connection{}, err
	}
	if err := cfg.Agreement.CheckProven(cfg.Registry.Simulator, time.Now()); err != nil {
		return nil, connectors.Connection{}, fmt.Errorf("agreement.%w", err)
	}
	receipts, err := identity.NewReceipts(cfg.Identity, parts.Secrets, slog.Default())
	if err != nil {
		return nil, connectors.Connection{}, err
	}
	line, err := connectors.Open(cfg.Registry, parts.Secrets, parts.Redis, cfg.Redis.Timeout)
	if err != nil {
		return nil, connectors.Connection{}, err
	}
	guard, err := keyring.Open(parts.Secrets, cfg.Guard.KeyFile, slog.Default())
	if err != nil {
		return nil, connectors.Connection{}, fmt.Errorf("guard.key_file: %w", err)
	}
	applications, err := keyring.Open(parts.Secrets, cfg.Ledger.ApplicationFile, slog.Default())
	if err != nil {
		return nil, connectors.Connection{}, fmt.Errorf("ledger.application_file: %w", err)
	}
	cards, err := openCards(parts)
	if err != nil {
		return nil, connectors.Connection{}, err
	}
	return &verifier{
		identity:     parts.Identity,
		cards:        cards,
		afterCard:    afterCard(cfg),
		receipts:     receipts,
		evidence:     evidence.New(evidence.Keyring(guard)),
		applications: applications,
		secrets:      parts.Secrets,
		agreement:    cfg.Agreement,
		line:         registry.NewLine(cfg.Registry),
		admission:    parts.Admission,
		registry:     line,
		settings:     cfg.Registry,
		patience:     cfg.Redis.Timeout,
		now:          time.Now,
		log:          slog.Default(),
		gauges:       newGauges(line.Meter()),
	}, line, nil
}

// openCards returns the client of the counters' readers, nil if there are none.
func openCards(parts *assembly.Parts) (*cardreader.Client, error) {
	if parts.Config.Readers == nil {
		return nil, nil
	}
	return cardreader.Open(*parts.Config.Readers, parts.Secrets, time.Now, slog.Default())
}

// checkTimes refuses to start when a call could be cut before its own steps give up: the card, and all that follows.
func checkTimes(cfg *config.Config) error {
	settings, err := function.ReadSettings(os.LookupEnv)
	if err != nil {
		return err
	}
	needed := afterCard(cfg)
	if cfg.Readers != nil {
		needed += cfg.Redis.Timeout + cfg.Readers.Wait + cardreader.ReadTime
	}
	if needed >= settings.ExecTimeout {
		return fmt.Errorf("exec_timeout must be longer than the steps of a call together, which are %v (half a second, registry.timeout, redis.timeout %d times, "+
			"and with readers 5s, readers.wait and redis.timeout once more)", needed, steps(cfg))
	}
	return nil
}

// afterCard is what a call takes at most once the card is read: a place on the line, admission, the question, settlement; and three
// steps of the web portal's session that outlast registry.timeout: a new login is stored, the session is put back, the lease given up.
func afterCard(cfg *config.Config) time.Duration {
	return registry.SlotWait + time.Duration(steps(cfg))*cfg.Redis.Timeout + cfg.Registry.Timeout
}

// steps are those in Redis; with readers one counts how the read ended.
func steps(cfg *config.Config) int {
	n := 2
	if cfg.Registry.Method == agreement.MethodWebPortal {
		n = 5
	}
	if cfg.Readers != nil {
		n++
	}
	return n
}
