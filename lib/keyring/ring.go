package keyring

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"simpul/lib/config"
	"simpul/lib/config/secretfile"
	"simpul/lib/shape"
)

// Errors of [Ring.Check].
var (
	ErrUnknownKey = errors.New("made with a key that is not in the file")
	ErrMismatch   = errors.New("does not belong to what it stands beside")
)

// Ring is the keys of one file as it is now. It is safe for concurrent use.
type Ring struct{ file *secretfile.File[[]Key] }

// Open reads the file, relative to the folder of secrets or absolute. Its errors say which line is wrong and repeat nothing of it.
// It reports on log when a changed file cannot be used.
func Open(secrets *config.Secrets, file string, log *slog.Logger) (*Ring, error) {
	watched, err := secretfile.Open(secrets, file, parse, log)
	if err != nil {
		return nil, err
	}
	return &Ring{watched}, nil
}

// Current returns the key that makes: the first.
func (r *Ring) Current() Key { return r.file.Current()[0] }

// All returns the keys in the order of the file, at least one.
func (r *Ring) All() []Key { return slices.Clone(r.file.Current()) }

// Find returns the key of an id.
func (r *Ring) Find(id string) (Key, bool) {
	keys := r.file.Current()
	i := slices.IndexFunc(keys, func(k Key) bool { return k.ID == id })
	if i < 0 {
		return Key{}, false
	}
	return keys[i], true
}

// Sign returns <key id>.<MAC in base64url, 43 characters>, made with the current key.
func (r *Ring) Sign(domain string, parts ...[]byte) string { return r.Current().sign(domain, parts) }

// Check returns nil if a key of the file made the signature over these parts, else [ErrUnknownKey] or [ErrMismatch]. It takes the
// same time wherever the first difference is.
func (r *Ring) Check(signature, domain string, parts ...[]byte) error {
	key, known := r.Find(idOf(signature))
	switch {
	case !known:
		return ErrUnknownKey
	case !hmac.Equal([]byte(signature), []byte(key.sign(domain, parts))):
		return ErrMismatch
	}
	return nil
}

var keyID = shape.Of(`^[a-z0-9-]{1,16}$`)

// parse reads the lines of a file.
func parse(text string) ([]Key, error) {
	keys, seen := []Key{}, map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		id, encoded, _ := strings.Cut(strings.TrimSpace(line), ":")
		secret, err := base64.StdEncoding.Strict().DecodeString(encoded)
		switch {
		case !keyID(id) || seen[id]:
			return nil, fmt.Errorf("line %d: needs a key id of its own, of a–z, 0–9 and dash", i+1)
		case err != nil || len(secret) < sha256.Size:
			return nil, fmt.Errorf("line %d: needs base64 of at least %d bytes after the colon", i+1, sha256.Size)
		}
		seen[id] = true
		keys = append(keys, Key{id, &secret})
	}
	return keys, nil
}
