package main

import (
	"context"
	"errors"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/registry/conformity"
	"simpul/lib/registry/lookup"
)

// connector is a way to the registry, metered, opened ahead of the first question, and closed when the function stops.
type connector interface {
	registry.Connector
	Meter() *registry.Meter
	Warm(ctx context.Context)
	Close()
}

// connect makes the way that the configuration names.
func connect(settings config.Registry, secrets *config.Secrets) (connector, error) {
	switch settings.Method {
	case agreement.MethodLookup:
		return lookup.New(settings, secrets)
	case agreement.MethodKesesuaian:
		return conformity.New(settings, secrets)
	}
	return nil, errors.New("registry.method: webportal is not there yet")
}

// canShow refuses to show what the method does not disclose, before it costs a hit.
func (v *verifier) canShow() error {
	if v.settings.Method != agreement.MethodKesesuaian {
		return nil
	}
	return problem.Invalid(problem.Field{Name: "show", Code: "tidak_diungkap",
		Detail: "Metode kesesuaian hanya menjawab sesuai atau tidak sesuai, sehingga data Dukcapil tidak dapat ditampilkan. Kirim tanpa show."})
}
