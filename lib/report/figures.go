package report

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/ledger"
)

// Schema is the version of the figures' JSON.
const Schema = "simpul-laporan-semester/1"

// Figures are a report's numbers. Every code is as the ledger has it; "" is what its record does not say.
type Figures struct {
	Schema    string    `json:"schema"`
	Agreement string    `json:"agreement"` // number
	Period    Range     `json:"period"`
	AsOf      time.Time `json:"as_of"` // of the ledger's last record or seal; the documents bear it as their date
	Ledger    Proof     `json:"ledger"`
	Documents Documents `json:"nik_in_documents"`
	Accesses  Accesses  `json:"data_accesses"`
	Cards     Cards     `json:"ktp_el"`
}

// Range is a [Period] as figures have it.
type Range struct {
	Name        string         `json:"name"`
	From        agreement.Date `json:"from"`
	To          agreement.Date `json:"to"`
	Partial     bool           `json:"partial"`
	Preliminary bool           `json:"preliminary"` // sementara: not over yet, or the totals of its last days are not sealed yet
}

// Proof says what the figures were counted from, and what it takes to check them.
type Proof struct {
	Since    time.Time `json:"since,omitzero"` // of the first record or seal; days before it are nothing that Simpul could know
	First    uint64    `json:"first"`          // numbers of the first and the last sealed record, 0 for none
	Last     uint64    `json:"last"`           //
	Records  uint64    `json:"records"`        // sealed ones
	Unsealed uint64    `json:"unsealed"`
	Cut      uint64    `json:"cut"`  // records up to here are gone, since they were kept long enough; 0 for none
	Seal     *Seal     `json:"seal"` // the last one, nil for none
}

// Seal is the ledger's head: who keeps number and hash can tell years later whether this is still the same ledger.
type Seal struct {
	Number uint64      `json:"number"`
	At     time.Time   `json:"at"`
	Hash   ledger.Hash `json:"hash"`
}

// Documents is the first part of PKS-8.1: NIK in issued documents, known from data balikan (PKS-2.2b).
type Documents struct {
	Licences    ledger.Counts `json:"licences"`    // issued, by type
	Delivered   int64         `json:"delivered"`   // deliveries of data balikan, those that correct one included
	Corrections int64         `json:"corrections"` // of those
	Closings    ledger.Counts `json:"closings"`    // units ended without a licence, by reason
	Overrides   ledger.Counts `json:"overrides"`   // units delivered with licences though the status did not support them (PKS-2.2a), by reason
	Balance     Balance       `json:"balance"`
}

// Balance is where all units of data balikan stand at the end of the period, since the ledger begins:
// units = delivered + closed + queued + dead + open.
type Balance struct {
	Units     int64 `json:"units"`
	Delivered int64 `json:"delivered"`
	Closed    int64 `json:"closed"`
	Queued    int64 `json:"queued"`
	Dead      int64 `json:"dead"`
	Open      int64 `json:"open"`
	External  int64 `json:"external"` // of the open: hits outside Simpul that nobody has told of yet
	Ages      []Age `json:"open_by_age"`
}

// Holds reports whether the equation does.
func (b Balance) Holds() bool { return b.Units == b.Delivered+b.Closed+b.Queued+b.Dead+b.Open }

// Age counts open units that began so many days before the end of the period.
type Age struct {
	From  int   `json:"from_days"`
	To    int   `json:"to_days"` // 0: no bound
	Units int64 `json:"units"`
}

// Accesses is the second part: data accesses.
type Accesses struct {
	Total     int64         `json:"total"`    // settled or swept, each once
	Charged   int64         `json:"charged"`  // of those, with a hit
	External  int64         `json:"external"` // hits outside Simpul, a row of their own
	Outcomes  ledger.Counts `json:"outcomes"`
	Statuses  ledger.Counts `json:"statuses"` // exact ones, of days that are over
	Verdicts  ledger.Counts `json:"verdicts"`
	Decisions ledger.Counts `json:"decisions"` // of officers
	Licences  ledger.Counts `json:"licence_types"`
	Roles     ledger.Counts `json:"subject_roles"`
	Holds     ledger.Counts `json:"holds"`     // by the guard's rule
	Passed    ledger.Counts `json:"passed"`    // holds that an override went past, by rule
	Overrides ledger.Counts `json:"overrides"` // 〃, by the code given
	Months    []Month       `json:"months"`
	Crossed   Crossed       `json:"verdicts_by_month"`
	Quota     Quota         `json:"quota"`
	Line      Line          `json:"registry"`
	Stops     []Stop        `json:"suspensions"`           // by administrators, in order
	Barred    ledger.Counts `json:"suspended_by_registry"` // how often the registry's word stopped access, by reason; of days that are over
	Acts      ledger.Counts `json:"acts"`                  // of administrators, by action
	Recorded  []Act         `json:"acts_log"`              // those that change whether access is open, in order
}

// Month is one month's row.
type Month struct {
	Month    string `json:"month"` // yyyy-mm
	Accesses int64  `json:"accesses"`
	Charged  int64  `json:"charged"`
	External int64  `json:"external"`
	Busiest  Day    `json:"busiest"`
}

// Day is a day's use of the quota.
type Day struct {
	Day  string `json:"day,omitempty"` // yyyy-mm-dd, "" for none
	Used int64  `json:"used"`
}

// Quota is how the daily quota was used (JUKNIS-II.B).
type Quota struct {
	Limit   int64 `json:"daily_limit"` // in mode poc
	Used    int64 `json:"used"`        // on all days
	Days    int64 `json:"days"`        // with any use
	Busiest Day   `json:"busiest"`
}

// Line is how available the registry was.
type Line struct {
	Answered int64 `json:"answered"`
	Faults   int64 `json:"faults"`
	Unknown  int64 `json:"unknown"`  // nothing more was heard
	PerMille int64 `json:"permille"` // answered of all, rounded down; 1000 for no access
}

// Stop is a time without access that an administrator ordered, cut to the period (PKS-5).
type Stop struct {
	From    time.Time `json:"from"`
	To      time.Time `json:"to,omitzero"` // zero: not lifted within the period
	Minutes int64     `json:"minutes"`     // begun ones count
	Code    string    `json:"code"`        // reason
}

// Act is one administrative act.
type Act struct {
	Day    string `json:"day"`
	Action string `json:"action"`
	Code   string `json:"code"`
	Paper  string `json:"paper,omitempty"` // number of the letter
}

// Cards is the third part: KTP-el and IKD (PKS-2.2e).
type Cards struct {
	Documents ledger.Counts   `json:"documents"` // accesses by the document shown
	Reads     int64           `json:"reads"`     // accesses whose NIK came from a card
	Typed     int64           `json:"typed"`
	Unknown   int64           `json:"unknown"`     // nobody settled them
	Genuine   ledger.Counts   `json:"genuineness"` // card reads by class, of days that are over, whether or not an access followed
	SAM       []agreement.SAM `json:"sam"`
	SAMUntil  agreement.Date  `json:"sam_valid_until,omitzero"` // all of them are active while the agreement is (JUKNIS-IV.E)
}

// JSON returns the figures as they are published: the same bytes for the same figures.
func (f Figures) JSON() ([]byte, error) {
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return append(b, '\n'), nil
}

// Digest is the SHA-256 of [Figures.JSON], which stands at the foot of each page.
func Digest(figures []byte) ledger.Hash { return sha256.Sum256(figures) }
