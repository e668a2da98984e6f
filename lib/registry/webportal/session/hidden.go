package session

import (
	"encoding/base64"
	"net/url"
	"strings"

	"simpul/lib/nik"
)

// wrappings is how often a value is unwrapped: frameworks escape once, some servers in front once more.
const wrappings = 3

// holdsNIK reports whether a cookie's value shows a NIK to who reads it: as it stands, percent-encoded, or in base64, as
// frameworks keep a form's old input. What the portal encrypts is between the portal and itself.
func holdsNIK(value string) bool {
	for range wrappings {
		if nik.ContainsLongDigits(value) {
			return true
		}
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain
		}
	}
	for part := range strings.FieldsFuncSeq(value, notBase64) {
		text, err := base64.RawStdEncoding.DecodeString(toStandard.Replace(part))
		if err == nil && nik.ContainsLongDigits(string(text)) {
			return true
		}
	}
	return false
}

var toStandard = strings.NewReplacer("-", "+", "_", "/")

func notBase64(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("+/-_", r)
}
