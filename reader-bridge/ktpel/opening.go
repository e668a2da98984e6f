package ktpel

import (
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// Opening is what unlocks a SAM: 32 bytes, each half of its configuration (CONF) XORed with its PCID. Both come with the
// activated SAM (SIFILMA, JUKNIS-IV.B) and are secrets; it prints redacted, as they must.
type Opening struct{ bytes *[32]byte }

const redacted = "[rahasia SAM]"

// String returns a constant.
func (Opening) String() string { return redacted }

// GoString returns a constant, for %#v.
func (Opening) GoString() string { return redacted }

// NewOpening reads a PCID of 16 bytes and a CONF of 32, both in hex, blanks around and between bytes allowed. The error names
// which is wrong, and repeats neither.
func NewOpening(pcid, conf string) (Opening, error) {
	mask, err := hex.DecodeString(strings.Join(strings.Fields(pcid), ""))
	if err != nil || len(mask) != 16 {
		return Opening{}, errors.New("PCID is not 16 bytes in hex")
	}
	secret, err := hex.DecodeString(strings.Join(strings.Fields(conf), ""))
	if err != nil || len(secret) != 32 {
		return Opening{}, errors.New("CONF is not 32 bytes in hex")
	}
	var o [32]byte
	for i := range o {
		o[i] = secret[i] ^ mask[i%16]
	}
	return Opening{&o}, nil
}

// copied returns the bytes, to be wiped; none for the zero value, which a SAM refuses.
func (o Opening) copied() []byte {
	if o.bytes == nil {
		return nil
	}
	return slices.Clone(o.bytes[:])
}
