package identitytest

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// Lifetime is how long the tokens of [Key.Claims] last.
const Lifetime = 8 * time.Hour

// Claims are the claims of a token by name.
type Claims map[string]any

// Claims returns the claims of a good token, issued now.
func (k Key) Claims(now time.Time, operator string, scopes ...string) Claims {
	return Claims{
		"iss": k.Issuer(), "aud": Audience, "azp": Frontend, "sub": operator, "jti": uuid.NewString(),
		"scope": strings.Join(scopes, " "),
		"iat":   now.Unix(), "nbf": now.Unix(), "exp": now.Add(Lifetime).Unix(),
	}
}

// With returns a copy with one claim changed; nil takes it out.
func (c Claims) With(name string, value any) Claims {
	changed := maps.Clone(c)
	changed[name] = value
	if value == nil {
		delete(changed, name)
	}
	return changed
}

// Issue signs the claims with the key.
func Issue(k Key, c Claims) (string, error) {
	return Forge(k.Method(), k.Private, map[string]any{"kid": k.ID}, c)
}

// Forge signs with any algorithm and any key that fits it; header adds to alg and typ.
func Forge(method jwt.SigningMethod, key any, header map[string]any, c Claims) (string, error) {
	token := jwt.NewWithClaims(method, jwt.MapClaims(c))
	maps.Copy(token.Header, header)
	signed, err := token.SignedString(key)
	if err != nil {
		return "", fmt.Errorf("identitytest: %w", err)
	}
	return signed, nil
}
