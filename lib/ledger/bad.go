package ledger

import "fmt"

// Bad is the first record that does not hold, or the first that nothing vouches for any more.
type Bad struct {
	Wrong Wrong
	Seq   uint64 // the record's number
	Seal  uint64 // the seal that shows it, 0 for none
	Other uint64 // swapped, moved: the number under which its content was sealed; repeated: the number it was first seen under, if known
}

// Wrong says what is wrong with a record.
type Wrong string

// What can be wrong. The last five are about seals: Seq is then the first record that is not proven.
const (
	Changed    Wrong = "changed"     // not what was sealed
	Missing    Wrong = "missing"     // was sealed, or has a number between others, and is not there
	Swapped    Wrong = "swapped"     // changed places with another
	Moved      Wrong = "moved"       // another record stands in its place
	Inserted   Wrong = "inserted"    // stands where none was sealed
	Repeated   Wrong = "repeated"    // a second one of an access, a decision or an act, beyond the one correction after a sweep
	Unreadable Wrong = "unreadable"  // not a record
	Unsigned   Wrong = "unsigned"    // not yet sealed, and its MAC is not of these bytes
	NoSeal     Wrong = "no_seal"     // a seal is missing, or out of its place
	ForgedSeal Wrong = "forged_seal" // not signed by the key whose turn it is, or not of the form of a seal
	OtherChain Wrong = "other_chain" // does not follow the seal before, or is not the expected one
	TailCut    Wrong = "tail_cut"    // the ledger ends before the expected seal
	TooOld     Wrong = "too_old"     // the expected seal was cut away, so it cannot be compared
)

// Error says which record and what, for engineers; programs for others translate Wrong.
func (b *Bad) Error() string {
	text := fmt.Sprintf("ledger: record %d: %s", b.Seq, b.Wrong)
	if b.Other > 0 {
		text += fmt.Sprintf(" (record %d)", b.Other)
	}
	if b.Seal > 0 {
		text += fmt.Sprintf(" (seal %d)", b.Seal)
	}
	return text
}
