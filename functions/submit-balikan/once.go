package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/identity"
	"simpul/lib/problem"
)

// once remembers what an Idempotency-Key stood for. Repeating a call changes nothing by itself, whatever it carries: the outbox knows
// each unit. What is left for the key is to tell a repetition from a slip, another call with an old key.
//
//	{simpul}:feedback:once:<keyed token>  string  <keyed token of the body>, for three days
type once struct {
	redis    redis.Cmdable
	receipts *identity.Receipts
	timeout  time.Duration
}

const onceFor = 72 * time.Hour

// token returns what stands for an operator's key, "" for none.
func (o *once) token(operator, key string) string {
	if key == "" {
		return ""
	}
	return short(o.receipts.Once(operator, key))
}

func short(sum [sha256.Size]byte) string { return base64.RawURLEncoding.EncodeToString(sum[:16]) }

// check refuses a key that came with another body.
func (o *once) check(ctx context.Context, operator, key string, body []byte) error {
	if key == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	name, sum := o.receipts.OnceWith(operator, key, body)
	token, at := short(sum), "{simpul}:feedback:once:"+short(name)
	before, err := o.redis.SetArgs(ctx, at, token, redis.SetArgs{Mode: "NX", TTL: onceFor, Get: true}).Result()
	switch {
	case errors.Is(err, redis.Nil): // the first
		return nil
	case err != nil:
		return problem.New(problem.CodePenyimpananTidakTersedia).WithRetryAfter(5 * time.Second).Because(errors.New("submit-balikan: the key cannot be remembered"))
	case !hmac.Equal([]byte(before), []byte(token)):
		return problem.New(problem.CodeKunciSudahDipakai)
	}
	return nil
}
