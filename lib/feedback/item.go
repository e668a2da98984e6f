package feedback

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"
)

// unit is one (application, NIK) as Redis holds it: lines, of which lib/admission writes and reads all but the last (owed.lua).
type unit struct {
	token       string
	read        string // the value it was read from
	State       State
	ID          string // of the access that opened it; of a manual one its own
	Since       int64  // when, in milliseconds
	Found       bool   // the registry's latest answer: there, alive and one (PKS-2.2a)
	Accesses    []string
	Operator    string
	Application string // in clear; "" once the unit has ended
	item
}

// item is what is known since somebody submitted. It holds no licence number and no NIK.
type item struct {
	Step       string   `json:"step,omitzero"`       // of the last change: no two values are alike, so a repeated step finds itself
	By         string   `json:"by,omitzero"`         // who submitted
	Via        string   `json:"via,omitzero"`        // through which frontend
	Licences   []string `json:"licences,omitzero"`   // the type of each
	For        []string `json:"for,omitzero"`        // the access ids of the submission
	Digest     string   `json:"digest,omitzero"`     // keyed: tells the same from another content
	Submitted  int64    `json:"submitted,omitzero"`  // the age counts from here
	Attempts   int      `json:"attempts,omitzero"`   // without success
	Lease      int64    `json:"lease,omitzero"`      // somebody is sending it until then
	Holder     string   `json:"holder,omitzero"`     // who
	Unsure     bool     `json:"unsure,omitzero"`     // it may have arrived
	Correction bool     `json:"correction,omitzero"` // something else was delivered before, or may have been
	Earlier    *earlier `json:"earlier,omitzero"`    // what a correction would replace: delivered for certain
	Manual     bool     `json:"manual,omitzero"`     // of a hit made outside Simpul
	Code       string   `json:"code,omitzero"`       // why it waits, died or was closed
}

// earlier is what is known of a delivery while a correction of it is under way.
type earlier struct {
	Digest     string `json:"digest,omitzero"` // "" if it is not known what arrived
	Correction bool   `json:"correction,omitzero"`
	Unsure     bool   `json:"unsure,omitzero"`
}

const unitLines = 5

var errUnit = errors.New("feedback: redis holds a unit that cannot be read")

// parseUnit reads the value of a unit; "" is none.
func parseUnit(token, value string) (*unit, error) {
	if value == "" {
		return nil, nil
	}
	lines := strings.SplitN(value, "\n", unitLines)
	if len(lines) != unitLines {
		return nil, errUnit
	}
	head := strings.Split(lines[0], " ")
	if len(head) != 4 {
		return nil, errUnit
	}
	since, err := strconv.ParseInt(head[2], 10, 64)
	u := &unit{token: token, read: value, State: State(head[0]), ID: head[1], Since: since, Found: head[3] == "1", Accesses: strings.Fields(lines[1]), Operator: lines[2], Application: lines[3]}
	if lines[4] != "" && err == nil {
		err = json.Unmarshal([]byte(lines[4]), &u.item)
	}
	if err != nil || !u.State.known() {
		return nil, errUnit
	}
	return u, nil
}

func (s State) known() bool {
	return s == Open || s == Queued || s == Dead || s == Delivered || s == Closed
}

// ended reports whether nothing is owed any more.
func (s State) ended() bool { return s == Delivered || s == Closed }

// value spells the unit.
func (u unit) value() string {
	found := "0"
	if u.Found {
		found = "1"
	}
	rest, _ := json.Marshal(u.item) // of texts, numbers and truths: it cannot fail
	head := strings.Join([]string{string(u.State), u.ID, strconv.FormatInt(u.Since, 10), found}, " ")
	return strings.Join([]string{head, strings.Join(u.Accesses, " "), u.Operator, u.Application, string(rest)}, "\n")
}

// leased reports whether somebody may be sending it now.
func (u unit) leased(now int64) bool { return u.Holder != "" && now < u.Lease }

func millis(d time.Duration) int64 { return d.Milliseconds() }
