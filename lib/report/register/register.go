// Package register keeps which semester reports were built, delivered and signed: each once, in the ledger and, for quick reading, in
// one hash of Redis. The ledger is what counts; a hash that was lost is filled from it again ([Register.Restore]).
//
// # Key
//
//	{simpul}:reports    hash  <action>:<report> → JSON of [Entry]   beside the record in {simpul}:ledger
//	{simpul}:reminders  hash  <id> → the reminder sent last         what is lost is sent again
//
// Redis needs these rights for its user: ~{simpul}:* +eval +evalsha +hsetnx +hgetall +xadd, and for reminders +hset
package register

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// Redis is the way to Redis that lib/admission makes: [admission.Client].
type Redis interface {
	redis.Cmdable
	// Confirm waits until all replicas have what was written before.
	Confirm(ctx context.Context) error
}

// Register is the register in one Redis. It is safe for concurrent use, by other processes too.
type Register struct {
	redis   Redis
	signer  *ledger.Signer
	timeout time.Duration
	clock   func() time.Time
}

// New returns the register. timeout is for one step in Redis.
func New(r Redis, signer *ledger.Signer, timeout time.Duration, clock func() time.Time) *Register {
	return &Register{r, signer, timeout, clock}
}

// Entry is one thing that happened to a report.
type Entry struct {
	Action    string         `json:"action"` // ledger.ReportBuilt, ReportDelivered, ReportSigned
	Report    string         `json:"report"` // id of the obligation, see [agreement.Final]
	Code      string         `json:"code"`   // how or why: terjadwal, surel, diantar, …
	Paper     string         `json:"paper,omitempty"`
	PaperDate agreement.Date `json:"paper_date,omitzero"`
	Receipt   string         `json:"receipt,omitempty"` // number of the receipt, of a delivery
	Digest    ledger.Hash    `json:"digest"`
	At        time.Time      `json:"at"` // Record sets it
}

const (
	keyTag      = "{simpul}:"
	registerKey = keyTag + "reports"
	reminderKey = keyTag + "reminders"
	ledgerKey   = keyTag + "ledger"
)

//go:embed record.lua
var recordLua string

var recordScript = redis.NewScript(recordLua)

// Record records an entry, unless the same was recorded of that report before, and tells whether it did. The error is
// penyimpanan_tidak_tersedia: repeating is safe.
func (r *Register) Record(ctx context.Context, e Entry, operator, frontend string) (fresh bool, err error) {
	id, err := uuid.NewV7()
	if err != nil {
		return false, problem.As(err)
	}
	e.At = r.clock().UTC().Truncate(time.Millisecond)
	record := ledger.Record{Kind: ledger.Act, At: e.At, Operator: operator, Frontend: frontend, Deed: ledger.Deed{
		ActID: id.String(), Action: e.Action, Code: e.Code, Paper: e.Paper, PaperDate: e.PaperDate.String(), Target: e.Report, Digest: &e.Digest, Receipt: e.Receipt,
	}}
	encoded, err := record.Encode()
	if err != nil {
		return false, problem.As(err)
	}
	if fresh, err = r.put(ctx, e, encoded, r.signer.Sign(encoded)); err != nil || !fresh {
		return false, err
	}
	if err := r.redis.Confirm(ctx); err != nil {
		return true, unavailable(err)
	}
	return true, nil
}

func (r *Register) put(ctx context.Context, e Entry, record []byte, mac string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	entry, err := json.Marshal(e)
	if err != nil {
		return false, problem.As(err)
	}
	word, err := recordScript.Run(ctx, r.redis, []string{registerKey, ledgerKey}, e.Action+":"+e.Report, entry, record, mac).Text()
	if err != nil {
		return false, unavailable(err)
	}
	return word == "done", nil
}

// Restore puts entries back that the ledger has and the register lost.
func (r *Register) Restore(ctx context.Context, entries []Entry) error {
	for _, e := range entries {
		if _, err := r.put(ctx, e, nil, ""); err != nil {
			return err
		}
	}
	return nil
}

// Of returns what an act of the ledger says of a report; false for all other records.
func Of(r ledger.Record) (Entry, bool) {
	if r.Kind != ledger.Act || r.Digest == nil {
		return Entry{}, false
	}
	date, _ := agreement.ParseDate(r.PaperDate) // "" is none
	return Entry{Action: r.Action, Report: r.Target, Code: r.Code, Paper: r.Paper, PaperDate: date, Receipt: r.Receipt, Digest: *r.Digest, At: r.At}, true
}

// Known are the entries of a register.
type Known []Entry

// Has reports whether something happened to a report.
func (k Known) Has(action, report string) bool {
	for _, e := range k {
		if e.Action == action && e.Report == report {
			return true
		}
	}
	return false
}

// Mailed is the code of a delivery by mail.
const Mailed = "surel"

// Delivered returns what clears obligations ([agreement.Standing]): cleared by delivery, not by building.
func (k Known) Delivered() map[string]agreement.Delivery {
	all, signed := map[string]agreement.Delivery{}, map[string]*agreement.Paper{}
	for _, e := range k {
		paper := agreement.Paper{Number: e.Paper, Date: e.PaperDate}
		switch e.Action {
		case ledger.ReportSigned:
			signed[e.Report] = &paper
		case ledger.ReportDelivered:
			all[e.Report] = agreement.Delivery{Paper: paper, Mailed: e.Code == Mailed}
		}
	}
	for id, d := range all {
		d.Signed = signed[id]
		all[id] = d
	}
	return all
}

const maxEntries = 1000 // fifty years of semesters

// Read returns all entries. The error is penyimpanan_tidak_tersedia.
func (r *Register) Read(ctx context.Context) (Known, error) {
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	fields, err := r.redis.HGetAll(ctx, registerKey).Result()
	if err != nil {
		return nil, unavailable(err)
	}
	var known Known
	for _, text := range fields {
		var e Entry
		if json.Unmarshal([]byte(text), &e) == nil && len(known) < maxEntries {
			known = append(known, e)
		}
	}
	return known, nil
}

// unavailable says what happened in words of our own: the driver's errors name the server's address (SPTJM).
func unavailable(err error) error {
	reason := errors.New("register: no answer of redis")
	if refused, ok := errors.AsType[redis.Error](err); ok {
		code, _, _ := strings.Cut(refused.Error(), " ")
		reason = fmt.Errorf("register: redis refused with %s", code)
	}
	return problem.New(problem.CodePenyimpananTidakTersedia).Because(reason).WithRetryAfter(5 * time.Second)
}
