package feedback

import (
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strconv"
	"time"

	"github.com/google/uuid"

	"simpul/lib/problem"
)

// args are those of swap.lua.
func (o *Outbox) args(j *job, p plan) ([]any, error) {
	before, was := "", State("")
	if j.unit != nil {
		before, was = j.unit.read, j.unit.State
	}
	keep := ""
	if p.next.State.ended() {
		keep = strconv.FormatInt(o.settings.Keep.Milliseconds(), 10)
	}
	sealed, err := o.sealedArg(j, p)
	if err != nil {
		return nil, err
	}
	record, mac, err := o.sign(j, p)
	if err != nil {
		return nil, err
	}
	place := p.due
	if p.next.State == Dead {
		place = j.now
	}
	args := []any{before, p.next.value(), keep, was.list(), p.next.State.list(), place, sealed, o.settings.MaxAge.Milliseconds(), record, mac}
	return append(args, counters(j.unit, p)...), nil
}

func (o *Outbox) sealedArg(j *job, p plan) (string, error) {
	if !p.seal {
		return map[bool]string{true: "-"}[p.drop], nil
	}
	sealed, err := seal(o.keys.Seal, *j.content, p.next.bound())
	j.sealed = sealed
	return sealed, err
}

// sign returns the step's record and its MAC, "" for a step that is no record.
func (o *Outbox) sign(j *job, p plan) (record []byte, mac string, err error) {
	if p.step == nil {
		return nil, "", nil
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, "", err
	}
	r := *p.step
	r.ActID, r.At = id.String(), time.UnixMilli(j.now).UTC()
	if number := cmp.Or(p.next.Application, before(j.unit).Application); number != "" {
		r.Application = o.keys.Applications.Current().Application(number)
	}
	if record, err = r.Encode(); err != nil {
		return nil, "", problem.New(problem.CodeKesalahanInternal).Because(errors.New("feedback: record: " + err.Error()))
	}
	return record, o.keys.Ledger.Sign(record), nil
}

func before(u *unit) unit {
	if u == nil {
		return unit{}
	}
	return *u
}

// list names the sorted set that a state's units are in, "" for none.
func (s State) list() string {
	if s == Open || s == Queued || s == Dead {
		return string(s)
	}
	return ""
}

// counters are the counters that a step changes, name and change in turn.
func counters(u *unit, p plan) []any {
	var all []any
	if p.fresh {
		all = append(all, "external", -1)
	}
	count := func(u unit, n int) {
		if u.State.ended() {
			all = append(all, string(u.State), n)
		}
		if u.State == Delivered && u.Correction {
			all = append(all, "corrections", n)
		}
	}
	count(before(u), -1)
	count(p.next, 1)
	return all
}

func randomStep() string {
	var b [9]byte
	_, _ = rand.Read(b[:]) // never fails (documented since Go 1.24)
	return base64.RawURLEncoding.EncodeToString(b[:])
}
