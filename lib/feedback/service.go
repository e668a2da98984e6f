package feedback

import (
	"context"
	"time"

	"simpul/lib/nik"
)

// Service delivers to the registry (wire §3). lib/feedback/delivery is the real one.
type Service interface {
	// Deliver sends the parcels and returns an outcome for each, in their order. It never fails as a whole: what is not known is
	// [Unknown], and so is every outcome that is missing. It ends with ctx.
	Deliver(ctx context.Context, parcels []Parcel) []Outcome
}

// Parcel is what one delivery says of one unit: no more than JUKNIS-III.A names.
type Parcel struct {
	NIK        nik.NIK
	Licences   []Licence
	Correction bool // of something that was delivered before
}

// Outcome is what became of one parcel.
type Outcome struct {
	Verdict Verdict
	Code    string        // why, for the ledger and the officer: plain lower case, no text of the service; "" when it has it
	Unsure  bool          // already_sent: perhaps by the same call, which tried twice
	After   time.Duration // what the service asks to wait before the next attempt (Retry-After); 0: nothing
}

// Verdict is an outcome in one word.
type Verdict string

// The verdicts. The zero value is none of them and is treated as Unknown.
const (
	Accepted    Verdict = "accepted"     // the service said that it has it
	AlreadySent Verdict = "already_sent" // "Data sudah pernah dikirim": it had it before
	Refused     Verdict = "refused"      // it will never take this: repeating changes nothing, somebody must look
	Later       Verdict = "later"        // certainly not taken: never sent, or refused for now
	Unknown     Verdict = "unknown"      // perhaps taken: cut, timed out, or not understood
)
