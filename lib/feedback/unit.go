package feedback

import (
	"encoding/base64"

	"simpul/lib/keyring"
	"simpul/lib/nik"
)

const (
	unitDomain = "simpul/feedback/unit/v1"
	unitBytes  = 16
)

// Tokens returns what stands for a unit: <key id>.<16 bytes of the MAC in base64url> for each key of application numbers, the one in
// use first. A unit that an older key opened is found by that one, so keep a key until the last of its units has ended.
func Tokens(applications *keyring.Ring, application string, n nik.NIK) []string {
	keys := applications.All()
	tokens := make([]string, len(keys))
	for i, key := range keys {
		sum := key.MAC(unitDomain, []byte(application), []byte(n.RevealPersonalData()))
		tokens[i] = key.ID + "." + base64.RawURLEncoding.EncodeToString(sum[:unitBytes])
	}
	return tokens
}
