// Package connectors makes the way to the registry that the configuration names: registry.method is the one line by which an
// office changes it (JUKNIS-II.C.1, II.C.3).
package connectors

import (
	"context"
	"time"

	"simpul/lib/admission"
	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/registry"
	"simpul/lib/registry/conformity"
	"simpul/lib/registry/lookup"
	"simpul/lib/registry/webportal"
	"simpul/lib/registry/webportal/session"
)

// Connector is a way to the registry, metered, opened ahead of the first question.
type Connector interface {
	registry.Connector
	// Meter returns what counts the bytes of the line.
	Meter() *registry.Meter
	// Warm opens one connection, and asks nothing.
	Warm(ctx context.Context)
}

// Connection is a connector, and what closes it.
type Connection struct {
	Connector
	close func(context.Context) error
}

// Open makes the connector. It asks nobody anything yet. The web portal's sessions are in redis, in steps no longer than patience;
// the other methods do without it.
func Open(settings config.Registry, secrets *config.Secrets, redis *admission.Client, patience time.Duration) (Connection, error) {
	switch settings.Method {
	case agreement.MethodLookup:
		client, err := lookup.New(settings, secrets)
		return Connection{client, closing(client)}, err
	case agreement.MethodKesesuaian:
		client, err := conformity.New(settings, secrets)
		return Connection{client, closing(client)}, err
	}
	client, err := webportal.New(settings, secrets, session.NewRedis(redis, patience))
	return Connection{client, func(ctx context.Context) error { return logOut(ctx, client) }}, err
}

// Close ends what the connector has open, within ctx. An error says that the session at the web portal was not ended; it ends by
// itself.
func (c Connection) Close(ctx context.Context) error { return c.close(ctx) }

func closing(client interface{ Close() }) func(context.Context) error {
	return func(context.Context) error {
		client.Close()
		return nil
	}
}

// logOut takes at most half of the time there is: what is left to settle matters more than a session, which ends by itself.
func logOut(ctx context.Context, client *webportal.Client) error {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/2)
		defer cancel()
	}
	return client.Close(ctx)
}
