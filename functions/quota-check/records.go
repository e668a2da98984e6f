package main

import (
	"context"
	"time"

	"simpul/lib/config"
	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// guard is what the access guard holds, and how often it did today.
type guard struct {
	Operator   pace             `json:"operator"`
	Office     pace             `json:"office"`
	Sequential int64            `json:"sequential"`
	Patterned  int64            `json:"patterned"`
	Guesses    int64            `json:"guesses"`
	Stuffing   int64            `json:"stuffing"`
	Repeat     float64          `json:"repeat_seconds"`
	Rechecks   int64            `json:"rechecks"`
	Held       map[string]int64 `json:"holds_today"`
}

type pace struct {
	Interval float64 `json:"interval_seconds"`
	Burst    int64   `json:"burst"`
}

// guardRules are the rules of the guard, which are the codes of its problems.
var guardRules = []string{
	string(problem.CodeTerlaluCepat), string(problem.CodePolaBerurutan), string(problem.CodePolaTeratur),
	string(problem.CodePolaMenebak), string(problem.CodePolaMenumpuk), string(problem.CodePemeriksaanBerulang),
}

func guardOf(g config.Guard, held map[string]int64) guard {
	return guard{
		Operator: paceOf(g.Operator), Office: paceOf(g.Office),
		Sequential: g.Sequential, Patterned: g.Patterned, Guesses: g.Guesses, Stuffing: g.Stuffing,
		Repeat: g.Repeat.Seconds(), Rechecks: g.Rechecks, Held: held,
	}
}

func paceOf(p config.Pace) pace { return pace{p.Interval.Seconds(), p.Burst} }

// recorded is how far the ledger goes.
type recorded struct {
	Entries  uint64 `json:"entries"`
	Unsealed uint64 `json:"unsealed"`
	Seal     *seal  `json:"seal,omitzero"`
}

type seal struct {
	Number uint64      `json:"number"`
	At     time.Time   `json:"at"`
	Last   uint64      `json:"last_entry"`
	Hash   ledger.Hash `json:"hash"`
}

// recorded returns nil for a ledger that cannot be read: the rest of the state is worth showing, and the log says why.
func (k *keeper) recorded(ctx context.Context) *recorded {
	status, err := k.book.Status(ctx)
	if err != nil {
		k.log.Error("ledger cannot be read", "error", err)
		return nil
	}
	r := &recorded{Entries: status.Entries, Unsealed: status.Unsealed}
	if s := status.Last; s != nil {
		r.Seal = &seal{Number: s.Number, At: s.At, Last: s.To, Hash: s.Signed.Hash()}
	}
	return r
}
