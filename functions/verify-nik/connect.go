package main

import (
	"context"
	"log/slog"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/problem"
	"simpul/lib/registry"
	"simpul/lib/registry/conformity"
	"simpul/lib/registry/lookup"
	"simpul/lib/registry/webportal"
	"simpul/lib/registry/webportal/session"
)

// connector is a way to the registry, metered, opened ahead of the first question.
type connector interface {
	registry.Connector
	Meter() *registry.Meter
	Warm(ctx context.Context)
}

// connection is a connector, and what closes it when the function stops.
type connection struct {
	connector
	close func(context.Context)
}

// connect makes the way that the configuration names.
func connect(parts *assembly.Parts) (connection, error) {
	settings := parts.Config.Registry
	switch settings.Method {
	case agreement.MethodLookup:
		client, err := lookup.New(settings, parts.Secrets)
		return connection{client, func(context.Context) { client.Close() }}, err
	case agreement.MethodKesesuaian:
		client, err := conformity.New(settings, parts.Secrets)
		return connection{client, func(context.Context) { client.Close() }}, err
	}
	client, err := webportal.New(settings, parts.Secrets, session.NewRedis(parts.Redis, parts.Config.Redis.Timeout))
	return connection{client, func(ctx context.Context) { logOut(ctx, client) }}, err
}

// logOut takes at most half of the time there is: what is left to settle matters more than a session, which ends by itself.
func logOut(ctx context.Context, client *webportal.Client) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/2)
		defer cancel()
	}
	if err := client.Close(ctx); err != nil {
		slog.Warn("the session at the web portal was not ended", "error", err)
	}
}

// canShow refuses to show what the method does not disclose, before it costs a hit.
func (v *verifier) canShow() error {
	if v.settings.Method != agreement.MethodKesesuaian {
		return nil
	}
	return problem.Invalid(problem.Field{Name: "show", Code: "tidak_diungkap",
		Detail: "Metode kesesuaian hanya menjawab sesuai atau tidak sesuai, sehingga data Dukcapil tidak dapat ditampilkan. Kirim tanpa show."})
}
