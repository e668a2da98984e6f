package identity_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"simpul/lib/config"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

func TestAGoodTokenNamesOperatorAndFrontend(t *testing.T) {
	for _, algorithm := range []string{identitytest.EdDSA, identitytest.ES256} {
		w := newWorld(t, algorithm)
		caller, err := w.Authenticate(w.header(w.key, w.claims(identity.ScopeVerify)))
		if err != nil || caller.Operator != officer || caller.Frontend != identitytest.Frontend {
			t.Errorf("%s: %+v, %v", algorithm, caller, err)
		}
	}
}

func TestTheHeaderHasOneForm(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	fine := w.header(w.key, w.claims())
	token := strings.TrimPrefix(fine, "Bearer ")
	w.expect("good", fine, "", "")
	w.expect("no header", "", problem.CodeTokenTidakAda, "")
	for name, header := range map[string]string{
		"no scheme": token, "basic": "Basic " + token, "only the scheme": "Bearer",
	} {
		w.expect(name, header, problem.CodeTokenTidakSah, "Bearer <token>")
	}
	for name, header := range map[string]string{
		"no token": "Bearer ", "two blanks": "Bearer  " + token, "blank after": fine + " ", "line break": fine + "\n",
		"line break within": fine[:40] + "\r\n" + fine[40:], "two tokens": fine + "," + token, "two parts": "Bearer " + token[:strings.LastIndex(token, ".")],
		"four parts": fine + ".x", "padding": fine + "=", "no claims": "Bearer a..b", "no JSON": "Bearer YQ.YQ.YQ", "loose bits": fine[:len(fine)-1] + "_",
	} {
		w.expect(name, header, problem.CodeTokenTidakSah, "not a JWT")
	}
	w.expect("too large", "Bearer "+strings.Repeat("a", 8<<10+1), problem.CodeTokenTidakSah, "larger than 8 KiB")
	w.expect("as large as may be", "Bearer "+strings.Repeat("a", 8<<10), problem.CodeTokenTidakSah, "not a JWT")
}

func TestOnlyTheAlgorithmsOfTheHouseAreAccepted(t *testing.T) { // RFC 8725 §3.1
	w := newWorld(t, identitytest.EdDSA)
	other := newKey(t, "kunci-1", identitytest.ES256)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	public, err := w.key.PublicJWK()
	must(t, err)
	raw, err := base64.RawURLEncoding.DecodeString(public.X)
	must(t, err)
	for name, row := range map[string]struct {
		method jwt.SigningMethod
		key    any
		cause  string
	}{
		"HS256 with the public key":          {jwt.SigningMethodHS256, raw, "algorithm"},
		"HS256 with the public key, encoded": {jwt.SigningMethodHS256, []byte(public.X), "algorithm"},
		"none":                               {jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, "algorithm"},
		"RS256":                              {jwt.SigningMethodRS256, rsaKey, "algorithm"},
		"PS256":                              {jwt.SigningMethodPS256, rsaKey, "algorithm"},
		"ES256 under an EdDSA kid":           {jwt.SigningMethodES256, other.Private, "algorithm"},
	} {
		token, err := identitytest.Forge(row.method, row.key, map[string]any{"kid": w.key.ID}, w.claims())
		must(t, err)
		w.expect(name, "Bearer "+token, problem.CodeTokenTidakSah, row.cause)
	}
	for name, alg := range map[string]any{"unknown alg": "XX999", "alg in lower case": "eddsa", "alg is no text": 7} {
		token, err := identitytest.Forge(w.key.Method(), w.key.Private, map[string]any{"kid": w.key.ID, "alg": alg}, w.claims())
		must(t, err)
		w.expect(name, "Bearer "+token, problem.CodeTokenTidakSah, "algorithm")
	}
}

