// Package identity says who calls: bearer tokens become a [Caller], and receipts tie feedback to an access.
//
// A frontend signs a token for each officer (JWT, RFC 7519; design.md, Contracts). [Verifier.Authenticate] accepts one only if
//
//   - it is signed with EdDSA or ES256 by a key of the JWK set that is also in the configuration, and the key is for that
//     algorithm (RFC 8725 §3.1: the token never chooses);
//   - iss is that key's issuer, aud holds our audience, azp is a registered internal frontend, jti is there;
//   - exp, nbf and iat hold at the clock given, give or take the configured leeway, and exp is at most 12 hours away;
//   - sub is an operator on the list: active, with an NDA on record (JUKNIS-VI.E), within the assignment's last day.
//
// What the caller may do is what token, operator and key grant alike; handlers ask with [Caller.Require].
//
// A signature that held is remembered until its key changes; everything else is asked on each call, so that whoever is shut
// out is out at once.
//
// Keys and operators are secret files, looked at on each call, so that rotation needs no restart. When a changed file cannot
// be used, the last good one stays and the log says so: a slip of the editor must not close every counter, and whoever writes
// these files could as well write a good one. A new process refuses to start with it. To shut somebody out, write a good file
// without the key or with `active: false`, or suspend access; deleting a file shuts nobody out.
//
// Refusals are [*problem.Problem]; their causes say which rule failed and never repeat anything from the token.
package identity

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/problem"
)

// Verifier checks bearer tokens. It is safe for concurrent use.
type Verifier struct {
	frontends map[string]bool
	keys      *watched[*keySet]
	operators *watched[roster]
	parser    *jwt.Parser    // signatures
	validator *jwt.Validator // claims
	leeway    time.Duration
	now       func() time.Time
}

// NewVerifier returns the verifier of settings, or says what is missing: an audience, a good JWK set with a configured
// key, a good list of operators. It reports on log when a changed file cannot be used.
func NewVerifier(settings config.Identity, secrets *config.Secrets, now func() time.Time, log *slog.Logger) (*Verifier, error) {
	if settings.Audience == "" { // the library would take that for "any audience"
		return nil, errors.New("identity: audience is missing")
	}
	grants, err := grantsOf(settings.Keys)
	if err != nil {
		return nil, fmt.Errorf("identity: keys: %w", err)
	}
	keys, err := watch(secrets, settings.JWKSFile, grants.parseKeySet, log)
	if err != nil {
		return nil, fmt.Errorf("identity: jwks_file: %w", err)
	}
	operators, err := watch(secrets, settings.OperatorsFile, parseRoster, log)
	if err != nil {
		return nil, fmt.Errorf("identity: operators_file: %w", err)
	}
	v := &Verifier{frontends: internal(settings.Frontends), keys: keys, operators: operators, leeway: settings.Leeway, now: now}
	v.parser = jwt.NewParser(jwt.WithValidMethods(algorithms), jwt.WithStrictDecoding(), jwt.WithoutClaimsValidation())
	v.validator = v.newValidator(settings.Audience)
	return v, nil
}

// internal keeps the frontends of the closed network (SPTJM).
func internal(frontends []config.Frontend) map[string]bool {
	allowed := map[string]bool{}
	for _, f := range frontends {
		allowed[f.ID] = f.ID != "" && f.Internal
	}
	return allowed
}

// Authenticate returns who stands behind the value of an Authorization header. It refuses with token_tidak_ada,
// token_kedaluwarsa, token_tidak_sah, frontend_tidak_terdaftar, petugas_tidak_terdaftar, petugas_tidak_aktif, nda_belum_ada or
// penugasan_berakhir.
func (v *Verifier) Authenticate(authorization string) (Caller, error) {
	raw, err := bearer(authorization)
	if err != nil {
		return Caller{}, err
	}
	token, err := v.verify(raw)
	if err != nil {
		return Caller{}, err
	}
	if !v.frontends[token.claims.AuthorizedParty] {
		return Caller{}, problem.New(problem.CodeFrontendTidakTerdaftar)
	}
	granted, err := v.operators.current().admit(token.claims.Subject, agreement.DateOf(v.now()))
	if err != nil {
		return Caller{}, err
	}
	return Caller{
		Operator: token.claims.Subject,
		Frontend: token.claims.AuthorizedParty,
		scopes:   token.claims.scopes() & token.grant.scopes & granted,
	}, nil
}

// AtConsole returns what an operator may do who sits at the office's own server, with its secret files before him: a token would
// prove nothing more. It refuses like [Verifier.Authenticate] who is not on the list, not active, without an NDA (JUKNIS-VI.E),
// or no longer assigned. The caller has no frontend.
func (v *Verifier) AtConsole(operator string) (Caller, error) {
	granted, err := v.operators.current().admit(operator, agreement.DateOf(v.now()))
	return Caller{Operator: operator, scopes: granted}, err
}
