package admission

import (
	"context"
	"encoding/json"
	"time"

	"simpul/lib/config"
	"simpul/lib/ledger"
)

// claim puts a request to admit.lua, whose comment lists what goes where.
func (a *Admission) claim(ctx context.Context, r Request) (reply, error) {
	draft, err := json.Marshal(draftOf(r.Record))
	if err != nil {
		return reply{}, err
	}
	s := a.settings
	args := append(make([]any, 0, 64), r.Login, r.AccessID.String(), bit(r.Token != Token{}), s.Quota.DailyLimit, s.call().Milliseconds(),
		s.lease().Milliseconds(), a.ends(), r.Record.Operator, bit(r.Record.Source == ledger.Card), bit(r.Recheck), bit(r.Override))
	args = append(args, thresholdsOf(s.Guard).args()...)
	args = append(args, draft)
	for _, e := range r.Evidence {
		args = append(args, e.Member, e.Application, e.Pair)
		for _, bucket := range e.Runs {
			args = append(args, bucket)
		}
	}
	return a.run(ctx, admitScript, []string{accessKey(r.AccessID), tokenKey(r.Token), guardKey}, args...)
}

// never is a time after every agreement.
const never = 1 << 52

func (a *Admission) ends() int64 {
	if a.settings.Ends.IsZero() {
		return never
	}
	return a.settings.Ends.UnixMilli()
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func thresholdsOf(g config.Guard) thresholds {
	return thresholds{
		operator:   pace{g.Operator.Interval.Milliseconds(), g.Operator.Burst},
		office:     pace{g.Office.Interval.Milliseconds(), g.Office.Burst},
		sequential: g.Sequential,
		patterned:  g.Patterned,
		guesses:    g.Guesses,
		stuffing:   g.Stuffing,
		repeat:     g.Repeat.Milliseconds(),
		rechecks:   g.Rechecks,
	}
}

// args are the thresholds in the order of admit.lua.
func (t thresholds) args() []any {
	return []any{t.operator.interval, t.operator.burst, t.office.interval, t.office.burst, t.sequential, t.patterned, t.guesses, t.stuffing, t.repeat, t.rechecks}
}

// draft is what is known of a record before its access: what a sweep needs when nobody is left who knows.
type draft struct {
	Operator string         `json:"operator"`
	Frontend string         `json:"frontend,omitzero"`
	Subject  ledger.Subject `json:"subject"`
	Override string         `json:"override,omitzero"`
}

func draftOf(r ledger.Record) draft {
	return draft{Operator: r.Operator, Frontend: r.Frontend, Subject: r.Subject, Override: r.Override}
}

func (d draft) record() ledger.Record {
	return ledger.Record{Operator: d.Operator, Frontend: d.Frontend, Subject: d.Subject, Answer: ledger.Answer{Override: d.Override}}
}

// complete adds to a record what admission knows of its access.
func complete(r ledger.Record, a access) ledger.Record {
	r.Kind, r.AccessID, r.At, r.Epoch = ledger.Access, a.id, time.UnixMilli(a.at).UTC(), a.epoch
	r.Charge = ledger.Charge{Days: [2]string{dateOf(a.first).String(), dateOf(a.last).String()}, Charged: true, Used: a.used}
	r.Hold = string(a.hold)
	return r
}
