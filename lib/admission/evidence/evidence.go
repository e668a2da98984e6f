// Package evidence makes what the access guard remembers of a NIK, so that it sees runs of numbers without storing a number
// (JUKNIS-II.E.1, PKS-2.2j).
//
// [Maker.Of] turns a NIK and an application number into tokens: HMAC-SHA-256 under a key that Redis never sees, cut short. Equal
// input gives equal tokens, and that is all anybody without the key can tell. Each use has a domain of its own: no token of
// one use says anything about another. During a rotation there is a set of tokens per key, the current key's first: what
// was remembered under the old one still counts until it is forgotten.
//
// # Families
//
// A family is a way of running through numbers: some digits of PPKKCC DDMMYY NNNN stay, the others move. NIKs alike in what
// stays share a bucket, and many unproven ones in a bucket are a run.
//
//	             stays                       moves
//	Serial       PPKKCC DDMMYY               the serial
//	Date         PPKKCC, half-year           day and month, sex, serial
//	DateShifted  PPKKCC, shifted half-year   day and month, sex, serial
//	Year         PPKKCC DDMM NNNN            the year
//	Kecamatan    PPKK DDMMYY NNNN            the kecamatan
//	Kabupaten    CC DDMMYY NNNN              province and kabupaten
//
// The half-years of [Date] begin in January and July, those of [DateShifted] in April and October: dates that lie within a
// quarter, or on four successive months, have one of them in common. In both the serial moves too, for who runs through dates
// takes the first serials, and both sexes, of each. The century is a circle: December 99 is followed by January 00.
//
// Package guardtest is why the families are these: with them every sweep in it is held at the third or fourth number, and no
// ordinary day, even if nobody proves anything.
package evidence

import (
	"simpul/lib/admission"
	"simpul/lib/nik"
)

// The families, as indices of [admission.Evidence.Runs].
const (
	Serial = iota
	Date
	DateShifted
	Year
	Kecamatan
	Kabupaten
)

// Key is one key of the guard.
type Key interface {
	// ID names the key: no secret, never used again for another one, without a colon.
	ID() string
	// MAC is HMAC-SHA-256 over the domain and the parts, so made that no other domain or parts give the same.
	MAC(domain string, parts ...[]byte) [32]byte
}

// Ring holds the keys of the guard.
type Ring interface {
	// All returns the keys that are valid now, the current one first.
	All() []Key
}

// Maker makes evidence. It is safe for concurrent use if its ring is.
type Maker struct{ ring Ring }

// New returns a maker with the keys of ring, which is asked each time: a rotation needs no restart.
func New(ring Ring) *Maker { return &Maker{ring} }

// Of returns the evidence of a NIK in an application under each key, the current one's first. It panics on the zero NIK:
// nothing may be asked on no evidence.
func (m *Maker) Of(n nik.NIK, application string) []admission.Evidence {
	buckets := bucketsOf(n)
	var all []admission.Evidence
	for _, key := range m.ring.All() {
		all = append(all, under(key, n.RevealPersonalData(), buckets, application))
	}
	return all
}
