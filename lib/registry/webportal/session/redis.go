package session

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// Redis is a [Store]. Each method is one step in Redis; repeating one, as the driver does when a reply is lost, changes nothing.
// But the entry of a Leave whose reply is lost is gone: that session is left to the portal to forget.
type Redis struct {
	client  redis.Scripter
	timeout time.Duration
	user    string // this process
}

// NewRedis returns a store over client, which stays the caller's to close. No step takes longer than timeout.
func NewRedis(client redis.Scripter, timeout time.Duration) *Redis {
	return &Redis{client, timeout, rand.Text()}
}

var _ Store = (*Redis)(nil)

// errStore stands for the driver's errors, which name addresses.
var errStore = errors.New("the store of portal sessions does not answer")

// The scripts. KEYS: 1 session, 2 lease, 3 users, whose fields are times until which they count; its expiry of twelve hours
// collects garbage.
var (
	loadScript = redis.NewScript(`
local entry = redis.call('HMGET', KEYS[1], 'login', 'sealed')
if entry[1] then
  local t = redis.call('TIME')
  redis.call('HSET', KEYS[3], ARGV[1], t[1] * 1000 + ARGV[2])
  redis.call('PEXPIRE', KEYS[3], 43200000)
end
return { entry[1] or '', entry[2] or '', 0 }`)

	leaseScript = redis.NewScript(`
local entry = redis.call('HMGET', KEYS[1], 'login', 'sealed')
if entry[1] and entry[1] ~= ARGV[2] then return { entry[1], entry[2], 0 } end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[1] then return { '', '', 0 } end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[3])
return { '', '', 1 }`)

	saveScript = redis.NewScript(`
if redis.call('HGET', KEYS[1], 'login') == ARGV[2] then return { '', '', 1 } end
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return { '', '', 0 } end
local t = redis.call('TIME')
redis.call('HSET', KEYS[1], 'login', ARGV[2], 'sealed', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('HSET', KEYS[3], ARGV[5], t[1] * 1000 + ARGV[4])
redis.call('PEXPIRE', KEYS[3], 43200000)
return { '', '', 1 }`)

	updateScript = redis.NewScript(`
if redis.call('HGET', KEYS[1], 'login') ~= ARGV[1] then return { '', '', 0 } end
redis.call('HSET', KEYS[1], 'sealed', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return { '', '', 1 }`)

	releaseScript = redis.NewScript(`
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return { '', '', 1 }`)

	leaveScript = redis.NewScript(`
local t = redis.call('TIME')
redis.call('HDEL', KEYS[3], ARGV[1])
for _, user in ipairs(redis.call('HKEYS', KEYS[3])) do
  if tonumber(redis.call('HGET', KEYS[3], user)) > t[1] * 1000 then return { '', '', 0 } end
end
local entry = redis.call('HMGET', KEYS[1], 'login', 'sealed')
redis.call('DEL', KEYS[1], KEYS[3])
return { entry[1] or '', entry[2] or '', 1 }`)
)

// Load implements [Store].
func (r *Redis) Load(ctx context.Context, account string, idle time.Duration) (Entry, error) {
	e, _, err := r.run(ctx, loadScript, account, r.user, idle.Milliseconds())
	return e, err
}

// Lease implements [Store].
func (r *Redis) Lease(ctx context.Context, account, owner, stale string, term time.Duration) (Entry, bool, error) {
	return r.run(ctx, leaseScript, account, owner, stale, term.Milliseconds())
}

// Save implements [Store].
func (r *Redis) Save(ctx context.Context, account, owner string, e Entry, idle time.Duration) (bool, error) {
	_, held, err := r.run(ctx, saveScript, account, owner, e.Login, e.Sealed, idle.Milliseconds(), r.user)
	return held, err
}

// Update implements [Store].
func (r *Redis) Update(ctx context.Context, account string, e Entry, idle time.Duration) error {
	_, _, err := r.run(ctx, updateScript, account, e.Login, e.Sealed, idle.Milliseconds())
	return err
}

// Release implements [Store].
func (r *Redis) Release(ctx context.Context, account, owner string) error {
	_, _, err := r.run(ctx, releaseScript, account, owner)
	return err
}

// Leave implements [Store].
func (r *Redis) Leave(ctx context.Context, account string) (Entry, error) {
	e, _, err := r.run(ctx, leaveScript, account, r.user)
	return e, err
}

// run runs a script, whose reply is an entry and a yes or no.
func (r *Redis) run(ctx context.Context, script *redis.Script, account string, args ...any) (Entry, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	prefix := "{simpul}:portal:" + account
	values, err := script.Run(ctx, r.client, []string{prefix + ":session", prefix + ":lease", prefix + ":users"}, args...).Slice()
	if err != nil || len(values) != 3 {
		return Entry{}, false, errStore
	}
	login, okLogin := values[0].(string)
	sealed, okSealed := values[1].(string)
	yes, okYes := values[2].(int64)
	if !okLogin || !okSealed || !okYes {
		return Entry{}, false, errStore
	}
	return Entry{login, sealed}, yes == 1, nil
}
