package errand

import (
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// ScopeRead is the one thing a token lets its bearer do.
const ScopeRead = "card:read"

// Issuer is who mints; a token of a frontend has another.
const Issuer = "simpul/verify-nik"

// Lifetime is the longest that a token holds: it is used at once.
const Lifetime = time.Minute

// Errand is what a token is for.
type Errand struct {
	Bridge      string // id of the bridge that may take it
	Reader      string // of that bridge
	Operator    string // officer at the counter, as on the list of operators
	Application string // keyed token of the application number (keyring.Key.Application), never the number
	Nonce       string // made for this one read; the bridge answers with it
}

func (e Errand) complete() bool {
	return e.Bridge != "" && e.Reader != "" && e.Operator != "" && e.Application != "" && e.Nonce != ""
}

// claims are an errand as a token says it.
type claims struct {
	jwt.RegisteredClaims
	Scope       string `json:"scope"`
	Reader      string `json:"reader"`
	Application string `json:"application"`
	Nonce       string `json:"nonce"`
}

func (c claims) errand() Errand {
	e := Errand{Reader: c.Reader, Operator: c.Subject, Application: c.Application, Nonce: c.Nonce}
	if len(c.Audience) == 1 { // a token for two bridges would be let in twice
		e.Bridge = c.Audience[0]
	}
	return e
}
