package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"simpul/lib/shape"
)

var keyID = shape.Of(`^[a-z0-9-]{1,16}$`)

// PublicKey checks the seals of one private key.
type PublicKey struct {
	ID  string            `json:"id"`  // 1 to 16 of a–z, 0–9 and dash
	Key ed25519.PublicKey `json:"key"` // 32 bytes
}

func (k PublicKey) ok() bool { return keyID(k.ID) && len(k.Key) == ed25519.PublicKeySize }

func (k PublicKey) equal(other PublicKey) bool { return k.ID == other.ID && k.Key.Equal(other.Key) }

// String returns the key as a line of a trust file.
func (k PublicKey) String() string {
	return k.ID + ":" + base64.StdEncoding.EncodeToString(k.Key)
}

// Trust are the keys that a chain may begin with. Whoever checks a ledger has them from the office, on another way than the ledger.
type Trust []PublicKey

// ParseTrust reads a trust file: a line <key id>:<base64 of the public key, 32 bytes> per key.
func ParseTrust(text string) (Trust, error) {
	var trust Trust
	for i, line := range lines(text) {
		id, encoded, _ := strings.Cut(line, ":")
		raw, err := base64.StdEncoding.Strict().DecodeString(encoded)
		key := PublicKey{id, raw}
		if err != nil || !key.ok() || trust.find(id) != nil {
			return nil, fmt.Errorf("line %d: needs a key id of its own, a colon, and base64 of %d bytes", i+1, ed25519.PublicKeySize)
		}
		trust = append(trust, key)
	}
	return trust, nil
}

func (t Trust) find(id string) *PublicKey {
	if i := slices.IndexFunc(t, func(k PublicKey) bool { return k.ID == id }); i >= 0 {
		return &t[i]
	}
	return nil
}

func lines(text string) []string { return strings.Split(strings.TrimSpace(text), "\n") }

// SealKeys are the private keys that sign seals, held by quota-check alone. They print redacted.
//
// The secret file has a line <key id>:<base64 of the 32-byte seed> per key, made as those of package keyring. The first signs. To
// rotate put a new line first: the next seal is signed by the old key and introduces the new one. Drop the old line when the new
// key has signed.
//
// A lost key cannot introduce its successor. The chain then begins anew, but only where the file says so: the new line ends in
// :<number of the last seal of the old chain>. The old chain still verifies; the trust file needs the new key.
type SealKeys struct{ keys *[]sealKey } // a pointer: printers that walk fields by reflection find no more than that

type sealKey struct {
	PublicKey
	private ed25519.PrivateKey
	after   uint64 // begins a chain after this seal, 0: nowhere but at the very start
}

// ParseSealKeys reads such a file. The error repeats nothing of it.
func ParseSealKeys(text string) (SealKeys, error) {
	var keys []sealKey
	for i, line := range lines(text) {
		key, err := parseSealKey(strings.TrimSpace(line))
		if err == nil && slices.ContainsFunc(keys, func(k sealKey) bool { return k.ID == key.ID }) {
			err = errors.New("a key id twice")
		}
		if err != nil {
			return SealKeys{}, fmt.Errorf("line %d: %w", i+1, err)
		}
		keys = append(keys, key)
	}
	return SealKeys{&keys}, nil
}

func parseSealKey(line string) (sealKey, error) {
	id, rest, _ := strings.Cut(line, ":")
	encoded, after, begins := strings.Cut(rest, ":")
	seed, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil || len(seed) != ed25519.SeedSize || !keyID(id) {
		return sealKey{}, fmt.Errorf("needs a key id of a–z, 0–9 and dash, a colon, and base64 of %d bytes", ed25519.SeedSize)
	}
	key := sealKey{private: ed25519.NewKeyFromSeed(seed)}
	key.PublicKey = PublicKey{id, key.private.Public().(ed25519.PublicKey)}
	if begins {
		if key.after, err = strconv.ParseUint(after, 10, 63); err != nil || key.after == 0 {
			return sealKey{}, errors.New("needs the number of a seal after the second colon")
		}
	}
	return key, nil
}

// Public returns the keys that check what these sign, for a trust file.
func (k SealKeys) Public() Trust {
	var trust Trust
	for _, key := range *k.keys {
		trust = append(trust, key.PublicKey)
	}
	return trust
}

// String returns "[rahasia]".
func (k SealKeys) String() string { return "[rahasia]" }

// MarshalText makes encoders write the same.
func (k SealKeys) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Format prints the same for every verb.
func (k SealKeys) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(k.String())) }
