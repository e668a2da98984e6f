package session

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"time"

	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
)

// Session is a login, or the portal's refusal of one. It prints as [rahasia]: who has its cookies is logged in.
type Session struct {
	Login   string             `json:"-"`                 // id, as in [Entry]
	Key     [32]byte           `json:"key"`               // stands for the credentials it was made with
	Since   time.Time          `json:"since"`             // when it was made
	Cookies []Cookie           `json:"cookies,omitempty"` // see [Session.Take]
	Fields  []profile.Field    `json:"fields,omitempty"`  // tokens of the search form, where they last as long as the session
	Headers []profile.Field    `json:"headers,omitempty"`
	Refused registry.FaultKind `json:"refused,omitempty"` // why there is no session: the login was refused
	Doubt   bool               `json:"doubt,omitempty"`   // a search met a page that nobody knows: see the form before the next
	Made    bool               `json:"-"`                 // the login is done, and searches may follow; so is every stored one
}

// New returns a session with nothing in it yet.
func New(key [32]byte, now time.Time) Session {
	return Session{Login: rand.Text(), Key: key, Since: now}
}

// Format prints the same for every verb.
func (Session) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[rahasia]")) }

// LogValue makes slog print "[rahasia]".
func (Session) LogValue() slog.Value { return slog.StringValue("[rahasia]") }
