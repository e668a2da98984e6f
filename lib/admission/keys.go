package admission

import (
	"encoding/hex"

	"github.com/google/uuid"
)

// The keys, as the package comment lists them. One hash tag puts them in one slot: a script may touch no other.
const (
	keyTag   = "{simpul}:"
	quotaKey = keyTag + "quota"
	openKey  = keyTag + "open"
	guardKey = keyTag + "guard:" // and the number of the slot

	ledgerKey   = keyTag + "ledger"
	countersKey = keyTag + "counters"
)

// shared are the keys that every script gets first.
func shared() []string { return []string{quotaKey, openKey, ledgerKey, countersKey} }

// Token stands for one Idempotency-Key of one operator: a keyed hash (HMAC-SHA-256) that the caller makes, for the header
// itself is the frontend's and may hold anything. The zero value is none.
type Token [32]byte

func accessKey(id uuid.UUID) string { return keyTag + "access:" + id.String() }

func tokenKey(t Token) string { return keyTag + "idempotency:" + hex.EncodeToString(t[:]) }
