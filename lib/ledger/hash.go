package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
)

// Hash is a SHA-256 in the form people read to each other: lower-case hexadecimal in eight groups of eight, joined by dashes, so
// that nothing takes it for a NIK.
type Hash [sha256.Size]byte

const hashGroup = 8

// String returns the form above.
func (h Hash) String() string {
	digits := hex.EncodeToString(h[:])
	groups := make([]string, 0, len(digits)/hashGroup)
	for ; digits != ""; digits = digits[hashGroup:] {
		groups = append(groups, digits[:hashGroup])
	}
	return strings.Join(groups, "-")
}

// MarshalText returns the same.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText takes that form and no other.
func (h *Hash) UnmarshalText(text []byte) error {
	digits, err := hex.DecodeString(strings.ReplaceAll(string(text), "-", ""))
	if err != nil || len(digits) != len(h) || Hash(digits).String() != string(text) {
		return errors.New("ledger: not a hash of eight groups of eight hexadecimal digits")
	}
	*h = Hash(digits)
	return nil
}

// Leaf is the hash of one entry within a seal, cut to 16 bytes: enough to name the entry that is not what it was. What nobody can
// get past is the whole of the hashes, in the root.
type Leaf [16]byte

// MarshalText returns the leaf in base64url.
func (l Leaf) MarshalText() ([]byte, error) {
	return base64.RawURLEncoding.AppendEncode(nil, l[:]), nil
}

// UnmarshalText takes that form and no other.
func (l *Leaf) UnmarshalText(text []byte) error {
	leaf, err := base64.RawURLEncoding.Strict().AppendDecode(nil, text)
	if err != nil || len(leaf) != len(l) {
		return errors.New("ledger: not a leaf")
	}
	*l = Leaf(leaf)
	return nil
}

// The domains of hashes, so that none can be mistaken for another.
const (
	leafDomain = "simpul/ledger/leaf/v1"
	rootDomain = "simpul/ledger/root/v1"
)

// hashEntry leaves the number out: an entry in another's place is then known by its hash.
func hashEntry(e Entry) Hash {
	return hashParts(leafDomain, e.Record, []byte(e.MAC))
}

func (h Hash) leaf() Leaf { return Leaf(h[:len(Leaf{})]) }

// leavesOf returns the leaves of entries and, over their whole hashes in order, the root.
func leavesOf(entries []Entry) ([]Leaf, Hash) {
	leaves, hashes := make([]Leaf, 0, len(entries)), make([]byte, 0, len(entries)*sha256.Size)
	for _, e := range entries {
		h := hashEntry(e)
		leaves, hashes = append(leaves, h.leaf()), append(hashes, h[:]...)
	}
	return leaves, hashParts(rootDomain, hashes)
}

// hashParts puts each part behind its length: no two lists run together alike.
func hashParts(domain string, parts ...[]byte) Hash {
	message := append(make([]byte, 0, MaxRecord/2), domain...)
	for _, part := range parts {
		message = append(binary.BigEndian.AppendUint64(message, uint64(len(part))), part...)
	}
	return sha256.Sum256(message)
}
