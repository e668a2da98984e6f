package admission

import "encoding/hex"

// The keys that a script is told; the package comment lists all. One hash tag puts them in one slot: a script may touch no other.
const (
	keyTag   = "{simpul}:"
	quotaKey = keyTag + "quota"
)

// Token stands for one Idempotency-Key of one operator: a keyed hash (HMAC-SHA-256) that the caller makes, for the header
// itself is the frontend's and may hold anything. The zero value is none.
type Token [32]byte

func accessKey(id string) string { return keyTag + "access:" + id }

// keys returns the token's, or nothing for none.
func (t Token) keys() []string {
	if t == (Token{}) {
		return nil
	}
	return []string{keyTag + "idempotency:" + hex.EncodeToString(t[:])}
}

// Fields of the quota and of the guard's memory.
func openField(id string) string           { return "open:" + id }
func loginField(fingerprint string) string { return "login:" + fingerprint }
func paceField(operator string) string     { return "pace:" + operator }
func guessField(operator string) string    { return "guess:" + operator }
