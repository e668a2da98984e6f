package ledger

import "slices"

// Balikan is what a record says of a unit of data balikan: one (application, NIK), which is owed licence number and type (PKS-2.2b).
// A unit goes by the id of the access that opened it; neither NIK nor licence number stands here.
type Balikan struct {
	Unit       string   `json:"unit,omitzero"`       // of an access: the unit it joined, "" if it opened its own; of a step: the unit, "" with hits; UUIDv7
	Licences   []string `json:"licences,omitzero"`   // submitted, delivered: the type of each
	Correction bool     `json:"correction,omitzero"` // it replaces what was delivered or closed before; discarded: what was delivered before stands
	Manual     bool     `json:"manual,omitzero"`     // the unit is of a hit made elsewhere; its id is nobody's access
	Unsure     bool     `json:"unsure,omitzero"`     // delivered: sent more than once, since an outcome was not known
}

// The steps of a unit.
const (
	Submitted = "submitted" // an officer said what was issued: it waits to be delivered
	Delivered = "delivered" // the registry has it
	Died      = "died"      // it could not be delivered, and must be submitted again
	Closed    = "closed"    // an officer said why nothing was issued
	Discarded = "discarded" // somebody ended a dead or open one, or so many hits made elsewhere, with a reason
)

const maxLicences = 20

// step says what a step of data balikan needs, and what it must not have.
func (r Record) step() []field {
	tells := r.Action == Submitted || r.Action == Delivered
	outside := r.Action == Discarded && r.Hits != nil
	ends := r.Action == Closed || r.Action == Discarded || r.Action == Died
	return []field{
		{"act_id", isUUID7(r.ActID)},
		{"action", tells || ends},
		{"code", r.Code != "" || !ends},
		{"unit", isUUID7(r.Unit) && !outside || r.Unit == "" && outside},
		{"hits", r.Hits == nil || outside && r.Manual && !r.Correction && 1 <= *r.Hits && *r.Hits <= maxHits},
		{"licences", tells == (len(r.Licences) > 0)},
		{"subject", r.Subject == Subject{Application: r.Application}},
		{"override", r.Answer == Answer{Override: r.Override}},
		{"access", r.AccessID == "" && r.Charge == Charge{} && r.Epoch == 0},
		{"deed", r.Deed == Deed{ActID: r.ActID, Action: r.Action, Code: r.Code, Hits: r.Hits}},
	}
}

// balikan says what any kind may tell of a unit.
func (r Record) balikan() []field {
	about := r.Kind == Feedback
	return []field{
		{"unit", r.Unit == "" || isUUID7(r.Unit) && (about || r.joins())},
		{"licences", len(r.Licences) <= maxLicences && (r.Licences == nil || about && len(r.Licences) > 0)},
		{"licences", !slices.ContainsFunc(r.Licences, func(s string) bool { return s == "" || !isText(s) })},
		{"balikan", about || !r.Correction && !r.Manual && !r.Unsure},
	}
}

// joins reports whether a record is of an access that can join a unit: another one's.
func (r Record) joins() bool {
	return (r.Kind == Access || r.Kind == Swept) && r.Charged && r.Unit != r.AccessID
}
