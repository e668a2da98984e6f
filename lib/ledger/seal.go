package ledger

import (
	"fmt"
	"time"

	"simpul/lib/shape"
)

const (
	// MaxSealed is how many entries one seal covers at the most.
	MaxSealed = 100
	// MaxTotalDays is for how many days one seal holds totals at the most.
	MaxTotalDays = 31

	maxTotals = 64 // counters of a day
)

// Seal covers the entries From to To, all since the seal before, and the seal before itself: to change anything that was ever
// sealed means to sign every seal since. It is signed as a [Signed].
type Seal struct {
	Number   uint64     `json:"number"`            // from 1 without gaps
	At       time.Time  `json:"at"`                // UTC, whole milliseconds, never before the seal before
	From     uint64     `json:"from"`              // first entry
	To       uint64     `json:"to"`                // last entry; From-1: none
	Previous Hash       `json:"previous,omitzero"` // SHA-256 of the bytes of the seal before; none in the first
	Root     Hash       `json:"root"`              // over the whole hashes of the entries
	Leaves   []Leaf     `json:"leaves,omitempty"`  // one for each entry, to name the first bad one
	Totals   Totals     `json:"totals,omitempty"`
	Cut      *Cut       `json:"cut,omitzero"`
	Key      string     `json:"key"`             // id of the key that signs it
	Begins   *PublicKey `json:"begins,omitzero"` // a chain begins: the key itself, which only a trust file vouches for
	Next     *PublicKey `json:"next,omitzero"`   // the key that signs from the next seal on
}

// Totals are counters without any link to a record: exact statuses and holds, by day of WIB (yyyy-mm-dd) and name, such as
// status:found or hold:pola_berurutan. The counts of a day are the sum over all seals.
//
// A seal holds the totals of days that are over, never of a shorter span: what two seals differ in would say which exact status
// belongs to the few records between them. For the same reason no one but the sealer should read the counters of a day that runs.
// The day is the span because the report's figures are by day; on a day with very few accesses its totals still say much.
type Totals map[string]map[string]int64

// Cut says what was removed because it had been kept long enough: all seals up to Seal, and with them all entries up to To.
type Cut struct {
	Seal uint64 `json:"seal"`
	To   uint64 `json:"to"`
}

// ErrSeal is what is wrong with the form of a seal.
type ErrSeal struct{ Field string }

// Error names the field.
func (e ErrSeal) Error() string {
	return fmt.Sprintf("ledger: seal: %s is missing, malformed or out of place", e.Field)
}

func (s Seal) check() error {
	for _, f := range []field{
		{"number", s.Number > 0},
		{"at", isTime(s.At)},
		{"from", s.From > 0 && s.To+1 >= s.From},
		{"leaves", s.To+1-s.From == uint64(len(s.Leaves)) && len(s.Leaves) <= MaxSealed},
		{"previous", (s.Previous == Hash{}) == (s.Number == 1)},
		{"totals", s.Totals.ok(s.At)},
		{"cut", s.Cut == nil || s.Cut.Seal < s.Number && s.Cut.To < s.From},
		{"key", keyID(s.Key)},
		{"begins", s.Begins == nil || s.Begins.ok() && s.Begins.ID == s.Key},
		{"next", s.Next == nil || s.Next.ok() && s.Begins == nil},
	} {
		if !f.ok {
			return ErrSeal{f.name}
		}
	}
	if s.Number == 1 && (s.Begins == nil || s.From != 1) {
		return ErrSeal{"begins"}
	}
	return nil
}

// counterName has no digits: nothing about a person fits.
var counterName = shape.Of(`^[a-z_]{1,24}(:[a-z_]{1,40}){1,2}$`)

// ok reports whether these are counters of days that were over at that time.
func (t Totals) ok(at time.Time) bool {
	today := DayOf(at)
	for day, counters := range t {
		if !isDay(day) || day >= today || len(counters) == 0 || len(counters) > maxTotals {
			return false
		}
		for name, n := range counters {
			if !counterName(name) || n < 1 || n > maxTotal {
				return false
			}
		}
	}
	return len(t) <= MaxTotalDays
}

const wib = 7 * time.Hour

// DayOf returns the day of WIB a time falls on, yyyy-mm-dd.
func DayOf(t time.Time) string { return t.UTC().Add(wib).Format(time.DateOnly) }
