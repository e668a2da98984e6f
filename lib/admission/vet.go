package admission

import (
	"context"

	"github.com/redis/go-redis/v9"
)

const appendfsync = "appendfsync"

// asked is a server that can be asked about itself.
type asked interface {
	Info(ctx context.Context, sections ...string) *redis.StringCmd
	ConfigGet(ctx context.Context, parameter string) *redis.MapStringStringCmd
}

// ask asks a server about itself. INFO does not show appendfsync; CONFIG GET does, to a user that may.
func (p promise) ask(ctx context.Context, server asked) (info, error) {
	text, err := server.Info(ctx).Result()
	if err != nil {
		return nil, err
	}
	i, err := parseInfo(text)
	if err == nil && p.persistence == "always" {
		if set, err := server.ConfigGet(ctx, appendfsync).Result(); err == nil {
			i[appendfsync] = set[appendfsync]
		}
	}
	return i, err
}

// vet looks at the server of a new connection before anything is sent over it: after a restart, a fail-over or a look into
// another configuration each connection is new.
func (p promise) vet(ctx context.Context, conn *redis.Conn) error {
	i, err := p.ask(ctx, conn)
	if err != nil || i["redis_mode"] == "sentinel" { // the driver vets its own connections to sentinels too
		return err
	}
	return p.access(i)
}

// kept asks whether Redis is set and stands as promised. Its error is penyimpanan_tidak_tersedia; the cause names the setting.
func (a *Admission) kept(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, a.settings.Timeout)
	defer cancel()
	i, err := a.client.promise.ask(ctx, a.client)
	if err == nil {
		err = a.client.promise.ready(i)
	}
	if err != nil {
		return unavailable(err)
	}
	return nil
}
