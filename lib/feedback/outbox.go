package feedback

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"

	"simpul/lib/keyring"
)

// Redis is the way to Redis that lib/admission makes: [admission.Client].
type Redis interface {
	redis.Cmdable
	// Confirm waits until all replicas have what was written before.
	Confirm(ctx context.Context) error
}

// Keys are the keys that a unit needs.
type Keys struct {
	Applications *keyring.Ring // make the unit's token, with that of the application number
	Seal         *keyring.Ring // seal what waits
	Ledger       Signer        // signs records
}

// Signer signs a record of the ledger (lib/ledger).
type Signer interface{ Sign(record []byte) string }

// Settings say how long things may take.
type Settings struct {
	Timeout   time.Duration // one step in Redis
	Immediate time.Duration // what Submit waits for the service
	Call      time.Duration // one call of the service by the duty
	Batch     int           // parcels in one call
	MaxAge    time.Duration // of a sealed content; then the unit is dead
	Keep      time.Duration // how long an ended unit is remembered
	First     time.Duration // the first pause after a failure; it doubles
	Most      time.Duration // the longest pause
	WarnAfter time.Duration // an open unit older than this is late

	Clock  func() time.Time     // nil is time.Now
	Offset func() time.Duration // added to Redis's clock by tests that tell a story in time; nil, in production, is none
}

// lease is how long a sender has a unit: longer than it can take to send it and to write down what came of it.
func (s Settings) lease() time.Duration {
	return max(s.Immediate, s.Call) + 3*s.Timeout + 5*time.Second
}

func (s Settings) terms() terms {
	return terms{age: millis(s.MaxAge), lease: millis(s.lease()), first: millis(s.First), most: millis(s.Most)}
}

func (s Settings) check() error {
	for _, d := range []time.Duration{s.Timeout, s.Immediate, s.Call, s.MaxAge, s.Keep, s.First, s.Most, s.WarnAfter} {
		if d < time.Millisecond {
			return errors.New("feedback: every duration must be above zero")
		}
	}
	if s.Batch < 1 || s.Batch > MaxSubmissions {
		return errors.New("feedback: a batch has 1 to 100 parcels")
	}
	if s.MaxAge <= s.lease() {
		return errors.New("feedback: a content must not get too old while it is sent")
	}
	return nil
}

// Outbox is every unit that is owed, in one Redis. It is safe for concurrent use, also beside outboxes of other processes.
type Outbox struct {
	redis    Redis
	service  Service
	keys     Keys
	settings Settings
}

// New returns the outbox. It asks nothing of Redis yet. service may be nil where nothing is delivered (quota-check), and keys may be
// empty where nothing is submitted either.
func New(r Redis, service Service, keys Keys, s Settings) (*Outbox, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	if s.Offset == nil {
		s.Offset = func() time.Duration { return 0 }
	}
	return &Outbox{redis: r, service: service, keys: keys, settings: s}, nil
}
