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

// Outbox is every unit that is owed, in one Redis. It is safe for concurrent use, also beside outboxes of other processes.
type Outbox struct {
	redis    Redis
	service  Service
	keys     Keys
	settings Settings
}

var errNotYet = errors.New("feedback: not built yet")

// New returns the outbox. It asks nothing of Redis yet. service may be nil where nothing is delivered (quota-check).
func New(r Redis, service Service, keys Keys, s Settings) (*Outbox, error) {
	return &Outbox{redis: r, service: service, keys: keys, settings: s}, nil
}

// Submit takes up to [MaxSubmissions] submissions and returns a result for each, in their order: those that are wrong do not keep the
// others from being taken. What is taken is in Redis, sealed, before anything is sent; it is sent at once, for Settings.Immediate at
// the longest, and what did not get through waits for the duty. A unit that is dead is revived by submitting it again.
//
// The error is penyimpanan_tidak_tersedia: nothing is known of any of them, and repeating is safe.
func (o *Outbox) Submit(ctx context.Context, who Person, submissions []Submission) ([]Result, error) {
	return nil, errNotYet
}

// Round is what a run of the duty did: counts only.
type Round struct {
	Delivered int // the service has them now
	Later     int // wait again
	Dead      int // given up
	Left      int // due and not reached before ctx ended
}

// Deliver sends what is due, batch by batch, until nothing is or ctx ends. Units whose content is too old die.
func (o *Outbox) Deliver(ctx context.Context) (Round, error) { return Round{}, errNotYet }

// Discard ends a dead unit with a reason code: state closed. The problems are balikan_tidak_ada and balikan_sudah_selesai.
func (o *Outbox) Discard(ctx context.Context, who Person, unit, code string) (Result, error) {
	return Result{}, errNotYet
}

// Query says which outstanding units to list.
type Query struct {
	Operator string // only those of this operator; "" for all
	States   []State
	Limit    int // 1 to 1,000
}

// Item is an outstanding unit: no NIK, no licence number.
type Item struct {
	Unit        string // as in [Result]
	State       State  // open, queued or dead
	Application string // in clear, until the unit ends
	AccessIDs   []string
	Operator    string    // who asked last, or who submitted
	Since       time.Time // when its first access was counted
	Code        string    // why it waits or died
	Attempts    int
	Unsure      bool
	Late        bool // open for longer than Settings.WarnAfter
	Manual      bool
}

// Outstanding lists what is not ended, the oldest first.
func (o *Outbox) Outstanding(ctx context.Context, q Query) ([]Item, error) { return nil, errNotYet }

// Balance is the equation: Units = Delivered + Closed + Queued + Dead + Open.
type Balance struct {
	Units, Delivered, Closed, Queued, Dead, Open int64

	External    int64     // of Open: hits made outside Simpul (record_external) that nobody has told of yet
	Corrections int64     // deliveries that replaced an earlier one
	Late        int64     // open units older than Settings.WarnAfter
	Oldest      time.Time // of the open ones; zero: none
}

// Holds reports whether the equation does.
func (b Balance) Holds() bool { return b.Units == b.Delivered+b.Closed+b.Queued+b.Dead+b.Open }

// Balance reads where all units stand, in one step.
func (o *Outbox) Balance(ctx context.Context) (Balance, error) { return Balance{}, errNotYet }
