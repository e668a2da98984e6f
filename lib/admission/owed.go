package admission

import (
	"fmt"
	"slices"
	"strings"

	"simpul/lib/resident"
)

// Unit is what data balikan will be owed for once an access counts (PKS-2.2b): one (application, NIK). The zero value owes nothing,
// which is for tests alone.
type Unit struct {
	Tokens      []string // what stands for it, one for each key, the one in use first (lib/feedback)
	Application string   // the number in clear: in Redis until the access is given back, or until the unit ends
}

// lines are what admit.lua keeps of it until the access is settled.
func (u Unit) lines() string {
	return strings.Join(u.Tokens, " ") + "\n" + u.Application + "\n"
}

// whole reports whether Redis could tell its parts apart.
func (u Unit) whole() bool {
	return !strings.ContainsFunc(u.Application, func(r rune) bool { return r < ' ' }) &&
		!slices.ContainsFunc(u.Tokens, func(s string) bool { return s == "" || strings.ContainsAny(s, " \n") })
}

// Missing is what the ledger knows of data balikan and Redis does not: after a loss, or because hits were made elsewhere. What was
// waiting is owed from now on without a name, as hits in a browser are (PKS-2.2b). No number is negative.
type Missing struct {
	Lost              int64 // units that wait: the oldest of the ledger's
	Unheard           int64 // of UsedToday: hits that no record tells of, and that are not under way
	Delivered, Closed int64 // units that ended; they are only counted
}

// The states of a unit that matter here; lib/feedback knows what they mean.
const (
	unitOpen   = "open"
	unitClosed = "closed"
)

// mostAccesses is how many ids a unit remembers.
const mostAccesses = 32

// account is a unit as Redis holds it.
type account struct {
	state, id             string // the id is that of the access that opened it
	since                 int64
	found                 bool // the registry's last answer: the NIK is one person's (PKS-2.2a)
	accesses              []string
	operator, application string
	rest                  string // what lib/feedback keeps
}

// owe is what an access makes of its unit: it joins one, also one that is delivered, or opens one, also where one ended without a
// licence: somebody looks again, so there may be one yet.
func (u *account) owe(a access, operator, application string, answer found) account {
	if u == nil || u.state == unitClosed {
		return account{state: unitOpen, id: a.id, since: a.at, found: answer == foundYes, accesses: []string{a.id}, operator: operator, application: application}
	}
	joined := *u
	joined.accesses = append(slices.Clone(u.accesses), a.id)
	if len(u.accesses) >= mostAccesses { // the first gives its name
		joined.accesses = slices.Delete(joined.accesses, 1, 2)
	}
	if u.state == unitOpen {
		joined.operator = operator
	}
	joined.found = answer.after(u.found)
	return joined
}

// amend is what the late word about an access that was swept makes of its unit; gone: nothing is owed any more. Another unit may have
// been opened for the same (application, NIK) since, which does not know the access; and an answer to a later access is the latest one.
func (u account) amend(id string, outcome state, answer found) (after account, gone bool) {
	switch {
	case outcome != given:
		if u.accesses[len(u.accesses)-1] == id {
			u.found = answer.after(u.found)
		}
	case slices.Equal(u.accesses, []string{id}):
		return u, u.state == unitOpen
	default:
		u.accesses = slices.DeleteFunc(slices.Clone(u.accesses), func(other string) bool { return other == id })
	}
	return u, false
}

// found is whether the registry's answer was that the person is there, alive and one: no more of a status is kept.
type found string

const (
	foundNothing found = "" // no answer
	foundNo      found = "0"
	foundYes     found = "1"
)

func foundBy(status resident.Status) found {
	switch status {
	case "":
		return foundNothing
	case resident.Found:
		return foundYes
	}
	return foundNo
}

// after returns what is known after an answer.
func (f found) after(before bool) bool { return f == foundYes || f == foundNothing && before }

// line spells an account as owed.lua describes it.
func (u account) line() string {
	return fmt.Sprintf("%s %s %d %d\n%s\n%s\n%s\n%s", u.state, u.id, u.since, len(only(u.found, "1")), strings.Join(u.accesses, " "), u.operator, u.application, u.rest)
}

// joins: the access is one of a unit that another one opened, and its record must say so.
const joins word = "joins"
