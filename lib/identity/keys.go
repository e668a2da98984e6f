package identity

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"

	"simpul/lib/config"
)

// grant is what the configuration lets the tokens of one key claim.
type grant struct {
	issuer string
	scopes scopeSet
}

// grants are the grants by key id.
type grants map[string]grant

func grantsOf(keys []config.Key) (grants, error) {
	all := grants{}
	for i, key := range keys {
		scopes, ok := scopesOf(key.Scopes)
		_, twice := all[key.ID]
		switch {
		case !ok:
			return nil, fmt.Errorf("[%d] %w", i, errUnknownScope)
		case twice || key.ID == "" || key.Issuer == "":
			return nil, fmt.Errorf("[%d] needs a kid of its own and an issuer", i)
		}
		all[key.ID] = grant{key.Issuer, scopes}
	}
	return all, nil
}

// key is a public key with the one algorithm it is for.
type key struct {
	grant
	algorithm string
	public    any // ed25519.PublicKey or *ecdsa.PublicKey, as the jwt library wants them
}

// keySet are the keys that are in the JWK set and in the configuration, and the tokens they were seen to have signed.
type keySet struct {
	keys     map[string]key // by kid
	verified verified
}

// parseKeySet reads a JWK set (RFC 7517 §5). Keys the configuration does not name are left out, so that a provider's whole set
// may be used; private and secret keys are refused wherever they stand, for this file is handed around.
func (g grants) parseKeySet(text string) (*keySet, error) {
	var set jwkset.JWKSMarshal
	if json.Unmarshal([]byte(text), &set) != nil { // the library's error repeats the input
		return nil, errors.New("not a JWK set")
	}
	keys := map[string]key{}
	for i, jwk := range set.Keys {
		if jwk.D != "" || jwk.K != "" || jwk.P != "" {
			return nil, fmt.Errorf("keys[%d]: a private key does not belong here", i)
		}
		granted, configured := g[jwk.KID]
		if !configured {
			continue
		}
		if _, twice := keys[jwk.KID]; twice {
			return nil, fmt.Errorf("keys[%d]: kid is there twice", i)
		}
		public, ok := publicKey(jwk)
		if !ok {
			return nil, fmt.Errorf("keys[%d]: needs alg EdDSA with an Ed25519 key or ES256 with a P-256 key, for signatures", i)
		}
		keys[jwk.KID] = key{granted, jwk.ALG.String(), public}
	}
	if len(keys) == 0 {
		return nil, errors.New("holds no key that identity.keys names")
	}
	return &keySet{keys: keys}, nil
}

// publicKey returns the key if it is fit for its declared algorithm and use.
func publicKey(jwk jwkset.JWKMarshal) (public any, ok bool) {
	parsed, err := jwkset.NewJWKFromMarshal(jwk, jwkset.JWKMarshalOptions{}, jwkset.JWKValidateOptions{})
	if err != nil || jwk.USE != "" && jwk.USE != jwkset.UseSig {
		return nil, false
	}
	if len(jwk.KEYOPS) > 0 && !slices.Contains(jwk.KEYOPS, jwkset.KeyOpsVerify) {
		return nil, false
	}
	switch public := parsed.Key().(type) {
	case ed25519.PublicKey:
		return public, jwk.ALG == jwkset.AlgEdDSA
	case *ecdsa.PublicKey:
		return public, jwk.ALG == jwkset.AlgES256 && public.Curve == elliptic.P256()
	}
	return nil, false
}

// find returns the key that a token's header names, before the signature is looked at.
func (s *keySet) find(t *jwt.Token) (key, error) {
	if _, critical := t.Header["crit"]; critical { // RFC 7515 §4.1.11: what is not understood must be refused
		return key{}, errCritical
	}
	kid, _ := t.Header["kid"].(string)
	found, ok := s.keys[kid]
	switch {
	case !ok:
		return key{}, errKey
	case found.algorithm != t.Method.Alg():
		return key{}, errAlgorithm
	}
	return found, nil
}
