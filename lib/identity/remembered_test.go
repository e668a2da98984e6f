package identity_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

// A signature is checked once and remembered. These tests show each token as good first, so that it is remembered, and then
// change one thing.

func TestARememberedTokenOfARevokedKeyIsRefusedAtOnce(t *testing.T) {
	for name, revoke := range map[string]func(*world){
		"another key under its kid": func(w *world) { must(t, identitytest.WriteJWKS(w.dir, newKey(t, w.key.ID, identitytest.EdDSA))) },
		"another kid":               func(w *world) { must(t, identitytest.WriteJWKS(w.dir, newKey(t, "kunci-2", identitytest.EdDSA))) },
	} {
		w := newWorld(t, identitytest.EdDSA)
		w.settings = identitytest.Settings(w.key, identitytest.Key{ID: "kunci-2", Private: w.key.Private})
		w.start()
		header := w.header(w.key, w.claims())
		w.expect("before", header, "", "")
		revoke(w)
		code, _ := w.refusal(header)
		again, _ := w.refusal(header)
		if code != problem.CodeTokenTidakSah || again != code {
			t.Errorf("%s: %q, then %q", name, code, again)
		}
		must(t, identitytest.WriteJWKS(w.dir, w.key))
		w.expect("the key is back", header, "", "")
	}
}

func TestARememberedTokenStaysGoodWhileTheLastGoodKeySetDoes(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	header := w.header(w.key, w.claims())
	w.expect("before", header, "", "")
	writeFile(t, w.dir+"/"+identitytest.JWKSFile, "{")
	w.expect("the new set cannot be read", header, "", "")
}

func TestARememberedTokenOfADeactivatedOperatorIsRefusedAtOnce(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	header := w.header(w.key, w.claims(identity.ScopeVerify))
	w.expect("before", header, "", "")
	operator := good(t)
	must(t, identitytest.WriteOperators(w.dir, operator))
	caller, err := w.Authenticate(header)
	must(t, err)
	if caller.Has(identity.ScopeVerify) {
		t.Error("a scope taken away is still there")
	}
	operator.Active = false
	must(t, identitytest.WriteOperators(w.dir, operator))
	w.expect("deactivated", header, problem.CodePetugasTidakAktif, "")
}

func TestARememberedTokenAgesWithTheClock(t *testing.T) {
	w := newWorld(t, identitytest.ES256)
	header := w.header(w.key, w.claims().With("nbf", nil).With("iat", nil))
	early := w.header(w.key, w.claims())
	w.expect("good", header, "", "")
	w.expect("good", early, "", "")
	for _, step := range []struct {
		at   time.Time
		code problem.Code
	}{
		{morning.Add(-time.Hour), problem.CodeTokenTidakSah},
		{morning.Add(identitytest.Lifetime + identitytest.Leeway - 1), ""},
		{morning.Add(identitytest.Lifetime + identitytest.Leeway), problem.CodeTokenKedaluwarsa},
		{morning, ""},
	} {
		w.now = step.at
		w.expect(step.at.String(), early, step.code, "")
	}
	w.now = morning.Add(identitytest.Lifetime - 13*time.Hour)
	w.expect("too long, seen from a clock set back", header, problem.CodeTokenTidakSah, "12 hours")
}

func TestNothingButTheWholeTokenIsRemembered(t *testing.T) {
	for _, algorithm := range []string{identitytest.EdDSA, identitytest.ES256} {
		w := newWorld(t, algorithm)
		header := w.header(w.key, w.claims(identity.ScopeVerify))
		other := w.header(w.key, w.claims(identity.ScopeAdmin))
		w.expect("good", header, "", "")
		w.expect("good", other, "", "")
		cut, otherCut := strings.LastIndex(header, ".")+1, strings.LastIndex(other, ".")+1
		for name, forged := range map[string]string{
			"signature of another token": header[:cut] + other[otherCut:],
			"claims of another token":    other[:otherCut] + header[cut:],
			"another key's signature":    header[:cut] + strings.Repeat("A", len(header)-cut),
			"no signature":               header[:cut],
			"one letter more":            header + "A",
			"one letter less":            header[:len(header)-1],
			"in lower case":              "Bearer " + strings.ToLower(header[7:]),
		} {
			for range 2 { // a refusal is not remembered as anything else
				if code, _ := w.refusal(forged); code != problem.CodeTokenTidakSah {
					t.Errorf("%s, %s: %q", algorithm, name, code)
				}
			}
		}
		w.expect("still good", header, "", "")
	}
}

func TestVerifiersDoNotShareWhatTheyRemember(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	header := w.header(w.key, w.claims())
	w.expect("good", header, "", "")
	w.settings.Frontends = []config.Frontend{{ID: "lain", Internal: true}}
	w.start()
	w.expect("the frontend is gone", header, problem.CodeFrontendTidakTerdaftar, "")
	w.settings = identitytest.Settings(w.key)
	w.settings.Keys[0].Issuer = "urn:simpul:frontend:lain"
	w.start()
	w.expect("the key got another issuer", header, problem.CodeTokenTidakSah, "iss")
}

// More tokens than are remembered, each good for all of them at once.
func TestAFloodOfTokensHarmsNobody(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	var headers []string
	for range 300 {
		headers = append(headers, w.header(w.key, w.claims()))
	}
	steady := w.header(w.key, w.claims(identity.ScopeVerify))
	var frontends sync.WaitGroup
	for range 4 {
		frontends.Go(func() {
			for _, header := range headers {
				caller, err := w.Authenticate(header)
				other, otherErr := w.Authenticate(steady)
				if err != nil || otherErr != nil || caller.Has(identity.ScopeVerify) || !other.Has(identity.ScopeVerify) {
					t.Errorf("%+v, %v, %+v, %v", caller, err, other, otherErr)
					return
				}
			}
		})
	}
	frontends.Wait()
}
