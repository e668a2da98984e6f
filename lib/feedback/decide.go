package feedback

import (
	"slices"
	"time"

	"simpul/lib/ledger"
	"simpul/lib/problem"
)

// What is decided here is decided from arguments alone: a unit as it stands, what is said of it, the time by Redis's clock in
// milliseconds. Nothing is read, written or drawn; store.go applies a plan in one step, or finds that the unit has moved.

// plan is what a step makes of a unit.
type plan struct {
	next  unit
	step  *ledger.Record // what the ledger says of it, but id, time and application; nil: nothing
	due   int64          // of a queued one: when to send it next
	drop  bool           // the sealed content goes
	seal  bool           // the submission's content is sealed
	fresh bool           // the unit was none before: a hit made outside Simpul
}

// step is the record of a unit's step.
func (u unit) step(action, code string, who Person, licences []string) *ledger.Record {
	r := ledger.Record{Kind: ledger.Feedback, Operator: who.Operator, Frontend: who.Frontend}
	r.Deed = ledger.Deed{Action: action, Code: code}
	r.Balikan = ledger.Balikan{Unit: u.ID, Licences: licences, Correction: u.Correction, Manual: u.Manual, Unsure: u.Unsure}
	return &r
}

func (u unit) by() Person { return Person{u.By, u.Via} }

// told is a submission as far as decisions need it.
type told struct {
	Submission
	who    Person
	digest string
	same   func(digest string) bool // whether that one is of this content
	fresh  string                   // an id, should one be needed
}

// heed decides what a submission makes of its unit, nil for none; changed is false if it stands as it is.
func heed(u *unit, t told, now int64) (p plan, changed bool, refused *problem.Problem) {
	switch {
	case u == nil && !t.Manual:
		return plan{}, false, problem.New(problem.CodeBalikanTidakAda)
	case u == nil:
		u = &unit{State: Open, ID: t.fresh, Since: now, Found: true, item: item{Manual: true}}
		p.fresh = true
	}
	if refused = u.names(t); refused != nil {
		return plan{}, false, refused
	}
	if u.said(t) {
		return plan{}, false, nil
	}
	if refused = u.takes(t, now); refused != nil {
		return plan{}, false, refused
	}
	p.next = u.with(t, now)
	if t.Closed != "" {
		p.drop, p.step = true, p.next.step(ledger.Closed, t.Closed, t.who, nil)
		return p, true, nil
	}
	p.seal, p.due, p.step = true, now, p.next.step(ledger.Submitted, "", t.who, p.next.Licences)
	p.step.Override = t.Override
	return p, true, nil
}

// names reports whether one of the submission's accesses is the unit's: those of one that was closed before may stand beside it. One
// that remembers no more than its latest takes it on trust: the receipt proves the NIK, and the token is of this application and NIK
// alone.
func (u unit) names(t told) *problem.Problem {
	switch {
	case u.Manual:
		return nil
	case t.Manual: // without a receipt nobody speaks of an access that Simpul made
		return problem.Invalid(problem.Field{Name: "access_origin", Code: "bukan_manual", Detail: "NIK ini diperiksa melalui Simpul untuk permohonan ini: isi access_ids dan receipt, tanpa access_origin."})
	}
	own := func(id string) bool { return slices.Contains(u.Accesses, id) }
	if len(t.AccessIDs) == 0 || len(u.Accesses) < mostAccesses && !slices.ContainsFunc(t.AccessIDs, own) {
		return problem.Invalid(problem.Field{Name: "access_ids", Code: "bukan_bagian", Detail: "Isi access_id pemeriksaan NIK ini untuk permohonan ini."})
	}
	return nil
}

// mostAccesses is how many a unit remembers (lib/admission).
const mostAccesses = 32

// said reports whether the unit stands as the submission wants it.
func (u unit) said(t told) bool {
	if t.Closed != "" {
		return u.State == Closed && u.Code == t.Closed
	}
	return (u.State == Queued || u.State == Delivered) && t.same(u.Digest)
}

// takes reports why the unit takes no such word now.
func (u unit) takes(t told, now int64) *problem.Problem {
	switch {
	case u.State == Queued && (u.leased(now) || t.Closed != ""):
		return problem.New(problem.CodeBalikanSedangDikirim).WithRetryAfter(max(time.Duration(u.Lease-now)*time.Millisecond, time.Minute))
	case u.State == Queued && !t.Correction, u.State.ended() && !t.Correction, u.replaced() != nil && t.Closed != "":
		return problem.New(problem.CodeBalikanSudahSelesai)
	case t.Closed == "" && !u.Found && t.Override == "":
		return problem.New(problem.CodeStatusTidakMendukung)
	}
	return nil
}

// with is the unit with what was said. A content whose outcome is not known stays unsure when it is said again; another one in its place
// is a correction, and nothing is known of that yet.
func (u unit) with(t told, now int64) unit {
	unsure := u.Unsure || u.Holder != "" // a lease that ran out, and nobody has taken it over yet
	again := unsure && t.same(u.Digest)
	before := u.State == Delivered || u.Correction || unsure && !again
	u.item = item{By: t.who.Operator, Via: t.who.Frontend, Manual: u.Manual, Earlier: u.replaced(), Digest: u.Digest, Unsure: unsure && (again || t.Closed != "")}
	if t.Closed != "" {
		u.Code = t.Closed
		return u.end(Closed)
	}
	u.State, u.Operator, u.Application = Queued, t.who.Operator, t.Application
	u.Submitted, u.Digest, u.For, u.Correction = now, t.digest, t.AccessIDs, before
	for _, l := range t.Licences {
		u.Licences = append(u.Licences, l.Type)
	}
	return u
}

// replaced is the delivery that what is said now would replace, nil for none.
func (u unit) replaced() *earlier {
	if u.State != Delivered {
		return u.Earlier
	}
	return &earlier{u.Digest, u.Correction, u.Unsure}
}

// end forgets what an ended unit must not keep: the application in clear, and who.
func (u unit) end(s State) unit {
	u.State, u.Application, u.Operator = s, "", ""
	u.item = item{Digest: u.Digest, Code: u.Code, Unsure: u.Unsure, Correction: u.Correction, Manual: u.Manual}
	return u
}
