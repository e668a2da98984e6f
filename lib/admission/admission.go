package admission

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"simpul/lib/agreement"
	"simpul/lib/problem"
)

// Settings say what the agreement and the installation allow.
type Settings struct {
	Quota          agreement.Quota
	CallDeadline   time.Duration // from Admit's return, an admitted question is answered or given up by then
	Timeout        time.Duration // one step in Redis, retries included
	ClockTolerance time.Duration // between this process, Redis and the registry
	FollowLeft     bool          // let the registry's quotaLimiter lower what is left

	Clock  func() time.Time     // this process's clock; nil is time.Now
	Offset func() time.Duration // added to Redis's clock by tests that tell a story in time; nil, in production, is none
}

// call returns how long after its admission an access may reach the registry: the reply of Redis comes first.
func (s Settings) call() time.Duration { return s.Timeout + s.CallDeadline }

// lease returns how long after its admission an access may stay unsettled, on a busy machine too.
func (s Settings) lease() time.Duration { return s.call() + s.Timeout + 5*time.Second }

// Admission is the door to the registry. It is safe for concurrent use; one per process is enough.
type Admission struct {
	client   *Client
	settings Settings
	seen     seen
	backlog  *backlog
}

// New returns an admission over client, which stays the caller's to close, after [Admission.Close]. It asks nothing of Redis
// yet.
func New(client *Client, s Settings) (*Admission, error) {
	if err := s.Quota.Check(); err != nil {
		return nil, err
	}
	if s.Timeout <= 0 || s.ClockTolerance <= 0 || s.CallDeadline <= 0 {
		return nil, errors.New("admission: timeout, clock tolerance and call deadline must be above zero")
	}
	if s.call()+2*s.ClockTolerance >= 24*time.Hour {
		return nil, errors.New("admission: a call must not be able to touch three days")
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	if s.Offset == nil {
		s.Offset = func() time.Duration { return 0 }
	}
	a := &Admission{client: client, settings: s}
	a.backlog = startBacklog(a.settle)
	return a, nil
}

// Request asks for one access.
type Request struct {
	AccessID uuid.UUID // version 7, made once per verification and kept over retries
	Token    Token     // of the Idempotency-Key; the zero value is none
}

// Admitted is a reserved hit.
type Admitted struct {
	At    time.Time         // by Redis's clock
	Lease time.Time         // by then the access must be settled
	Days  [2]agreement.Date // the first and the last day it counts on, mostly the same
	State State
}

// Admit reserves one hit, or says why not:
//
//   - kuota_habis with RetryAfter until there may be room, akses_ditangguhkan;
//   - sedang_diproses with RetryAfter, or sudah_dijawab with access_id, when another access holds the token; sudah_dijawab
//     also when this one is over;
//   - a problem of the package comment's "fail closed".
//
// The same access id gets the same answer and is charged once. Refusals cost nothing.
func (a *Admission) Admit(ctx context.Context, r Request) (Admitted, error) {
	if r.AccessID.Version() != 7 {
		return Admitted{}, problem.New(problem.CodeKesalahanInternal).Because(errors.New("admission: the access id is no UUIDv7"))
	}
	answer, err := a.claim(ctx, r)
	if err != nil {
		a.abandon(r, err)
		return Admitted{}, err
	}
	return a.admitted(answer)
}

// abandon fails closed: without an answer nobody knows whether a hit was or will be reserved, so the registry is not asked.
// The give-back finds the reservation, or bars a request that Redis has yet to read. One that replicas did not acknowledge
// keeps its count.
func (a *Admission) abandon(r Request, err error) {
	if !errors.Is(err, errUnacknowledged) {
		a.backlog.add(NeverSent(r.AccessID))
	}
}

func (a *Admission) claim(ctx context.Context, r Request) (reply, error) {
	keys := []string{accessKey(r.AccessID)}
	if r.Token != (Token{}) {
		keys = append(keys, tokenKey(r.Token))
	}
	call, lease := a.settings.call().Milliseconds(), a.settings.lease().Milliseconds()
	return a.run(ctx, admitScript, keys, a.limit(), r.AccessID.String(), call, lease)
}

func (a *Admission) admitted(r reply) (Admitted, error) {
	f := fields{values: r.own}
	first, last, until, id := f.int(0), f.int(1), f.int(2), f.text(3)
	if f.err != nil {
		return Admitted{}, unavailable(f.err)
	}
	switch r.word {
	case granted:
		days := [2]agreement.Date{dateOf(first), dateOf(last)}
		return Admitted{At: time.UnixMilli(r.now), Lease: time.UnixMilli(until), Days: days, State: a.state(r)}, nil
	case exhausted, inProgress:
		return Admitted{}, r.problem().WithRetryAfter(millis(until - r.now))
	case answered:
		return Admitted{}, r.problem().With("access_id", id)
	default:
		return Admitted{}, r.problem()
	}
}

// limit returns the hits a day has by the agreement.
func (a *Admission) limit() int64 {
	if limit, limited := a.settings.Quota.Limit(); limited {
		return limit
	}
	return noLimit
}

// Close waits until everything that was to be settled in the background is settled, but not beyond ctx; what is left then
// stays counted. Call it after the last Admit and Settle.
func (a *Admission) Close(ctx context.Context) error { return a.backlog.drain(ctx) }
