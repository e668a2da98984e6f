package errand

import (
	"crypto/ed25519"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"simpul/lib/config"
	"simpul/lib/config/secretfile"
	"simpul/lib/problem"
)

const maxToken = 4 << 10

// Causes of a refusal, for the log. They repeat nothing of a token.
var (
	errNotBearer = errors.New("authorization is not of the form Bearer <token>, or too long")
	errUnread    = errors.New("not a JWT signed with EdDSA by a known key")
	errIssuer    = errors.New("iss is not verify-nik")
	errAudience  = errors.New("aud is not this bridge alone")
	errMissing   = errors.New("exp, iat, jti, sub, reader, nonce or application is missing")
	errLifetime  = errors.New("exp is more than a minute after iat")
	errEarly     = errors.New("iat or nbf lies in the future")
	errBefore    = errors.New("issued before this bridge started, or too near to that")
	errUsed      = errors.New("used before")
	errScope     = errors.New("scope is not " + ScopeRead)
	errStarting  = errors.New("started a moment ago")
)

// Gate lets each token into one bridge once. It is safe for concurrent use.
type Gate struct {
	bridge string
	keys   *secretfile.File[map[string]ed25519.PublicKey]
	leeway time.Duration
	used   used
	now    func() time.Time
	up     func() time.Duration // since the process started, whatever the clock was set to meanwhile
	parser *jwt.Parser
}

// NewGate returns the gate of the bridge with that id, at the start of its process. The file of public keys is read now, and again whenever
// it changes. leeway is by how much the clocks of bridge and verify-nik may differ.
func NewGate(bridge string, secrets *config.Secrets, file string, leeway time.Duration, now func() time.Time, log *slog.Logger) (*Gate, error) {
	keys, err := secretfile.Open(secrets, file, parsePublic, log)
	if err != nil {
		return nil, err
	}
	started := now()
	g := &Gate{bridge: bridge, keys: keys, leeway: leeway, now: now, up: func() time.Duration { return now().Sub(started) }}
	g.parser = jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithStrictDecoding(), jwt.WithoutClaimsValidation())
	return g, nil
}

// opens is the time before which nothing that was issued counts: it may have been let in by the process before this one. It is reckoned
// back from now: a counter's PC may start with a clock that is years off, and have it set right later.
func (g *Gate) opens(now time.Time) time.Time { return now.Round(0).Add(g.leeway - g.up()) }

// Open returns nil once a token issued now would be let in, and fungsi_tidak_tersedia with Retry-After in the seconds before.
func (g *Gate) Open() error {
	if wait := g.leeway + time.Second - g.up(); wait > 0 { // iat has whole seconds, rounded down
		return problem.New(problem.CodeFungsiTidakTersedia).Because(errStarting).WithRetryAfter(wait)
	}
	return nil
}

// Admit returns the errand of an Authorization header, once for each token. It refuses with fungsi_tidak_tersedia, token_tidak_ada, token_tidak_sah,
// token_kedaluwarsa, kewenangan_kurang, terlalu_sibuk.
func (g *Gate) Admit(authorization string) (Errand, error) {
	if authorization == "" {
		return Errand{}, problem.New(problem.CodeTokenTidakAda)
	}
	if err := g.Open(); err != nil {
		return Errand{}, err
	}
	c, err := g.read(authorization)
	if err != nil {
		return Errand{}, refused(err)
	}
	if err := g.check(c); err != nil {
		return Errand{}, err
	}
	return c.errand(), g.once(c)
}

func refused(cause error) *problem.Problem {
	return problem.New(problem.CodeTokenTidakSah).Because(cause)
}

// read returns what a token says that one of the keys signed.
func (g *Gate) read(authorization string) (claims, error) {
	var c claims
	scheme, raw, ok := strings.Cut(authorization, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") || len(raw) > maxToken {
		return c, errNotBearer
	}
	if _, err := g.parser.ParseWithClaims(raw, &c, g.find); err != nil {
		return c, errUnread // the library's error may repeat the token
	}
	return c, nil
}

// find returns the key that a header names. Of critical extensions none is understood (RFC 7515 §4.1.11).
func (g *Gate) find(t *jwt.Token) (any, error) {
	id, _ := t.Header["kid"].(string)
	key, known := g.keys.Current()[id]
	if _, critical := t.Header["crit"]; critical || !known {
		return nil, errUnread
	}
	return key, nil
}

// check asks everything but whether the token was used.
func (g *Gate) check(c claims) error {
	now := g.now()
	switch {
	case c.ExpiresAt == nil || c.IssuedAt == nil || c.ID == "" || c.Subject == "" || c.Reader == "" || c.Nonce == "" || c.Application == "":
		return refused(errMissing)
	case c.Issuer != Issuer:
		return refused(errIssuer)
	case c.errand().Bridge != g.bridge:
		return refused(errAudience)
	case c.ExpiresAt.Sub(c.IssuedAt.Time) > Lifetime:
		return refused(errLifetime)
	case c.IssuedAt.After(now.Add(g.leeway)), c.NotBefore != nil && c.NotBefore.After(now.Add(g.leeway)):
		return refused(errEarly)
	case c.IssuedAt.Before(g.opens(now)):
		return refused(errBefore)
	case !now.Before(c.ExpiresAt.Add(g.leeway)):
		return problem.New(problem.CodeTokenKedaluwarsa)
	case c.Scope != ScopeRead:
		return problem.New(problem.CodeKewenanganKurang).Because(errScope)
	}
	return nil
}

// once lets an id in, if it was not before.
func (g *Gate) once(c claims) error {
	fresh, room := g.used.add(c.ID, ticket{c.IssuedAt.Time, c.ExpiresAt.Add(g.leeway)}, g.now())
	switch {
	case !room:
		return problem.New(problem.CodeTerlaluSibuk).WithRetryAfter(Lifetime)
	case !fresh:
		return refused(errUsed)
	}
	return nil
}
