package admission

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// Settings say what the agreement and the installation allow.
type Settings struct {
	Quota          agreement.Quota // the limit of mode poc
	Ends           time.Time       // of the agreement; the zero value is never
	Guard          config.Guard    // what the guard holds
	Ledger         Signer          // signs the records that settlements and acts append
	CallDeadline   time.Duration   // from Admit's return, an admitted question is answered or given up by then
	Timeout        time.Duration   // one step in Redis, retries included
	ClockTolerance time.Duration   // between this process, Redis and the registry
	FollowLeft     bool            // let the registry's quotaLimiter lower what is left

	Clock  func() time.Time     // this process's clock; nil is time.Now
	Offset func() time.Duration // added to Redis's clock by tests that tell a story in time; nil, in production, is none
}

// Signer signs a record of the ledger (lib/ledger).
type Signer interface{ Sign(record []byte) string }

// call returns how long after its admission an access may reach the registry: the reply of Redis comes first.
func (s Settings) call() time.Duration { return s.Timeout + s.CallDeadline }

// lease returns how long after its admission an access may stay unsettled, on a busy machine too.
func (s Settings) lease() time.Duration { return s.call() + s.Timeout + 5*time.Second }

// Admission is the door to the registry. It is safe for concurrent use; one per process is enough.
type Admission struct {
	client   *Client
	settings Settings
	admit    *redis.Script
	seen     seen
	backlog  *backlog
}

// New returns an admission over client, which stays the caller's to close, after [Admission.Close]. It asks nothing of Redis
// yet.
func New(client *Client, s Settings) (*Admission, error) {
	if s.Quota.DailyLimit < 1 {
		return nil, errors.New("admission: no daily limit (JUKNIS-II.B.1)")
	}
	if s.Timeout <= 0 || s.ClockTolerance <= 0 || s.CallDeadline <= 0 {
		return nil, errors.New("admission: timeout, clock tolerance and call deadline must be above zero")
	}
	if s.call()+2*s.ClockTolerance >= 24*time.Hour {
		return nil, errors.New("admission: a call must not be able to touch three days")
	}
	if s.Ledger == nil {
		return nil, errors.New("admission: nobody signs the ledger")
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	if s.Offset == nil {
		s.Offset = func() time.Duration { return 0 }
	}
	a := &Admission{client: client, settings: s, admit: admitScript(s.terms())}
	a.backlog = startBacklog(a.settle)
	return a, nil
}

// Request asks for one access.
type Request struct {
	AccessID uuid.UUID // version 7, made once per verification and kept over retries
	Token    Token     // of the Idempotency-Key; the zero value is none
	Evidence []Evidence
	Login    string        // fingerprint of the credential pair that will be used (package evidence); "" for none
	Recheck  bool          // the same NIK in the same application again, on purpose
	Override bool          // go on where the guard holds; the caller has seen to the right and the reason
	Unit     Unit          // what will be owed if it counts
	Record   ledger.Record // as far as it is known: operator, subject, override code; kept until the access is settled
}

// Evidence stands for a NIK and its application before the guard: keyed tokens that package evidence makes, one set for each
// of its secrets, the one in use first. At least one is needed.
type Evidence struct {
	Member      string // the NIK: 12 hexadecimal digits
	Application string // the application
	Pair        string // both together
	Runs        [families]string
}

// Families is how many ways of running through numbers the guard watches.
const Families = families

// Admitted is a reserved hit.
type Admitted struct {
	At    time.Time         // by Redis's clock
	Lease time.Time         // by then the access must be settled
	Days  [2]agreement.Date // the first and the last day it counts on, mostly the same
	Hold  problem.Code      // the rule that the override went past, "" for none
	State State

	// Record is the request's, with id, time, days and count: what [Settlement.Recorded] wants back with the outcome.
	Record ledger.Record
}

// Admit reserves one hit, or says why not:
//
//   - kuota_habis with RetryAfter until there may be room, akses_ditangguhkan, perjanjian_berakhir;
//   - sedang_diproses with RetryAfter, or sudah_dijawab with access_id, when another access holds the token; sudah_dijawab
//     also when this one is over;
//   - a rule of the guard (JUKNIS-II.E.1): terlalu_cepat, pola_berurutan, pola_teratur, pola_menebak, pola_menumpuk or
//     pemeriksaan_berulang, with RetryAfter until it would pass;
//   - gagal_login for a credential pair that failed, login_dicoba with RetryAfter while another access tries the new pair;
//   - a problem of the package comment's "fail closed".
//
// The same access id gets the same answer and is charged once. Refusals cost nothing.
func (a *Admission) Admit(ctx context.Context, r Request) (Admitted, error) {
	if r.AccessID.Version() != 7 || len(r.Evidence) == 0 {
		return Admitted{}, problem.New(problem.CodeKesalahanInternal).Because(errors.New("admission: needs a UUIDv7 and evidence"))
	}
	if err := a.recordable(r); err != nil {
		return Admitted{}, err
	}
	answer, err := a.claim(ctx, r)
	if err != nil {
		a.abandon(r, err)
		return Admitted{}, err
	}
	return a.admitted(answer, r)
}

// abandon fails closed: without an answer nobody knows whether a hit was or will be reserved, so the registry is not asked.
// The give-back finds the reservation, or bars a request that Redis has yet to read. One that replicas did not acknowledge
// keeps its count.
func (a *Admission) abandon(r Request, err error) {
	if !errors.Is(err, errUnacknowledged) {
		a.backlog.add(NeverSent(r.AccessID).Using(r.Login).Recorded(r.Record))
	}
}

func (a *Admission) admitted(r reply, asked Request) (Admitted, error) {
	if r.word == granted {
		return a.grant(r, asked)
	}
	f := fields{values: r.own}
	switch r.word {
	case held, exhausted, inProgress, trying, answered:
		until, what := f.int(0), f.text(1)
		if f.err != nil {
			return Admitted{}, unavailable(f.err)
		}
		return Admitted{}, r.refusal(until, what)
	}
	return Admitted{}, r.problem()
}

// refusal adds to a problem until when it holds, and what: the rule of the guard, or the id of the access that was.
func (r reply) refusal(until int64, what string) *problem.Problem {
	switch r.word {
	case held:
		return problem.New(problem.Code(what)).WithRetryAfter(millis(until - r.now))
	case answered:
		return r.problem().With("access_id", what)
	}
	return r.problem().WithRetryAfter(millis(until - r.now))
}

func (a *Admission) grant(r reply, asked Request) (Admitted, error) {
	f := fields{values: r.own}
	granted, err := accessIn(f.text(0))
	if err != nil || f.err != nil {
		return Admitted{}, unavailable(errReply)
	}
	granted.id = asked.AccessID.String()
	return Admitted{
		At:    time.UnixMilli(granted.at),
		Lease: time.UnixMilli(granted.lease),
		Days:  [2]agreement.Date{dateOf(granted.first), dateOf(granted.last)},
		Hold:  problem.Code(granted.hold), State: a.state(r), Record: complete(asked.Record, granted),
	}, nil
}

// Close waits until everything that was to be settled in the background is settled, but not beyond ctx; what is left then
// stays counted. Call it after the last Admit and Settle.
func (a *Admission) Close(ctx context.Context) error { return a.backlog.drain(ctx) }
