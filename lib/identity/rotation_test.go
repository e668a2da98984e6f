package identity_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

func TestADeletedFileShutsNobodyOutAndIsReportedEachTimeItGoes(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	header := w.header(w.key, w.claims())
	path := filepath.Join(w.dir, identitytest.JWKSFile)
	for range 2 {
		must(t, os.Rename(path, path+".away"))
		w.expect("away", header, "", "")
		must(t, os.Rename(path+".away", path))
		w.expect("back", header, "", "")
	}
	if n := strings.Count(w.log.String(), "no such file"); n != 2 {
		t.Errorf("%d reports: %s", n, w.log.String())
	}
}

func TestAKeyTakenOutOfTheSetIsNoLongerAccepted(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	next := newKey(t, "kunci-2", identitytest.ES256)
	w.settings = identitytest.Settings(w.key, next)
	w.start()
	old, fresh := w.header(w.key, w.claims()), w.header(next, next.Claims(w.now, officer))
	w.expect("not yet there", fresh, problem.CodeTokenTidakSah, "no such key")
	must(t, identitytest.WriteJWKS(w.dir, next))
	w.expect("gone", old, problem.CodeTokenTidakSah, "no such key")
	w.expect("now there", fresh, "", "")
}

// Rotation by overlap: old alone, both, new alone. Whoever uses the key that counts throughout a step is never refused.
func TestKeysRotateByOverlapUnderLoad(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	next := newKey(t, "kunci-2", identitytest.ES256)
	w.settings = identitytest.Settings(w.key, next)
	must(t, identitytest.WriteJWKS(w.dir, w.key))
	w.start()
	steps := []struct {
		set    []identitytest.Key
		header string
	}{
		{[]identitytest.Key{w.key, next}, w.header(w.key, w.claims())},
		{[]identitytest.Key{next}, w.header(next, next.Claims(w.now, officer))},
	}
	for _, step := range steps {
		var frontends sync.WaitGroup
		for range 4 {
			frontends.Go(func() {
				for range 50 {
					if _, err := w.Authenticate(step.header); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		must(t, identitytest.WriteJWKS(w.dir, step.set...), identitytest.WriteOperators(w.dir, good(t, identity.ScopeVerify)))
		frontends.Wait()
	}
}