func TestTheKeyMustBeNamedAndKnown(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	for name, row := range map[string]struct {
		header map[string]any
		cause  string
	}{
		"no kid":               {nil, "no such key"},
		"unknown kid":          {map[string]any{"kid": "kunci-9"}, "no such key"},
		"kid is no text":       {map[string]any{"kid": 1}, "no such key"},
		"key of its own":       {map[string]any{"jwk": map[string]string{"kty": "OKP"}, "jku": "https://192.0.2.9"}, "no such key"},
		"critical extension":   {map[string]any{"kid": w.key.ID, "crit": []string{"b64"}, "b64": false}, "critical"},
		"empty critical list":  {map[string]any{"kid": w.key.ID, "crit": nil}, "critical"},
		"harmless header":      {map[string]any{"kid": w.key.ID, "x5u": "https://192.0.2.9"}, ""},
		"another type of text": {map[string]any{"kid": w.key.ID, "typ": "at+jwt"}, ""},
	} {
		token, err := identitytest.Forge(w.key.Method(), w.key.Private, row.header, w.claims())
		must(t, err)
		code := problem.CodeTokenTidakSah
		if row.cause == "" {
			code = ""
		}
		w.expect(name, "Bearer "+token, code, row.cause)
	}
}

func TestAForeignOrChangedSignatureIsRefused(t *testing.T) {
	for _, algorithm := range []string{identitytest.EdDSA, identitytest.ES256} {
		w := newWorld(t, algorithm)
		w.expect("another key under our kid", w.header(newKey(t, w.key.ID, algorithm), w.claims()), problem.CodeTokenTidakSah, "signature")
		header := w.header(w.key, w.claims(identity.ScopeVerify))
		stronger := w.header(w.key, w.claims(identity.ScopeAdmin))
		mixed := stronger[:strings.LastIndex(stronger, ".")] + header[strings.LastIndex(header, "."):]
		w.expect("claims of another token", mixed, problem.CodeTokenTidakSah, "signature")
		w.expect("no signature", header[:strings.LastIndex(header, ".")+1], problem.CodeTokenTidakSah, "signature")
	}
}

func TestEveryClaimIsChecked(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	w.settings.Frontends = append(w.settings.Frontends, config.Frontend{ID: "situs-publik"})
	w.start()
	for _, row := range []struct {
		claim string
		value any
		code  problem.Code
		cause string
	}{
		{"iss", nil, problem.CodeTokenTidakSah, "iss"},
		{"iss", "urn:simpul:frontend:other", problem.CodeTokenTidakSah, "iss"},
		{"iss", 7, problem.CodeTokenTidakSah, "not a JWT"},
		{"aud", nil, problem.CodeTokenTidakSah, "missing"},
		{"aud", "", problem.CodeTokenTidakSah, "missing"},
		{"aud", []string{}, problem.CodeTokenTidakSah, "missing"},
		{"aud", "simpul2", problem.CodeTokenTidakSah, "aud"},
		{"aud", "Simpul", problem.CodeTokenTidakSah, "aud"},
		{"aud", []string{"arsip", "simpul"}, "", ""},
		{"azp", nil, problem.CodeFrontendTidakTerdaftar, ""},
		{"azp", "", problem.CodeFrontendTidakTerdaftar, ""},
		{"azp", "aplikasi-lain", problem.CodeFrontendTidakTerdaftar, ""},
		{"azp", "situs-publik", problem.CodeFrontendTidakTerdaftar, ""}, // on the list, but not internal (SPTJM)
		{"jti", nil, problem.CodeTokenTidakSah, "missing"},
		{"jti", "", problem.CodeTokenTidakSah, "missing"},
		{"sub", nil, problem.CodeTokenTidakSah, "missing"},
		{"sub", "petugas-99", problem.CodePetugasTidakTerdaftar, ""},
		{"sub", "Petugas-01", problem.CodePetugasTidakTerdaftar, ""},
		{"exp", nil, problem.CodeTokenTidakSah, "missing"},
		{"exp", "soon", problem.CodeTokenTidakSah, "not a JWT"},
		{"scope", nil, "", ""},
		{"scope", []string{"admin"}, problem.CodeTokenTidakSah, "not a JWT"},
		{"unknown", "claim", "", ""},
	} {
		w.expect(row.claim, w.header(w.key, w.claims().With(row.claim, row.value)), row.code, row.cause)
	}
}

func TestAKeySpeaksForItsOwnIssuerOnly(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	second := newKey(t, "kunci-2", identitytest.ES256)
	must(t, identitytest.WriteJWKS(w.dir, w.key, second))
	w.settings = identitytest.Settings(w.key, second)
	w.start()
	w.expect("its own", w.header(second, second.Claims(w.now, officer)), "", "")
	w.expect("the other's", w.header(second, w.claims()), problem.CodeTokenTidakSah, "iss is not the key's issuer")
}
