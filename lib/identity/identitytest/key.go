package identitytest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"

	"github.com/golang-jwt/jwt/v5"
)

// The algorithms of [NewKey].
const (
	EdDSA = "EdDSA"
	ES256 = "ES256"
)

// Key is the signing key of a frontend.
type Key struct {
	ID      string        // kid
	Private crypto.Signer // ed25519.PrivateKey or *ecdsa.PrivateKey on P-256
}

// NewKey makes a key pair for EdDSA or ES256.
func NewKey(id, algorithm string) (Key, error) {
	switch algorithm {
	case EdDSA:
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return Key{id, private}, err
	case ES256:
		private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		return Key{id, private}, err
	}
	return Key{}, fmt.Errorf("identitytest: no keys for %s", algorithm)
}

// Issuer is the iss of the key's tokens.
func (k Key) Issuer() string { return "urn:simpul:frontend:" + k.ID }

// Method is the JWT algorithm of the key.
func (k Key) Method() jwt.SigningMethod {
	if _, ok := k.Private.(*ecdsa.PrivateKey); ok {
		return jwt.SigningMethodES256
	}
	return jwt.SigningMethodEdDSA
}

// Save writes the private key to a file (PKCS #8 in PEM, mode 0600), for another process to issue tokens with.
func (k Key) Save(path string) error {
	der, err := x509.MarshalPKCS8PrivateKey(k.Private)
	if err != nil {
		return fmt.Errorf("identitytest: %w", err)
	}
	return replace(path, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// LoadKey reads what [Key.Save] wrote.
func LoadKey(id, path string) (Key, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Key{}, fmt.Errorf("identitytest: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return Key{}, errors.New("identitytest: key file is not PEM")
	}
	private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	signer, ok := private.(crypto.Signer)
	if err != nil || !ok {
		return Key{}, errors.New("identitytest: key file holds no signing key")
	}
	return Key{id, signer}, nil
}
