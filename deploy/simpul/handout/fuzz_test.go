package handout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/deploy/simpul/handout"
)

// Whatever an administrator writes there: what comes of it can be an environment, each name once.
func FuzzEnviron(f *testing.F) {
	for _, seed := range []string{"a=b\n", "# a=b\n;c=d", "A=\"x\"\nA='y'", "=x", "a\x00=b", "a=\x00", " exec_timeout = 5s", "a b=c", "export A=b"} {
		f.Add(seed)
	}
	o := handout.Options{Environs: f.TempDir(), Overrides: f.TempDir()}
	f.Fuzz(func(t *testing.T, text string) {
		must(t, os.WriteFile(filepath.Join(o.Overrides, "verify-nik.env"), []byte(text), 0o600))
		environ, err := o.Environ("verify-nik")
		must(t, err)
		seen := map[string]bool{}
		for _, entry := range environ {
			name, value, ok := strings.Cut(entry, "=")
			if !ok || seen[name] || os.Setenv(name, value) != nil {
				t.Fatalf("%q of %q", entry, text)
			}
			seen[name] = true
			must(t, os.Unsetenv(name))
		}
	})
}
