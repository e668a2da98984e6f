package identity

import (
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"simpul/lib/problem"
)

const (
	maxToken    = 8 << 10
	maxLifetime = 12 * time.Hour // a shift; design.md, Contracts
)

// algorithms are the only ones accepted, whatever the JWK set or the token say (RFC 8725 §3.1, §3.2).
var algorithms = []string{jwt.SigningMethodEdDSA.Alg(), jwt.SigningMethodES256.Alg()}

// Causes of token_tidak_sah, for the log.
var (
	errNotBearer = errors.New("authorization is not of the form Bearer <token>")
	errTooLarge  = errors.New("token larger than 8 KiB")
	errMalformed = errors.New("not a JWT")
	errAlgorithm = errors.New("algorithm is not accepted, or not the key's")
	errCritical  = errors.New("header has critical extensions")
	errKey       = errors.New("no such key in the JWK set and the configuration")
	errSignature = errors.New("signature does not hold")
	errIssuer    = errors.New("iss is not the key's issuer")
	errAudience  = errors.New("aud does not name this service")
	errEarly     = errors.New("nbf or iat lies in the future")
	errLifetime  = errors.New("exp is more than 12 hours away")
	errMissing   = errors.New("exp, aud, jti or sub is missing")
)

// isCompact reports whether s is a JWS in compact form: three parts of nothing but base64url, since the decoder would skip line
// breaks. The last one may be empty, which makes a signature that does not hold.
func isCompact(s string) bool {
	header, rest, _ := strings.Cut(s, ".")
	claims, signature, ok := strings.Cut(rest, ".")
	return ok && header != "" && claims != "" && isBase64URL(header) && isBase64URL(claims) && isBase64URL(signature)
}

func isBase64URL(s string) bool {
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// bearer takes the token out of an Authorization header (RFC 6750 §2.1), in the one spelling that frontends use.
func bearer(authorization string) (string, error) {
	if authorization == "" {
		return "", problem.New(problem.CodeTokenTidakAda)
	}
	scheme, raw, ok := strings.Cut(authorization, " ")
	ok = ok && strings.EqualFold(scheme, "Bearer") // RFC 9110 §11.1: schemes have no case
	switch {
	case !ok:
		return "", refused(errNotBearer)
	case len(raw) > maxToken:
		return "", refused(errTooLarge)
	case !isCompact(raw):
		return "", refused(errMalformed)
	}
	return raw, nil
}

func refused(cause error) error { return problem.New(problem.CodeTokenTidakSah).Because(cause) }

// claims are what a token says; unknown claims are ignored (RFC 7519 §4).
type claims struct {
	jwt.RegisteredClaims
	AuthorizedParty string `json:"azp"`
	Scope           string `json:"scope"` // words with a blank between (RFC 8693 §4.2)
}

// scopes ignores words that mean something elsewhere: a token may serve several programs.
func (c claims) scopes() scopeSet {
	set, _ := scopesOf(strings.Fields(c.Scope))
	return set
}

func (v *Verifier) newValidator(audience string) *jwt.Validator {
	return jwt.NewValidator(jwt.WithAudience(audience), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithLeeway(v.leeway), jwt.WithTimeFunc(v.now))
}

// verify checks the signature first, unless it was found good before, then the claims.
func (v *Verifier) verify(raw string) (*signed, error) {
	keys, id := v.keys.current(), digest(sha256.Sum256([]byte(raw)))
	token := keys.verified.get(id)
	var err error
	if token == nil {
		token, err = v.checkSignature(raw, keys)
	}
	if err == nil {
		err = v.checkClaims(token)
	}
	if err != nil {
		keys.verified.forget(id) // it expired, most likely
		return nil, explain(err)
	}
	keys.verified.put(id, token)
	return token, nil
}

// checkSignature returns what a token says, if one of the keys signed it.
func (v *Verifier) checkSignature(raw string, keys *keySet) (*signed, error) {
	var s signed
	token, err := v.parser.ParseWithClaims(raw, &s.claims, func(t *jwt.Token) (any, error) {
		key, err := keys.find(t)
		s.grant = key.grant
		return key.public, err
	})
	if err != nil && token != nil && token.Method != nil && !slices.Contains(algorithms, token.Method.Alg()) {
		err = errAlgorithm
	}
	return &s, err
}

// checkClaims asks the clock and, after the library, for what that does not know.
func (v *Verifier) checkClaims(s *signed) error {
	if err := v.validator.Validate(s.claims); err != nil {
		return err
	}
	start := v.now().Add(v.leeway)
	if s.claims.IssuedAt != nil {
		start = s.claims.IssuedAt.Time
	}
	switch {
	case s.claims.Issuer != s.grant.issuer:
		return errIssuer
	case s.claims.ID == "" || s.claims.Subject == "":
		return errMissing
	case s.claims.ExpiresAt.Sub(start) > maxLifetime:
		return errLifetime
	}
	return nil
}

// reasons maps errors to causes, whose text is ours: the library's may repeat the token. The first that fits counts, and all
// of them before expiry, since logging in again does not mend them. What fits none could not be read.
var reasons = []struct{ is, cause error }{
	{errAlgorithm, errAlgorithm}, {errCritical, errCritical}, {errKey, errKey},
	{errIssuer, errIssuer}, {errMissing, errMissing}, {errLifetime, errLifetime},
	{jwt.ErrTokenUnverifiable, errAlgorithm}, // no or an unknown alg
	{jwt.ErrTokenSignatureInvalid, errSignature},
	{jwt.ErrTokenInvalidAudience, errAudience},
	{jwt.ErrTokenNotValidYet, errEarly}, {jwt.ErrTokenUsedBeforeIssued, errEarly},
	{jwt.ErrTokenRequiredClaimMissing, errMissing},
}

func explain(err error) error {
	for _, reason := range reasons {
		if errors.Is(err, reason.is) {
			return refused(reason.cause)
		}
	}
	if errors.Is(err, jwt.ErrTokenExpired) {
		return problem.New(problem.CodeTokenKedaluwarsa)
	}
	return refused(errMalformed)
}
