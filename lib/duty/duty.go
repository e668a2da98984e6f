// Package duty lets scheduled work be done once by one process, whoever calls for it and however often: a cron that fires twice,
// two schedulers, somebody curious inside the network (design.md, Contracts).
//
//	sweep := duty.New(client, duty.Settings{Name: "quota-check", Every: time.Minute, Longest: 30 * time.Second, Timeout: time.Second})
//	ran, err := sweep.Run(ctx, func(ctx context.Context) error { … })
//
// It is done when no other process does it and the last start is long enough ago. The process that starts takes a lease; who dies
// keeps it until it runs out.
//
// # Key
//
//	{simpul}:duty:<name>  string  <start> <end of the lease> <who>   times in milliseconds by Redis's clock
//
// Redis needs these rights for its user:
//
//	~{simpul}:* +eval +evalsha +time +get +set
//
// The times stand in the value: the key's expiry only collects garbage. A value that lies further in the future than a whole turn,
// after a clock was set back, and one that cannot be read stop nobody.
//
// A lease is not a lock for what must never happen twice: a process that was paused may wake up after its lease. It keeps calls from
// wasting work; what the work writes must be safe against another who does the same.
package duty

import (
	"context"
	_ "embed"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"simpul/lib/problem"
)

// Settings say what the duty is and how often it may be done.
type Settings struct {
	Name    string        // of a–z and dash, the same for all replicas
	Every   time.Duration // at least, from one start to the next
	Longest time.Duration // what one run may take
	Timeout time.Duration // one step in Redis

	Offset func() time.Duration // added to Redis's clock by tests that tell a story in time; nil, in production, is none
}

// Duty is work that all replicas of a function share. It is safe for concurrent use.
type Duty struct {
	client   redis.Scripter
	settings Settings
}

// New returns the duty. It asks nothing of Redis yet.
func New(client redis.Scripter, s Settings) *Duty {
	if s.Offset == nil {
		s.Offset = func() time.Duration { return 0 }
	}
	return &Duty{client, s}
}

// Run does the work unless it is being done or was started less than Settings.Every ago, and reports whether it did. The work's
// context ends before the lease does. The error is the work's, or penyimpanan_tidak_tersedia: then nothing was done.
func (d *Duty) Run(ctx context.Context, work func(context.Context) error) (ran bool, err error) {
	who := uuid.NewString()
	within, cancel := context.WithTimeout(ctx, d.settings.Longest) // before the lease begins, so that it ends before it
	defer cancel()
	s := d.settings
	word, err := d.step(within, takeScript, who, s.Every.Milliseconds(), s.Longest.Milliseconds(), s.Offset().Milliseconds())
	if err != nil {
		return false, err
	}
	if word != "taken" {
		return false, nil
	}
	defer func() {
		_, _ = d.step(context.WithoutCancel(ctx), leaveScript, who) // unheard, the lease runs out by itself
	}()
	return true, work(within)
}

//go:embed take.lua
var takeLua string

//go:embed leave.lua
var leaveLua string

var (
	takeScript  = redis.NewScript(takeLua)
	leaveScript = redis.NewScript(leaveLua)
)

// step runs a script. Repeating it changes nothing, so the driver may.
func (d *Duty) step(ctx context.Context, s *redis.Script, args ...any) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, d.settings.Timeout)
	defer cancel()
	word, err := s.Run(ctx, d.client, []string{"{simpul}:duty:" + d.settings.Name}, args...).Text()
	if err != nil {
		return "", problem.New(problem.CodePenyimpananTidakTersedia).WithRetryAfter(5 * time.Second).Because(reason(err))
	}
	return word, nil
}

// reason says what happened in words of our own: the driver's errors name the server's address (SPTJM).
func reason(err error) error {
	if refused, ok := errors.AsType[redis.Error](err); ok {
		code, _, _ := strings.Cut(refused.Error(), " ")
		return errors.New("duty: redis refused with " + code)
	}
	return errors.New("duty: no answer of redis")
}
