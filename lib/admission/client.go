package admission

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"simpul/lib/config"
)

const (
	attempts   = 3               // within the configured time
	poolSize   = 16              // a step takes well under a millisecond
	bufferSize = 4 << 10         // of a connection, each way; the driver's 32 KiB would be most of a function's memory
	lifetime   = 5 * time.Minute // of a connection: so long may a setting of Redis change before a new one finds out
)

// Client is the way to one Redis, and what that Redis must keep to. Make one with [NewClient]; it is safe for concurrent use.
type Client struct {
	*redis.Client
	promise promise
	wait    time.Duration // that replicas have to acknowledge a step
}

// NewClient returns a client for the Redis of c. Password and CA are read from secrets at each new connection, so that they
// rotate without a restart; the password of sentinels is read now. Nothing is dialled yet. The error repeats nothing of the
// URL.
//
// A connection is used only if the server at its end is set as c promises; see the package comment.
//
// The client sends a step again, up to twice, when its reply is lost. That is safe because each step carries an id that Redis
// remembers; a plain INCR would be charged twice. Do not use this client for commands that are not idempotent.
func NewClient(c config.Redis, secrets *config.Secrets) (*Client, error) {
	o, err := redis.ParseURL(c.URL)
	if err != nil {
		return nil, errors.New("redis.url: not a redis://, rediss:// or unix:// address")
	}
	if o.Password != "" {
		return nil, errors.New("redis.url: the password belongs in redis.password_file")
	}
	if c.User != "" {
		o.Username = c.User
	}
	if c.PasswordFile != "" {
		o.CredentialsProviderContext = credentials(o.Username, c.PasswordFile, secrets)
	}
	quietly(o)
	within(o, c.Timeout)
	client := &Client{promise: promise{c.Persistence, c.Replicas}, wait: waitWithin(c.Timeout)}
	o.Dialer = newWay(c, o, secrets).dial
	o.OnConnect = client.promise.vet
	redis.SetLogger(driverLog{})
	client.Client, err = connect(o, c.Sentinel, secrets)
	return client, err
}

func credentials(user, file string, secrets *config.Secrets) func(context.Context) (string, string, error) {
	return func(context.Context) (string, string, error) {
		password, err := secrets.Read(file)
		return user, password.Reveal(), err
	}
}

// quietly drops what is not needed and what a Redis user with few rights may not do: CLIENT SETINFO, push messages of RESP3,
// notices of maintenance, a second pool for pipelines.
func quietly(o *redis.Options) {
	o.Protocol = 2
	o.DisableIdentity = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	o.PipelinePoolSize = -1
	o.PoolSize = poolSize
	o.ReadBufferSize, o.WriteBufferSize = bufferSize, bufferSize
	o.ConnMaxLifetime, o.ConnMaxLifetimeJitter = lifetime, lifetime/4 // not all of them at once
}

// within makes every attempt fit into timeout. The context's deadline rules all of it; the shares make a second attempt
// possible.
func within(o *redis.Options, timeout time.Duration) {
	share := timeout / attempts
	o.ContextTimeoutEnabled = true
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout = share, share, share
	o.PoolTimeout = timeout
	o.DialerRetries = 1
	o.MaxRetries = attempts - 1
	o.MinRetryBackoff, o.MaxRetryBackoff = 4*time.Millisecond, 16*time.Millisecond // jittered by the driver
}

// waitWithin leaves a quarter of an attempt for everything but the waiting: an attempt that ran out of time would be made
// again, and its answer be lost.
func waitWithin(timeout time.Duration) time.Duration {
	return max(timeout/attempts*3/4, time.Millisecond)
}

// driverLog keeps the driver from writing to standard error. Only the fixed part of a message is logged: arguments name
// addresses.
type driverLog struct{}

// Printf logs format alone.
func (driverLog) Printf(ctx context.Context, format string, _ ...any) {
	slog.DebugContext(ctx, "redis driver", "message", format)
}
