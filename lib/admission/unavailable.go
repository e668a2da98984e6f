package admission

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/problem"
)

// again is about the time of a restart of Redis.
const again = 5 * time.Second

// unavailable returns penyimpanan_tidak_tersedia. Its cause says what happened in words of our own: the driver's errors name
// the server's address, and Redis's replies repeat arguments; neither belongs in a log (SPTJM).
func unavailable(err error) *problem.Problem {
	return problem.New(problem.CodePenyimpananTidakTersedia).WithRetryAfter(again).Because(reason(err))
}

// fault is a cause in words of our own.
type fault string

// Error returns the words.
func (f fault) Error() string { return string(f) }

func reason(err error) error {
	var ours fault
	var refused redis.Error
	var timeout net.Error
	var errno syscall.Errno
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &ours):
		return ours
	case errors.Is(err, errReply):
		return errReply
	case errors.As(err, &certificate):
		return errors.New("redis: the certificate is not one to trust")
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &refused):
		code, _, _ := strings.Cut(refused.Error(), " ")
		return errors.New("redis: refused with " + code)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, redis.ErrPoolTimeout), errors.As(err, &timeout) && timeout.Timeout():
		return errors.New("redis: no answer in time")
	case errors.As(err, &errno):
		return errors.New("redis: " + errno.Error())
	}
	return errors.New("redis: connection lost")
}
