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
	return &verifier{
		identity:     parts.Identity,
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

// checkTimes refuses to start when a call could be cut before its own steps give up: a place on the line, admission, the
// question, settlement; and two steps with which the web portal's session is put back.
func checkTimes(cfg *config.Config) error {
	settings, err := function.ReadSettings(os.LookupEnv)
	if err != nil {
		return err
	}
	steps := 2
	if cfg.Registry.Method == agreement.MethodWebPortal {
		steps = 4
	}
	if registry.SlotWait+time.Duration(steps)*cfg.Redis.Timeout+cfg.Registry.Timeout >= settings.ExecTimeout {
		return fmt.Errorf("exec_timeout must be longer than registry.timeout, %d times redis.timeout and half a second together", steps)
	}
	return nil
}
