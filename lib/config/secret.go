package config

import (
	"fmt"
	"log/slog"
)

// redactedSecret is what every Secret prints as, empty or not.
const redactedSecret = "[rahasia]"

// Secret is the content of a secret file. It prints as "[rahasia]" under every fmt verb, in slog and in encoders; the only
// way out is [Secret.Reveal]. Two Secrets are == when they came from the same unchanged file, so that a parsed form can be
// kept until the file changes. The zero value is no secret.
type Secret struct{ v *string } // a pointer: printers that walk fields by reflection find no more than that

// Reveal returns the secret itself. The caller answers for where it goes.
func (s Secret) Reveal() string {
	if s.v == nil {
		return ""
	}
	return *s.v
}

// Format prints the same for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redactedSecret)) }

// String returns "[rahasia]".
func (s Secret) String() string { return redactedSecret }

// LogValue makes slog print "[rahasia]".
func (s Secret) LogValue() slog.Value { return slog.StringValue(redactedSecret) }

// MarshalText makes encoders write "[rahasia]".
func (s Secret) MarshalText() ([]byte, error) { return []byte(redactedSecret), nil }
