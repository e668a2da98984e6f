// Package keyringtest makes files of throw-away keys, as package keyring and the seals of the ledger read them. Tests and
// deploy/local use it; nothing that ships may import it.
package keyringtest

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
)

// Write puts a file in place with a new random key of 32 bytes for each id; the first makes. A file that is there is replaced
// whole, as a rotation should.
func Write(path string, ids ...string) error {
	var text []byte
	for _, id := range ids {
		secret := make([]byte, 32)
		_, _ = rand.Read(secret) // never fails (documented since Go 1.24)
		text = fmt.Appendf(text, "%s:%s\n", id, base64.StdEncoding.EncodeToString(secret))
	}
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return fmt.Errorf("keyringtest: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("keyringtest: %w", err)
	}
	return nil
}
