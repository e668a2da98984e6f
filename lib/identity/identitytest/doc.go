// Package identitytest plays the frontend: it makes keys, writes the secret files that lib/identity reads, and issues tokens,
// good ones and every kind of bad one. Tests and deploy/local use it; nothing that ships may import it.
//
// A good token takes three steps:
//
//	key, err := identitytest.NewKey("local-1", identitytest.EdDSA)
//	err = identitytest.WriteJWKS(dir, key)
//	token, err := identitytest.Issue(key, key.Claims(time.Now(), "petugas-01", identity.ScopeVerify))
//
// [Settings] is the configuration that fits the files. [Forge] signs with anything.
package identitytest

import (
	"time"

	"simpul/lib/config"
	"simpul/lib/identity"
)

// Names of the secret files in the folder, and what [Settings] and [Key.Claims] agree on.
const (
	JWKSFile      = "simpul-jwks"
	OperatorsFile = "simpul-operators"
	ReceiptFile   = "simpul-receipt"
	Audience      = "simpul"
	Frontend      = "perizinan"
	Leeway        = 5 * time.Second
)

// Settings returns the configuration that fits the files of this package: every key may grant every scope.
func Settings(keys ...Key) config.Identity {
	settings := config.Identity{
		Audience: Audience, Leeway: Leeway,
		JWKSFile: JWKSFile, OperatorsFile: OperatorsFile, ReceiptFile: ReceiptFile,
		Frontends: []config.Frontend{{ID: Frontend, Internal: true}},
	}
	for _, key := range keys {
		settings.Keys = append(settings.Keys, config.Key{ID: key.ID, Issuer: key.Issuer(), Scopes: identity.Scopes()})
	}
	return settings
}
