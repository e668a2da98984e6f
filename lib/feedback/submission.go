package feedback

import (
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/problem"
)

// MaxSubmissions bounds one call of [Outbox.Submit], MaxLicences those of one unit.
const (
	MaxSubmissions = 100
	MaxLicences    = 20
)

// Licence is what came of an application. The number identifies its holder, so it prints redacted; in Redis it is sealed.
type Licence struct {
	Number personal.Text // 1 to 64 characters, without control characters and without a NIK; the caller has checked
	Type   string        // of the agreement's list (PKS-1); plain ASCII up to 64, for the ledger counts by it
}

// Submission is what an officer says of one unit. The caller has checked its form, that the receipt proves NIK and access, and that
// licence types are on the agreement's list.
type Submission struct {
	Application string  // the number as it was given to the verification, or as the paper says for a manual one
	NIK         nik.NIK // the declared one
	AccessIDs   []string
	Licences    []Licence // what was issued; empty with Closed
	Closed      string    // the reason code why there is no licence; "" with Licences
	Correction  bool      // replaces what was delivered or closed before
	Override    string    // the code for licences although the latest status was not found (PKS-2.2a); "" for none
	Manual      bool      // the hit was made outside Simpul, in a browser: no access id, no receipt, and no status but the officer's word
}

// Person is who submits, discards or looks: an id each, as the ledger names them.
type Person struct{ Operator, Frontend string }

// State is where a unit stands. The equation is over these five: units = delivered + closed + queued + dead + open.
type State string

// The states.
const (
	Open      State = "open"      // owed, and nobody has said anything
	Queued    State = "queued"    // sealed, and goes out as soon as it can
	Dead      State = "dead"      // could not go out, and its content is gone: harus dikirim ulang
	Delivered State = "delivered" // the registry has it
	Closed    State = "closed"    // ended with a reason instead of a licence
)

// Result is what became of one submission.
type Result struct {
	Unit    string           // what stands for the unit, for [Outbox.Discard]: a keyed token; "" if there is none
	State   State            // where the unit stands now; "" if there is none
	Again   bool             // the same was said before: nothing changed
	Unsure  bool             // it was sent at least once without a clear answer
	Code    string           // why it waits, died or was ended; koreksi_tidak_pasti of one delivered: perhaps not as corrected
	Problem *problem.Problem // why it was not taken; nil: it was
}
