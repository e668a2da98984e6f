package errand

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"

	"simpul/lib/shape"
)

var keyID = shape.Of(`^[a-z0-9-]{1,16}$`)

// key is a line of a key file: a seed or a public key, both of 32 bytes.
type key struct {
	id    string
	bytes []byte
}

// parse reads the lines of a key file. Its errors repeat nothing of it.
func parse(text string) ([]key, error) {
	var keys []key
	seen := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		id, encoded, _ := strings.Cut(strings.TrimSpace(line), ":")
		bytes, err := base64.StdEncoding.Strict().DecodeString(encoded)
		switch {
		case !keyID(id) || seen[id]:
			return nil, fmt.Errorf("line %d: needs a key id of its own, of a–z, 0–9 and dash", i+1)
		case err != nil || len(bytes) != ed25519.SeedSize:
			return nil, fmt.Errorf("line %d: needs base64 of %d bytes after the colon", i+1, ed25519.SeedSize)
		}
		seen[id] = true
		keys = append(keys, key{id, bytes})
	}
	return keys, nil
}

// mintKey is a key that can mint. It prints as a pointer.
type mintKey struct {
	id      string
	private *ed25519.PrivateKey
}

func parseMint(text string) ([]mintKey, error) {
	keys, err := parse(text)
	mint := make([]mintKey, 0, len(keys))
	for _, k := range keys {
		private := ed25519.NewKeyFromSeed(k.bytes)
		mint = append(mint, mintKey{k.id, &private})
	}
	return mint, err
}

func parsePublic(text string) (map[string]ed25519.PublicKey, error) {
	keys, err := parse(text)
	public := make(map[string]ed25519.PublicKey, len(keys))
	for _, k := range keys {
		public[k.id] = ed25519.PublicKey(k.bytes)
	}
	return public, err
}

// Count returns how many keys a bridge's file has.
func Count(public string) (int, error) {
	keys, err := parsePublic(public)
	return len(keys), err
}

// Public returns the file of a bridge, made from the text of verify-nik's secret file.
func Public(secret string) (string, error) {
	keys, err := parseMint(secret)
	var text strings.Builder
	for _, k := range keys {
		public, _ := k.private.Public().(ed25519.PublicKey) // of what type it is, package ed25519 says
		_, _ = fmt.Fprintf(&text, "%s:%s\n", k.id, base64.StdEncoding.EncodeToString(public))
	}
	return text.String(), err
}
