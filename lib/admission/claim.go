package admission

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// claim puts a request to admit.lua, whose comment lists what goes where.
func (a *Admission) claim(ctx context.Context, r Request) (reply, error) {
	draft, err := json.Marshal(draftOf(r.Record))
	if err != nil {
		return reply{}, err
	}
	id := r.AccessID.String()
	asks := claim{card: r.Record.Source == ledger.Card, recheck: r.Recheck, override: r.Override}
	args := []any{loginField(r.Login), openField(id), asks.flags(), r.Unit.lines() + string(draft)}
	return a.run(ctx, a.admit, append([]string{accessKey(id)}, r.Token.keys()...), append(args, evidenceArgs(r.Record.Operator, r.Evidence)...)...)
}

// flags names what of a claim holds.
func (c claim) flags() string {
	return only(c.card, "card ") + only(c.recheck, "recheck ") + only(c.override, "override ")
}

func only(holds bool, name string) string {
	if holds {
		return name
	}
	return ""
}

// evidenceArgs are the members, and the fields of the guard that touch a claim.
func evidenceArgs(operator string, evidence []Evidence) []any {
	members := ""
	args := append(make([]any, 0, 3+(2+families)*len(evidence)), members, paceField(operator), guessField(operator))
	for _, e := range evidence {
		members += e.Member
		args = append(args, e.Pair, e.Application)
		for _, bucket := range e.Runs {
			args = append(args, bucket)
		}
	}
	args[0] = members
	return args
}

// never is a time after every agreement.
const never = 1 << 52

// terms returns the part of a claim that is the same for all of an installation.
func (s Settings) terms() claim {
	c := claim{limit: s.Quota.DailyLimit, call: s.call().Milliseconds(), lease: s.lease().Milliseconds(), closes: never, guard: thresholdsOf(s.Guard)}
	if !s.Ends.IsZero() {
		c.closes = s.Ends.UnixMilli()
	}
	return c
}

// lua writes the terms for admit.lua, as constants: as arguments they would be sent, and made numbers of, with each claim,
// which costs more than to decide it.
func (c claim) lua() string {
	g := c.guard
	return fmt.Sprintf("local LIMIT, LONGEST, LEASE, CLOSES = %d, %d, '%d', %d\n", c.limit, c.call, c.lease, c.closes) +
		fmt.Sprintf("local OPERATOR, OPERATOR_BURST, OFFICE, OFFICE_BURST = %d, %d, %d, %d\n", g.operator.interval, g.operator.burst, g.office.interval, g.office.burst) +
		fmt.Sprintf("local SEQUENTIAL, PATTERNED, GUESSES, STUFFING = %d, %d, %d, %d\n", g.sequential, g.patterned, g.guesses, g.stuffing) +
		fmt.Sprintf("local REPEAT, RECHECKS = %d, %d\n", g.repeat, g.rechecks)
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

// recordable refuses before anything is spent what the ledger could not take afterwards: kesalahan_internal. A licence type
// beyond ASCII in the configuration is such a thing.
func (a *Admission) recordable(r Request) error {
	now := a.settings.Clock().UnixMilli()
	trial := complete(r.Record, access{id: r.AccessID.String(), epoch: 1, first: dayOf(now), last: dayOf(now), at: now})
	trial.Outcome = ledger.Unknown
	err := trial.Check()
	if err == nil && !r.Unit.whole() {
		err = errors.New("admission: a unit that cannot be told apart")
	}
	if err != nil {
		return problem.New(problem.CodeKesalahanInternal).Because(err)
	}
	return nil
}
