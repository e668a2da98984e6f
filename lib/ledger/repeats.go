package ledger

import "encoding/hex"

// repeats remembers which accesses, decisions and acts were seen. A valid record that is copied to the end again has a good MAC,
// and would be sealed; here it shows.
type repeats map[[16]byte]marks

type marks uint8

const (
	sawAccess marks = 1 << iota
	sawSwept
	sawDecision
	sawAct
)

// take reports whether the record may stand beside those before it, and remembers it: an access has one record, or two if the
// first is a sweep, and one decision; an act has one.
func (seen repeats) take(r Record) bool {
	id, mark, bars := r.identity()
	if seen[id]&bars != 0 {
		return false
	}
	seen[id] |= mark
	return true
}

// identity returns the id a record goes by, its mark, and the marks that bar it.
func (r Record) identity() (id [16]byte, mark, bars marks) {
	switch r.Kind {
	case Access:
		return idOf(r.AccessID), sawAccess, sawAccess
	case Swept:
		return idOf(r.AccessID), sawSwept, sawSwept | sawAccess
	case Decision:
		return idOf(r.AccessID), sawDecision, sawDecision
	default:
		return idOf(r.ActID), sawAct, sawAct
	}
}

// idOf returns the bytes of a UUID that was checked.
func idOf(uuid string) (id [16]byte) {
	digits := make([]byte, 0, 32)
	for _, c := range []byte(uuid) {
		if c != '-' {
			digits = append(digits, c)
		}
	}
	_, _ = hex.Decode(id[:], digits) // Record.Check saw thirty-two of them
	return id
}
