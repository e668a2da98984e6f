package identitytest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/MicahParks/jwkset"
	"go.yaml.in/yaml/v3"

	"simpul/lib/agreement"
	"simpul/lib/keyring/keyringtest"
)

// Operator is one entry of the list of operators; a zero date is left out.
type Operator struct {
	ID            string         `yaml:"id"`
	Active        bool           `yaml:"active"`
	NDADate       agreement.Date `yaml:"nda_date,omitempty"`
	AssignedUntil agreement.Date `yaml:"assigned_until,omitempty"`
	Scopes        []string       `yaml:"scopes"`
}

// WriteOperators writes the list of operators to the folder.
func WriteOperators(dir string, operators ...Operator) error {
	text, err := yaml.Marshal(map[string]any{"operators": operators})
	if err != nil {
		return fmt.Errorf("identitytest: %w", err)
	}
	return replace(filepath.Join(dir, OperatorsFile), text)
}

// PublicJWK returns the public half of the key as it stands in a JWK set.
func (k Key) PublicJWK() (jwkset.JWKMarshal, error) {
	jwk, err := jwkset.NewJWKFromKey(k.Private.Public(), jwkset.JWKOptions{
		Metadata: jwkset.JWKMetadataOptions{ALG: jwkset.ALG(k.Method().Alg()), KID: k.ID, USE: jwkset.UseSig},
	})
	if err != nil {
		return jwkset.JWKMarshal{}, fmt.Errorf("identitytest: %w", err)
	}
	return jwk.Marshal(), nil
}

// WriteJWKS writes the public keys to the folder.
func WriteJWKS(dir string, keys ...Key) error {
	set := jwkset.JWKSMarshal{Keys: []jwkset.JWKMarshal{}}
	for _, key := range keys {
		public, err := key.PublicJWK()
		if err != nil {
			return err
		}
		set.Keys = append(set.Keys, public)
	}
	text, err := json.Marshal(set)
	if err != nil {
		return fmt.Errorf("identitytest: %w", err)
	}
	return replace(filepath.Join(dir, JWKSFile), text)
}

// WriteReceiptKeys writes a receipt file with a new random key for each id; the first makes receipts.
func WriteReceiptKeys(dir string, ids ...string) error {
	return keyringtest.Write(filepath.Join(dir, ReceiptFile), ids...)
}

// replace renames a complete file into place, as a rotation should.
func replace(path string, text []byte) error {
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return fmt.Errorf("identitytest: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("identitytest: %w", err)
	}
	return nil
}
