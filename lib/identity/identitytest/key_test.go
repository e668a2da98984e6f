package identitytest_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"simpul/lib/identity/identitytest"
)

func TestAnotherProcessIssuesTokensWithASavedKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.pem")
	for _, algorithm := range []string{identitytest.EdDSA, identitytest.ES256} {
		key, err := identitytest.NewKey("kunci-1", algorithm)
		if err != nil {
			t.Fatal(err)
		}
		if err := key.Save(path); err != nil {
			t.Fatal(err)
		}
		loaded, err := identitytest.LoadKey("kunci-1", path)
		if err != nil {
			t.Fatal(err)
		}
		token, err := identitytest.Issue(loaded, loaded.Claims(time.Now(), "petugas-01"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := jwt.Parse(token, func(*jwt.Token) (any, error) { return key.Private.Public(), nil }, jwt.WithValidMethods([]string{algorithm})); err != nil {
			t.Errorf("%s: %v", algorithm, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: others may read the key: %v", algorithm, err)
		}
	}
}

func TestWhatIsNoKeyIsRefused(t *testing.T) {
	dir := t.TempDir()
	if _, err := identitytest.NewKey("kunci-1", "HS256"); err == nil {
		t.Error("made a key for HS256")
	}
	for name, text := range map[string]string{"none": "", "no PEM": "x", "no key": "-----BEGIN PRIVATE KEY-----\nYQ==\n-----END PRIVATE KEY-----\n"} {
		path := filepath.Join(dir, name)
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := identitytest.LoadKey("kunci-1", path); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
	if err := identitytest.WriteJWKS(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("wrote into a folder that is not there")
	}
}
