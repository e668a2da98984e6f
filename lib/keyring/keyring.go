// Package keyring keeps files of HMAC keys, one secret file per purpose: receipts, records of the ledger, tokens of application
// numbers, tokens of the guard.
//
// A file has a line <key id>:<base64 of at least 32 bytes> per key. The first key makes, all check. Rotate by putting a new line
// first, and drop the old one when nothing made with it will be checked any more; no restart is needed. Where what a key makes must
// be found by other processes (tokens of application numbers and of the guard), rotate in two steps: put the new line second, wait
// until every replica has the file, and move it first then. Otherwise one replica makes with the new key what another one, which does
// not know that key yet, makes once more with the old. When a changed file cannot
// be used, the last good one stays (package secretfile). A line is made with
//
//	echo "k1:$(head -c 32 /dev/urandom | base64)"
//
// What comes out carries the id of its key, [Ring.Sign] and [Ring.Token], so that it can be checked, or told apart, after a rotation.
// Keys print redacted.
package keyring

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log/slog"
	"strings"
)

// Key is one key of a file. It prints without its secret.
type Key struct {
	ID     string  // 1 to 16 of a–z, 0–9 and dash
	secret *[]byte // a pointer: printers that walk fields by reflection find no more than that
}

// MAC returns the HMAC-SHA-256 over the domain and the parts, each behind its length: no two lists run together alike. The domain
// names purpose and version, such as "simpul/ledger/record/v1", so that no purpose can be served another's.
func (k Key) MAC(domain string, parts ...[]byte) [sha256.Size]byte {
	message := appendPart(make([]byte, 0, 256), []byte(domain))
	for _, part := range parts {
		message = appendPart(message, part)
	}
	return k.Sum(message)
}

func appendPart(message, part []byte) []byte {
	return append(binary.BigEndian.AppendUint64(message, uint64(len(part))), part...)
}

// Sum returns the HMAC-SHA-256 over message as it is. It is for a format that frames itself; use [Key.MAC] for a new one.
func (k Key) Sum(message []byte) [sha256.Size]byte {
	mac := hmac.New(sha256.New, *k.secret)
	mac.Write(message)
	return [sha256.Size]byte(mac.Sum(nil))
}

// sign returns what [Ring.Sign] does, with this key.
func (k Key) sign(domain string, parts [][]byte) string {
	sum := k.MAC(domain, parts...)
	return k.ID + "." + base64.RawURLEncoding.EncodeToString(sum[:])
}

// String returns the id and "[rahasia]".
func (k Key) String() string { return k.ID + ":[rahasia]" }

// Format prints the same for every verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(k.String())) }

// LogValue makes slog print the same.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

// MarshalText makes encoders write the same.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// idOf returns the part of a signature or token before the dot.
func idOf(signature string) string {
	id, _, _ := strings.Cut(signature, ".")
	return id
}
