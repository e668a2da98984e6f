// Package registry is Dukcapil as the functions see it: one question, a person's status or a fault.
//
// A [Connector] asks one [Question], once. It never retries: whether a lost call was counted is unknown, and a retry could
// spend the shared quota twice (JUKNIS-II.B.1). What it returns is either an [Answer], which says something about the person
// (JUKNIS-II.C.2b.1 and .2), or a [*Fault], which says nothing about the person (.3 and everything else). Elements outside
// the agreement are gone before an Answer exists (PKS-2.1a).
//
// [Line] stands before admission: a call that would have to wait for the thin line (JUKNIS-I.B), or meet a registry that is
// known to be down, is refused before it costs a hit.
package registry

import (
	"context"

	"simpul/lib/nik"
	"simpul/lib/resident"
)

// Connector is one way to the registry: get_json lookup, kesesuaian or web portal.
type Connector interface {
	// Ask sends one question and waits for its answer until ctx ends. The error is always a [*Fault].
	Ask(ctx context.Context, q Question) (Answer, error)
}

// Question is what the registry is asked. Each connector sends of it what its service takes, and nothing else.
type Question struct {
	NIK      nik.NIK
	Claimed  resident.Person // what the applicant's papers say; sent by kesesuaian alone, which answers with matches
	Operator string          // who asks; read by the web portal alone, where an operator may have an account of its own
}

// Answer is what the registry says about a person.
type Answer struct {
	Status resident.Status
	Person resident.Person // elements of the agreement; empty unless Status is found, and always from kesesuaian
	Bands  resident.Bands  // how the registry itself matched the claim: kesesuaian alone, and only if Status is found
	Code   string          // the registry's two-character code, "" if it sent none
	Left   *int64          // quotaLimiter, where the registry sends it (wire §1.3)
}

// Compare holds claimed against the answer: against what it discloses, or else by the bands that the registry gave.
func (a Answer) Compare(claimed resident.Person) resident.Comparison {
	if a.Bands != (resident.Bands{}) {
		return resident.AssessBands(a.Status, a.Bands)
	}
	return resident.Assess(a.Status, claimed, a.Person)
}
