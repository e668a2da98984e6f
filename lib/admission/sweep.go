package admission

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"simpul/lib/ledger"
)

// sweepPage is how many accesses one step looks at: Redis serves nobody else meanwhile.
const sweepPage = 100

// Sweep closes the accesses that nobody settled in time, since their function died or Redis was away: they stay counted, and
// stand in the ledger with outcome unknown. It returns how many. A settlement that comes later corrects the record, once.
func (a *Admission) Sweep(ctx context.Context) (int, error) {
	all := 0
	for {
		r, err := a.run(ctx, sweepScript, nil, "", "", sweepPage)
		if err != nil {
			return all, err
		}
		if r.word != ready {
			return all, r.problem()
		}
		strays, err := straysOf(r)
		if err != nil {
			return all, unavailable(err)
		}
		for _, s := range strays {
			if _, err := s.record.Encode(); err != nil { // of another version: it must not hold up the others
				s.record.Operator, s.record.Frontend, s.record.Subject, s.record.Override = "", "", ledger.Subject{}, ""
			}
			if _, err := a.settle(ctx, s); err != nil {
				return all, err
			}
			all++
		}
		if len(strays) < sweepPage {
			return all, nil
		}
	}
}

// straysOf reads the list of sweep.lua as the settlements that close it.
func straysOf(r reply) ([]Settlement, error) {
	if len(r.own) != 1 {
		return nil, errReply
	}
	rows, _ := r.own[0].([]any)
	strays := make([]Settlement, len(rows))
	for i, row := range rows {
		values, _ := row.([]any)
		f := fields{values: values}
		id, errID := uuid.Parse(f.text(0))
		found, errLine := accessIn(f.text(1))
		var d draft
		_ = json.Unmarshal([]byte(f.text(2)), &d) // one that cannot be read was no request's: the access is swept all the same
		if errID != nil || errLine != nil || f.err != nil {
			return nil, errReply
		}
		found.id = id.String()
		record := complete(d.record(), found)
		record.Kind, record.Outcome = ledger.Swept, ledger.Unknown
		strays[i] = settlement(id, swept).Recorded(record)
	}
	return strays, nil
}

// Decide records an officer's decision about an access: once, and up to three days after it. The record names who decides and
// what; id and kind are added. The problems are akses_tidak_ada (never admitted, given back, or forgotten), sedang_diproses
// while the access is under way, and sudah_dijawab.
func (a *Admission) Decide(ctx context.Context, id uuid.UUID, r ledger.Record) error {
	r.Kind, r.AccessID, r.At = ledger.Decision, id.String(), a.settings.Clock().UTC().Truncate(time.Millisecond)
	record, mac, err := a.sign(r)
	if err != nil {
		return err
	}
	answer, err := a.run(ctx, decideScript, []string{accessKey(id.String())}, "", openField(id.String()), record, mac)
	switch {
	case err != nil:
		return err
	case answer.word == answered:
		return answer.problem().With("access_id", id)
	case answer.word != done:
		return answer.problem()
	}
	return nil
}
