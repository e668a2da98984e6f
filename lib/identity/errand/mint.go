package errand

import (
	"errors"
	"log/slog"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"simpul/lib/config"
	"simpul/lib/config/secretfile"
)

// Minter makes tokens. It is safe for concurrent use.
type Minter struct {
	keys *secretfile.File[[]mintKey]
	now  func() time.Time
}

// NewMinter reads the secret file. It reports on log when a changed file cannot be used; the last good one stays.
func NewMinter(secrets *config.Secrets, file string, now func() time.Time, log *slog.Logger) (*Minter, error) {
	keys, err := secretfile.Open(secrets, file, parseMint, log)
	if err != nil {
		return nil, err
	}
	return &Minter{keys, now}, nil
}

// Mint returns a token for an errand, which must be complete.
func (m *Minter) Mint(e Errand) (string, error) {
	if !e.complete() {
		return "", errors.New("errand: bridge, reader, operator, application or nonce is missing")
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return "", err
	}
	now, key := m.now(), m.keys.Current()[0]
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: Issuer, Subject: e.Operator, Audience: jwt.ClaimStrings{e.Bridge}, ID: id.String(),
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(Lifetime)),
		},
		Scope: ScopeRead, Reader: e.Reader, Application: e.Application, Nonce: e.Nonce,
	})
	token.Header["kid"] = key.id
	return token.SignedString(*key.private)
}
