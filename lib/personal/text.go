// Package personal holds text that belongs to a person and must not leak by accident.
//
// A [Text] prints as "[data pribadi]" under every fmt verb, in slog, in JSON and in YAML, so that a forgotten log line, an
// error that wraps a struct or a panic message carries nothing (PKS-2.2g, PKS-2.2j, SPTJM). The only way out is
// [Text.RevealPersonalData], loud by name so that each use shows in a review: there are few, and each is either the line to
// the registry or an answer to somebody entitled to see it.
//
// The zero value is an empty text. Texts compare with == and serve as map keys.
package personal

import (
	"fmt"
	"log/slog"
	"unique"
)

// Redacted is what every Text prints as, empty or not: even its emptiness is nobody's business.
const Redacted = "[data pribadi]"

// Text is a string about a person: a NIK, a name, an address. It holds a handle, not the string: %p and printers that walk
// fields by reflection pass every method by, and find no more than a pointer.
type Text struct{ v unique.Handle[string] }

// New wraps s.
func New(s string) Text {
	if s == "" {
		return Text{}
	}
	return Text{v: unique.Make(s)}
}

// RevealPersonalData returns the text itself. The caller answers for where it goes (PKS-2.2j).
func (t Text) RevealPersonalData() string {
	if t.Empty() {
		return ""
	}
	return t.v.Value()
}

// Empty reports whether there is no text.
func (t Text) Empty() bool { return t == Text{} }

// Format prints [Redacted] for every verb. Stringer alone would not do: %d, %x and %#v look into the struct.
func (t Text) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(Redacted)) }

// String returns [Redacted].
func (t Text) String() string { return Redacted }

// LogValue makes slog print [Redacted].
func (t Text) LogValue() slog.Value { return slog.StringValue(Redacted) }

// MarshalText makes encoders of JSON, YAML and XML write [Redacted].
func (t Text) MarshalText() ([]byte, error) { return []byte(Redacted), nil }

// UnmarshalText takes the text as it stands: a request is where personal data comes in.
func (t *Text) UnmarshalText(b []byte) error {
	*t = New(string(b))
	return nil
}
