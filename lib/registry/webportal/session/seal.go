package session

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"simpul/lib/config"
	"simpul/lib/shape"
)

// Sealer seals sessions and opens them. Its secret file has a line <key id>:<base64 of 32 bytes> per key: the first seals, all
// open. Rotate by adding a line, and putting it first when every process has it; the old one can go when every session is
// younger. It is safe for concurrent use.
type Sealer struct {
	secrets *config.Secrets
	file    string
}

// NewSealer reads the key file once, so that a bad one stops the start.
func NewSealer(secrets *config.Secrets, file string) (*Sealer, error) {
	s := &Sealer{secrets, file}
	_, err := s.keys()
	return s, err
}

type key struct {
	id     string
	secret []byte
}

var keyID = shape.Of(`^[a-z0-9-]{1,16}$`)

// keys reads the file as it is now; package config keeps it until it changes.
func (s *Sealer) keys() ([]key, error) {
	text, err := s.secrets.Read(s.file)
	if err != nil {
		return nil, fmt.Errorf("session key: %w", err)
	}
	var keys []key
	for line := range strings.SplitSeq(text.Reveal(), "\n") {
		id, encoded, _ := strings.Cut(strings.TrimSpace(line), ":")
		secret, err := base64.StdEncoding.Strict().DecodeString(encoded)
		if !keyID(id) || err != nil || len(secret) != 32 {
			return nil, errors.New("session key: each line needs a key id of a–z, 0–9 and dash, a colon, and base64 of 32 bytes")
		}
		keys = append(keys, key{id, secret})
	}
	return keys, nil
}

// Fingerprint returns what stands for credentials in a session, sealed like the rest of it: a login made with others is over.
func Fingerprint(userID, password config.Secret) [32]byte {
	message := binary.BigEndian.AppendUint64(nil, uint64(len(userID.Reveal()))) // no two pairs run together alike
	return sha256.Sum256(append(append(message, userID.Reveal()...), password.Reveal()...))
}

// Seal returns the session as an entry of account. It fails only without keys.
func (s *Sealer) Seal(account string, session Session) (Entry, error) {
	keys, err := s.keys()
	if err != nil {
		return Entry{}, err
	}
	aead, err := gcm(keys[0].secret)
	if err != nil {
		return Entry{}, err
	}
	text, err := json.Marshal(plain(session))
	if err != nil {
		return Entry{}, err
	}
	sealed := aead.Seal(nil, nil, text, bound(account, session.Login))
	return Entry{session.Login, keys[0].id + "." + base64.RawStdEncoding.EncodeToString(sealed)}, nil
}

// plain is a session without its methods, for the encoder.
type plain Session

// Open returns the session of an entry of account. ok is false for none, and for one that no key opens: somebody else's, or
// one that was changed. The error is about the key file.
func (s *Sealer) Open(account string, e Entry) (session Session, ok bool, err error) {
	keys, err := s.keys()
	if err != nil {
		return Session{}, false, err
	}
	id, encoded, _ := strings.Cut(e.Sealed, ".")
	sealed, err := base64.RawStdEncoding.Strict().DecodeString(encoded)
	for _, k := range keys {
		if err != nil || k.id != id {
			continue
		}
		if text, opens := open(k, sealed, bound(account, e.Login)); opens && json.Unmarshal(text, (*plain)(&session)) == nil {
			session.Login, session.Made = e.Login, true
			return session, true, nil
		}
	}
	return Session{}, false, nil
}

func open(k key, sealed, bound []byte) ([]byte, bool) {
	aead, err := gcm(k.secret)
	if err != nil {
		return nil, false
	}
	text, err := aead.Open(nil, nil, sealed, bound)
	return text, err == nil
}

// gcm takes its nonce from the system's randomness and puts it before the text.
func gcm(secret []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// bound is what a seal holds for besides the text: an entry opens under its own account and login alone.
func bound(account, login string) []byte {
	return []byte("simpul/portal/session/v1\x00" + account + "\x00" + login)
}
