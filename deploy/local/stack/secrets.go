package stack

import (
	"crypto/rand"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"simpul/lib/identity/identitytest"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/ledger"
)

//go:embed operators.yaml
var operators []byte

const keyID = "perizinan-1" // as in deploy/local/config.yaml

// SecretsFolder is where the functions of a stack find their secrets.
func SecretsFolder(state string) string { return filepath.Join(state, "secrets") }

func logsFolder(state string) string { return filepath.Join(state, "log") }

func frontendKey(state string) string { return filepath.Join(state, "frontend-key.pem") }

// PrepareSecrets makes what is missing in state: the frontend's key and its JWK set, files of keys, credentials and token for the
// simulator, the key of portal sessions. What is there stays, so that somebody can put in other credentials and tokens outlive a
// restart.
func PrepareSecrets(state string) error {
	secrets := SecretsFolder(state)
	for _, folder := range []string{secrets, logsFolder(state)} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fmt.Errorf("make state folder: %w", err)
		}
	}
	if err := os.WriteFile(filepath.Join(secrets, identitytest.OperatorsFile), operators, 0o600); err != nil {
		return fmt.Errorf("write operators: %w", err)
	}
	return errors.Join(
		unlessThere(frontendKey(state), func() error { return newFrontend(state) }),
		keys(secrets),
		randomText(filepath.Join(secrets, "registry-user-id")),
		randomText(filepath.Join(secrets, "registry-password")),
		randomText(filepath.Join(secrets, "feedback-token")),
		newSessionKey(filepath.Join(secrets, "portal-session-key")),
	)
}

// keys makes the files of keys that the configuration names: of receipts, of the guard's evidence, of the ledger's records, of
// its tokens of application numbers, of its seals, of what waits to be sent; and the one that mints tokens for the bridge.
func keys(secrets string) error {
	var errs []error
	for _, name := range []string{identitytest.ReceiptFile, "simpul-guard", "simpul-ledger", "simpul-application", "simpul-seal", "simpul-feedback", "simpul-bridge"} {
		path := filepath.Join(secrets, name)
		errs = append(errs, unlessThere(path, func() error { return keyringtest.Write(path, "lokal-1") }))
	}
	return errors.Join(append(errs, trust(secrets))...)
}

// trust writes the public halves of the keys of seals, which semester-report checks the ledger by. An office's come on another way.
func trust(secrets string) error {
	text, err := os.ReadFile(filepath.Join(secrets, "simpul-seal"))
	if err != nil {
		return fmt.Errorf("read keys of seals: %w", err)
	}
	keys, err := ledger.ParseSealKeys(string(text))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(secrets, "simpul-trust"), []byte(keys.Public().String()), 0o600)
}

func newSessionKey(path string) error {
	return unlessThere(path, func() error {
		key := make([]byte, 32)
		_, _ = rand.Read(key) // never fails (package crypto/rand)
		return os.WriteFile(path, []byte("lokal-1:"+base64.StdEncoding.EncodeToString(key)+"\n"), 0o600)
	})
}

// copyProfile puts the portal profile that stands beside the configuration where the functions look for it, each time: somebody
// may be changing it. Another configuration may name a file of its own.
func copyProfile(o Options) error {
	profile, err := os.ReadFile(filepath.Join(filepath.Dir(o.Config), "portal-profile.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read portal profile: %w", err)
	}
	return os.WriteFile(filepath.Join(SecretsFolder(o.State), "portal-profile"), profile, 0o600)
}

func newFrontend(state string) error {
	key, err := identitytest.NewKey(keyID, identitytest.EdDSA)
	if err != nil {
		return err
	}
	return errors.Join(identitytest.WriteJWKS(SecretsFolder(state), key), key.Save(frontendKey(state)))
}

// Token issues a token of the local frontend for an operator.
func Token(state, operator string, scopes ...string) (string, error) {
	if err := PrepareSecrets(state); err != nil {
		return "", err
	}
	key, err := identitytest.LoadKey(keyID, frontendKey(state))
	if err != nil {
		return "", err
	}
	return identitytest.Issue(key, key.Claims(time.Now(), operator, scopes...))
}

func randomText(path string) error {
	return unlessThere(path, func() error {
		text := make([]byte, 18)
		_, _ = rand.Read(text) // never fails (package crypto/rand)
		return os.WriteFile(path, []byte(base64.RawURLEncoding.EncodeToString(text)+"\n"), 0o600)
	})
}

func unlessThere(path string, make func() error) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return make()
}
