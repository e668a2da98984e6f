package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"

	"github.com/go-json-experiment/json"
)

// MaxSeal bounds one seal's bytes.
const MaxSeal = 128 << 10

// sealDomain stands before a seal's bytes where they are signed.
const sealDomain = "simpul/ledger/seal/v1\x00"

// Signed is a seal as it is stored.
type Signed struct {
	Number    uint64 // where it is stored
	Seal      []byte // canonical JSON
	Signature string // Ed25519 (RFC 8032) over "simpul/ledger/seal/v1", a zero byte and Seal; base64url, 86 characters
}

// Hash returns what the next seal holds of this one, and what people compare: see [Expected].
func (s Signed) Hash() Hash { return sha256.Sum256(s.Seal) }

// Sealed is a stored seal and what is in it. Nothing is said about its signature.
type Sealed struct {
	Seal
	Signed Signed
}

// LogValue makes slog print what an expectation can be made of, and what proves that the office made the seal.
func (s Sealed) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Uint64("number", s.Number), slog.Uint64("from", s.From), slog.Uint64("to", s.To), slog.String("root", s.Root.String()),
		slog.String("hash", s.Signed.Hash().String()), slog.String("key", s.Key), slog.String("signature", s.Signed.Signature))
}

var errSealForm = errors.New("ledger: seal: not in canonical form")

// Open returns what is in a seal, without checking who signed it. The error repeats nothing of it.
func (s Signed) Open() (Sealed, error) {
	var seal Seal
	if len(s.Seal) > MaxSeal {
		return Sealed{}, ErrSeal{"length"}
	}
	if err := json.Unmarshal(s.Seal, &seal, json.RejectUnknownMembers(true)); err != nil {
		return Sealed{}, errSealForm
	}
	canonical, err := seal.encode()
	switch {
	case err != nil:
		return Sealed{}, err
	case seal.Number != s.Number:
		return Sealed{}, ErrSeal{"number"}
	case !bytes.Equal(canonical, s.Seal):
		return Sealed{}, errSealForm
	}
	return Sealed{seal, s}, nil
}

func (s Seal) encode() ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	b, err := json.Marshal(s, json.Deterministic(true))
	if err == nil && len(b) > MaxSeal {
		err = ErrSeal{"length"}
	}
	return b, err
}

// by reports whether the key signed it.
func (s Signed) by(key PublicKey) bool {
	signature, err := base64.RawURLEncoding.Strict().DecodeString(s.Signature)
	return err == nil && ed25519.Verify(key.Key, signedBytes(s.Seal), signature)
}

func (k sealKey) sign(seal Seal) (Sealed, error) {
	b, err := seal.encode()
	if err != nil {
		return Sealed{}, err
	}
	signature := base64.RawURLEncoding.EncodeToString(ed25519.Sign(k.private, signedBytes(b)))
	return Sealed{seal, Signed{seal.Number, b, signature}}, nil
}

func signedBytes(seal []byte) []byte { return append([]byte(sealDomain), seal...) }
