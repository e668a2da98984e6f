package resident

import (
	"fmt"
	"log/slog"

	"simpul/lib/personal"
)

// Person is what a claim, a card or the registry says of one resident: the agreement's elements and nothing else. The zero
// value knows nothing. It compares with == and prints as [personal.Redacted].
type Person struct {
	texts [len(elements)]personal.Text
}

// NewPerson keeps the agreement's elements of known and drops everything else: this is the edge at which elements outside the
// agreement vanish (PKS-2.1a, PKS-3.2a).
func NewPerson(known map[Element]personal.Text) Person {
	var p Person
	for i, e := range elements {
		p.texts[i] = known[e.name]
	}
	return p
}

// Get returns the text of e, empty if it is not known.
func (p Person) Get(e Element) personal.Text {
	if i := e.index(); i >= 0 {
		return p.texts[i]
	}
	return personal.Text{}
}

// Empty reports whether nothing is known.
func (p Person) Empty() bool { return p == Person{} }

// Format prints [personal.Redacted] for every verb: which elements are known is nobody's business either.
func (Person) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(personal.Redacted)) }

// String returns [personal.Redacted].
func (Person) String() string { return personal.Redacted }

// LogValue makes slog print [personal.Redacted].
func (Person) LogValue() slog.Value { return slog.StringValue(personal.Redacted) }

// MarshalText makes encoders of JSON, YAML and XML write [personal.Redacted].
func (Person) MarshalText() ([]byte, error) { return []byte(personal.Redacted), nil }
