package ledger

import "time"

// Record is one line of the ledger: an access, an officer's decision, an administrative act, a step of data balikan. It is free of population data, and not
// free of personal data: operator and application identify by linkage (UU 27/2022), so the ledger is protected and its retention
// limited. It never holds a NIK, an element, a clear application number, or the exact status of a person.
//
// [Record.Check] says what belongs to which kind; a field that does not stays empty.
type Record struct {
	Kind     Kind      `json:"kind"`
	AccessID string    `json:"access_id,omitzero"` // UUIDv7 in lower case; of a decision: the access it is about
	At       time.Time `json:"at"`                 // UTC, whole milliseconds, by Redis's clock; of an access: its admission
	Epoch    int64     `json:"epoch,omitzero"`     // the count it was admitted in, or that initialise started
	Operator string    `json:"operator,omitzero"`  // who asked, decided or acted
	Frontend string    `json:"frontend,omitzero"`

	Subject
	Answer
	Charge
	Deed
	Balikan
}

// Subject is what an access was for (PKS-1).
type Subject struct {
	Application      string  `json:"application,omitzero"` // keyed token: <key id>.<16 bytes in base64url>
	LicenceType      string  `json:"licence_type,omitzero"`
	SubjectRole      string  `json:"subject_role,omitzero"`
	IdentityDocument string  `json:"identity_document,omitzero"` // ktp-el, ikd (PKS-2.2e)
	Source           Source  `json:"source,omitzero"`
	Consent          Consent `json:"consent,omitzero"` // of the resident whose card was read; of no other source
}

// Answer is what came of an access, coarsely.
type Answer struct {
	Outcome  Outcome `json:"outcome,omitzero"`
	Verdict  Verdict `json:"verdict,omitzero"`
	Hold     string  `json:"hold,omitzero"`     // the guard's rule that an override went past
	Override string  `json:"override,omitzero"` // the code it was given for
}

// Charge is what an access cost.
type Charge struct {
	Days    [2]string `json:"days,omitzero"`    // first and last day of WIB it counts on, yyyy-mm-dd; mostly the same
	Charged bool      `json:"charged,omitzero"` // false: the hit was given back, or never taken
	Used    int64     `json:"used,omitzero"`    // the first day's count right after the admission
}

// Deed is what an officer decided or an administrator did.
type Deed struct {
	Decision  Verdict `json:"decision,omitzero"`   // sesuai, tidak_sesuai
	ActID     string  `json:"act_id,omitzero"`     // UUIDv7 of an act or step: no two records are alike, so that a repeated one shows
	Action    string  `json:"action,omitzero"`     // initialise, suspend, resume, mode, bridging, unlock, record_external, credentials, report_…; or a step
	Code      string  `json:"code,omitzero"`       // reason code
	Paper     string  `json:"paper,omitzero"`      // number of the letter
	PaperDate string  `json:"paper_date,omitzero"` // yyyy-mm-dd
	Until     string  `json:"until,omitzero"`      // last day of bridging, yyyy-mm-dd
	Hits      *int64  `json:"hits,omitzero"`       // initialise: used today so far; record_external: to add to today; discarded: of those, that nobody will tell of
	Lost      int64   `json:"lost,omitzero"`       // initialise: units that wait and that Redis has lost, the oldest; owed without a name from now on
	Unheard   int64   `json:"unheard,omitzero"`    // initialise: of the hits, those that no record tells of; owed without a name
	Target    string  `json:"target,omitzero"`     // unlock: the operator; mode: poc, unlimited; report_…: which report
	Digest    *Hash   `json:"digest,omitzero"`     // report_…: SHA-256 of the figures, or of the signed copy
	Receipt   string  `json:"receipt,omitzero"`    // report_delivered: number of the receipt
}

// Kind says what a record is about.
type Kind string

// The kinds of records.
const (
	Access   Kind = "access"   // an access that was settled; after a sweep the late word that corrects it, once
	Swept    Kind = "swept"    // an access of which nothing more was heard: charged, outcome unknown
	Decision Kind = "decision" // what the officer decided (JUKNIS Lampiran II, step 4)
	Act      Kind = "act"      // what an administrator did
	Feedback Kind = "feedback" // a step of what is owed for accesses (PKS-2.2b)
)

// Source is how the NIK came in.
type Source string

// The sources.
const (
	Typed Source = "typed"
	Card  Source = "card"
)

// Consent is what the resident agreed to at the counter; that it was asked for at all goes without saying (JUKNIS-IV.F).
type Consent string

// The consents. No card is read without the first.
const (
	ConsentRead  Consent = "read"       // that the card is read
	ConsentStore Consent = "read_store" // and that the office keeps what is on it, once it is verified
)

// Outcome is what the registry said, as coarsely as may be kept beside an application: whether it showed data, and nothing of what
// data or why not.
type Outcome string

// The outcomes.
const (
	Data    Outcome = "data"
	NoData  Outcome = "no_data"
	Fault   Outcome = "fault"
	Unknown Outcome = "unknown"
)

// Verdict is what comparison or officer found.
type Verdict string

// The verdicts.
const (
	Sesuai       Verdict = "sesuai"
	TidakSesuai  Verdict = "tidak_sesuai"
	TidakDinilai Verdict = "tidak_dinilai"
)

// The actions of administrators that a [Tally] acts on; the others it only counts.
const (
	Initialise     = "initialise"
	RecordExternal = "record_external"
)

// What happened to a semester's report (PKS-8.1, JUKNIS-V).
const (
	ReportBuilt     = "report_built"     // its figures were fixed
	ReportDelivered = "report_delivered" // it went to the registry's office, on which paper
	ReportSigned    = "report_signed"    // the copy that was signed
)
