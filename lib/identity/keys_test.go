package identity_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/MicahParks/jwkset"

	"simpul/lib/config"
	"simpul/lib/identity/identitytest"
)

func TestImpossibleSettingsRefuseToStart(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*config.Identity)
		want   string
	}{
		"empty audience":   {func(c *config.Identity) { c.Audience = "" }, "identity: audience is missing"},
		"unknown scope":    {func(c *config.Identity) { c.Keys[0].Scopes = []string{"nik:verify", "Penanda"} }, "identity: keys: [0] holds an unknown scope"},
		"no issuer":        {func(c *config.Identity) { c.Keys[0].Issuer = "" }, "identity: keys: [0] needs a kid of its own and an issuer"},
		"no kid":           {func(c *config.Identity) { c.Keys[0].ID = "" }, "identity: keys: [0] needs a kid of its own and an issuer"},
		"kid twice":        {func(c *config.Identity) { c.Keys = append(c.Keys, c.Keys[0]) }, "identity: keys: [1] needs a kid of its own and an issuer"},
		"no keys":          {func(c *config.Identity) { c.Keys = nil }, "identity: jwks_file: holds no key that identity.keys names"},
		"no JWK set":       {func(c *config.Identity) { c.JWKSFile = "none" }, "identity: jwks_file: secret file none: no such file"},
		"no operator list": {func(c *config.Identity) { c.OperatorsFile = "none" }, "identity: operators_file: secret file none: no such file"},
	} {
		w := newWorld(t, identitytest.EdDSA)
		row.change(&w.settings)
		if _, err := w.build(); err == nil || !strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), "Penanda") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// jwk returns a good public key in JSON form with members changed; nil takes one out.
func jwk(t *testing.T, key identitytest.Key, changes map[string]any) string {
	t.Helper()
	public, err := key.PublicJWK()
	must(t, err)
	text, err := json.Marshal(public)
	must(t, err)
	members := map[string]any{}
	must(t, json.Unmarshal(text, &members))
	for name, value := range changes {
		members[name] = value
		if value == nil {
			delete(members, name)
		}
	}
	text, err = json.Marshal(members)
	must(t, err)
	return string(text)
}

func TestABrokenJWKSetIsRefusedAndTheLastGoodOneStays(t *testing.T) {
	w := newWorld(t, identitytest.EdDSA)
	header := w.header(w.key, w.claims())
	good := jwk(t, w.key, nil)
	es := newKey(t, w.key.ID, identitytest.ES256)
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	must(t, err)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	const unfit = "needs alg EdDSA with an Ed25519 key or ES256 with a P-256 key"
	for name, row := range map[string]struct{ keys, want string }{
		"no JSON":             {"Penanda{", "not a JWK set"},
		"no keys":             {"", "holds no key that identity.keys names"},
		"only unknown kids":   {jwk(t, w.key, map[string]any{"kid": "Penanda"}), "holds no key that identity.keys names"},
		"no kid":              {jwk(t, w.key, map[string]any{"kid": nil}), "holds no key that identity.keys names"},
		"kid twice":           {good + "," + good, "keys[1]: kid is there twice"},
		"private key":         {jwk(t, w.key, map[string]any{"d": "Penanda"}), "keys[0]: a private key does not belong here"},
		"foreign private key": {good + "," + jwk(t, w.key, map[string]any{"kid": "x", "d": "Penanda"}), "keys[1]: a private key does not belong here"},
		"secret key":          {jwk(t, w.key, map[string]any{"kty": "oct", "k": "Penanda", "alg": "HS256"}), "keys[0]: a private key does not belong here"},
		"no alg":              {jwk(t, w.key, map[string]any{"alg": nil}), unfit},
		"alg of another key":  {jwk(t, w.key, map[string]any{"alg": "ES256"}), unfit},
		"EdDSA on P-256":      {jwk(t, es, map[string]any{"alg": "EdDSA"}), unfit},
		"P-384":               {public(t, w.key.ID, "ES384", &p384.PublicKey), unfit},
		"P-384 as ES256":      {public(t, w.key.ID, "ES256", &p384.PublicKey), unfit},
		"RSA":                 {public(t, w.key.ID, "RS256", &rsaKey.PublicKey), unfit},
		"X25519":              {jwk(t, w.key, map[string]any{"crv": "X25519"}), unfit},
		"for encryption":      {jwk(t, w.key, map[string]any{"use": "enc"}), unfit},
		"not for checking":    {jwk(t, w.key, map[string]any{"key_ops": []string{"sign"}}), unfit},
		"off the curve":       {jwk(t, es, map[string]any{"x": "Penanda1"}), unfit},
		"key too short":       {jwk(t, w.key, map[string]any{"x": "Penanda1"}), unfit},
	} {
		w.log.text.Reset()
		text := `{"keys":[` + row.keys + `]}`
		writeFile(t, filepath.Join(w.dir, identitytest.JWKSFile), text)
		for range 3 {
			w.expect(name, header, "", "")
		}
		if log := w.log.String(); !strings.Contains(log, row.want) || strings.Contains(log, "Penanda") || strings.Count(log, "\n") != 1 {
			t.Errorf("%s: not once in the log, or with the input: %s", name, log)
		}
		if _, err := w.build(); err == nil || !strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), "Penanda") {
			t.Errorf("%s: a new process starts with it, or the error repeats it: %v", name, err)
		}
	}
}

// public returns any public key as a JWK.
func public(t *testing.T, kid, alg string, key any) string {
	t.Helper()
	made, err := jwkset.NewJWKFromKey(key, jwkset.JWKOptions{Metadata: jwkset.JWKMetadataOptions{KID: kid, ALG: jwkset.ALG(alg)}})
	must(t, err)
	text, err := json.Marshal(made.Marshal())
	must(t, err)
	return string(text)
}

func TestAProvidersWholeSetMayBeUsed(t *testing.T) {
	w := newWorld(t, identitytest.ES256)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	text := fmt.Sprintf(`{"keys":[%s,%s]}`, public(t, "other", "RS256", &rsaKey.PublicKey), jwk(t, w.key, map[string]any{"use": nil, "key_ops": []string{"verify"}}))
	writeFile(t, filepath.Join(w.dir, identitytest.JWKSFile), text)
	w.start()
	w.expect("ours", w.header(w.key, w.claims()), "", "")
}
