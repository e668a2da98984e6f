package keyring

import (
	"encoding/base64"
)

const applicationDomain = "simpul/application/v1"

// applicationBytes are enough that two applications of an office never share a token, and too few to be of use without the key.
const applicationBytes = 16

// Application returns what stands for an application number in the ledger, where the number itself must not be (agreement.md,
// "What counts as storing"): <key id>.<16 bytes of the MAC in base64url>. Without the key nobody finds the number by trying.
//
// The form is base64url, not hexadecimal: one in 260 tokens of 32 hexadecimal digits has sixteen decimal ones in a row, which
// every search for NIKs would take for one.
func (k Key) Application(number string) string {
	sum := k.MAC(applicationDomain, []byte(number))
	return k.ID + "." + base64.RawURLEncoding.EncodeToString(sum[:applicationBytes])
}
