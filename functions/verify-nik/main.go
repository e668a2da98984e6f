// Command verify-nik is the OpenFaaS function that verifies one applicant's NIK and papers at the civil registry (PKS-1,
// PKS-2.1a). functions/openapi.yaml is its contract; handler.go is the flow.
package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"simpul/lib/assembly"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
)

func main() { function.Main("verify-nik", build) }

func build(context.Context) (function.Function, error) {
	parts, err := assembly.Build()
	if err != nil {
		return function.Function{}, err
	}
	cfg := parts.Config
	if cfg.Registry.Method != "lookup" {
		return function.Function{}, errors.New("registry.method: only lookup is there so far")
	}
	receipts, err := identity.NewReceipts(cfg.Identity, parts.Secrets, slog.Default())
	if err != nil {
		return function.Function{}, err
	}
	client, err := lookup.New(cfg.Registry, parts.Secrets)
	if err != nil {
		return function.Function{}, err
	}
	v := &verifier{
		identity:  parts.Identity,
		receipts:  receipts,
		agreement: cfg.Agreement,
		line:      registry.NewLine(cfg.Registry),
		admission: parts.Admission,
		registry:  client,
		timeout:   cfg.Registry.Timeout,
		now:       time.Now,
		log:       slog.Default(),
	}
	return function.Function{
		Handler:        v.Handle,
		RefuseCallback: true,
		Ready:          parts.Ready(),
		Close:          closer(parts, client),
	}, nil
}

func closer(parts *assembly.Parts, client *lookup.Client) func(context.Context) error {
	return func(ctx context.Context) error {
		client.Close()
		return parts.Close(ctx)
	}
}
