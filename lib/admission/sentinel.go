package admission

import (
	"fmt"

	"github.com/redis/go-redis/v9"

	"simpul/lib/config"
)

// connect returns the driver's client: to one address, or to whatever the sentinels call the primary when it is dialled.
// After a fail-over the driver drops what leads elsewhere; what the sentinels do not know yet, WAIT finds out.
func connect(o *redis.Options, s *config.Sentinel, secrets *config.Secrets) (*redis.Client, error) {
	if s == nil {
		return redis.NewClient(o), nil
	}
	f := throughSentinels(o, s)
	if s.PasswordFile != "" {
		password, err := secrets.Read(s.PasswordFile)
		if err != nil {
			return nil, fmt.Errorf("redis.sentinel.password_file: %w", err)
		}
		f.SentinelPassword = password.Reveal()
	}
	return redis.NewFailoverClient(f), nil
}

// throughSentinels carries over what client.go sets.
func throughSentinels(o *redis.Options, s *config.Sentinel) *redis.FailoverOptions {
	return &redis.FailoverOptions{
		MasterName:    s.Master,
		SentinelAddrs: s.Addresses,

		Dialer:                     o.Dialer,
		OnConnect:                  o.OnConnect,
		Protocol:                   o.Protocol,
		Username:                   o.Username,
		CredentialsProviderContext: o.CredentialsProviderContext,
		DB:                         o.DB,
		DisableIdentity:            o.DisableIdentity,

		MaxRetries:            o.MaxRetries,
		MinRetryBackoff:       o.MinRetryBackoff,
		MaxRetryBackoff:       o.MaxRetryBackoff,
		DialTimeout:           o.DialTimeout,
		DialerRetries:         o.DialerRetries,
		ReadTimeout:           o.ReadTimeout,
		WriteTimeout:          o.WriteTimeout,
		ContextTimeoutEnabled: o.ContextTimeoutEnabled,

		ReadBufferSize:        o.ReadBufferSize,
		WriteBufferSize:       o.WriteBufferSize,
		PipelinePoolSize:      o.PipelinePoolSize,
		PoolSize:              o.PoolSize,
		PoolTimeout:           o.PoolTimeout,
		ConnMaxLifetime:       o.ConnMaxLifetime,
		ConnMaxLifetimeJitter: o.ConnMaxLifetimeJitter,
	}
}
