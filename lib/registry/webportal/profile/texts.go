package profile

import (
	"slices"
	"strings"
	"unicode"

	"simpul/lib/registry"
	"simpul/lib/resident"
)

// Texts are the portal's words, each as it stands on the page; several where it says the same in several ways.
type Texts struct {
	Found         []string `yaml:"found"` // where the portal has words for it; the data itself decides (JUKNIS-II.C.2b.1)
	Deceased      []string `yaml:"deceased" validate:"required,min=1"`
	Duplicate     []string `yaml:"duplicate" validate:"required,min=1"`
	NotFound      []string `yaml:"not_found" validate:"required,min=1"`
	Inactive      []string `yaml:"inactive" validate:"required,min=1"`
	InvalidFormat []string `yaml:"invalid_format" validate:"required,min=1"`

	LoginFailed         []string `yaml:"login_failed" validate:"required,min=1"`
	QuotaExhausted      []string `yaml:"quota_exhausted" validate:"required,min=1"`
	InstitutionInactive []string `yaml:"institution_inactive" validate:"required,min=1"`
	UserInactive        []string `yaml:"user_inactive" validate:"required,min=1"`
	AddressRefused      []string `yaml:"address_refused"` // these four are known of the get_json service alone (wire §1.9)
	OutsideHours        []string `yaml:"outside_hours"`
	RequestIncomplete   []string `yaml:"request_incomplete"`
	NotProcessable      []string `yaml:"not_processable"`

	SessionExpired []string `yaml:"session_expired"` // said beside the login form
	Ignored        []string `yaml:"ignored"`         // says nothing about person, access or session
}

// meaning is what a text says: one of the fields, or nothing.
type meaning struct {
	status  resident.Status
	fault   registry.FaultKind
	expired bool
}

var (
	nothing = meaning{}
	unknown = meaning{fault: registry.Unknown}
)

type saying struct {
	key   string
	texts []string
	means meaning
}

// sayings lists the texts with their meanings.
func (t Texts) sayings() []saying {
	status := func(s resident.Status) meaning { return meaning{status: s} }
	fault := func(k registry.FaultKind) meaning { return meaning{fault: k} }
	return []saying{
		{"found", t.Found, status(resident.Found)},
		{"deceased", t.Deceased, status(resident.Deceased)},
		{"duplicate", t.Duplicate, status(resident.Duplicate)},
		{"not_found", t.NotFound, status(resident.NotFound)},
		{"inactive", t.Inactive, status(resident.Inactive)},
		{"invalid_format", t.InvalidFormat, status(resident.InvalidFormat)},
		{"login_failed", t.LoginFailed, fault(registry.LoginFailed)},
		{"quota_exhausted", t.QuotaExhausted, fault(registry.QuotaExhausted)},
		{"institution_inactive", t.InstitutionInactive, fault(registry.InstitutionInactive)},
		{"user_inactive", t.UserInactive, fault(registry.UserInactive)},
		{"address_refused", t.AddressRefused, fault(registry.AddressRefused)},
		{"outside_hours", t.OutsideHours, fault(registry.OutsideHours)},
		{"request_incomplete", t.RequestIncomplete, fault(registry.RequestIncomplete)},
		{"not_processable", t.NotProcessable, fault(registry.NotProcessable)},
		{"session_expired", t.SessionExpired, meaning{expired: true}},
		{"ignored", t.Ignored, nothing},
	}
}

// Plain returns what of a text counts when it is compared: small letters, each run of blanks and punctuation one blank, each
// number one 9. So a text may hold the NIK that was asked about, a count or a date.
func Plain(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, word := range words {
		words[i] = plainWord(word)
	}
	return strings.Join(slices.CompactFunc(words, func(a, b string) bool { return a == "9" && b == "9" }), " ")
}

func plainWord(word string) string {
	var out strings.Builder
	number := false
	for _, r := range word {
		switch {
		case !unicode.IsNumber(r):
			out.WriteRune(r)
		case !number:
			out.WriteByte('9')
		}
		number = unicode.IsNumber(r)
	}
	return out.String()
}
