package store

import (
	"context"
	"errors"
	"strings"

	"github.com/redis/go-redis/v9"
)

// reason says what happened in words of our own: the driver's errors name the server's address, and Redis's replies repeat
// arguments; neither belongs in a log (SPTJM).
func reason(err error) error {
	refused, isRefusal := errors.AsType[redis.Error](err)
	switch {
	case err == nil:
		return nil
	case isRefusal:
		code, _, _ := strings.Cut(refused.Error(), " ")
		return errors.New("ledger: redis refused with " + code)
	case errors.Is(err, context.Canceled):
		return context.Canceled
	}
	return errors.New("ledger: no answer of redis")
}
