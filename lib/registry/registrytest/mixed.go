package registrytest

import (
	"regexp"
	"strings"
)

// aNIK is one, as a page shows it.
var aNIK = regexp.MustCompile(`[0-9]{16}`)

// MixedUp returns an answer like the given one about somebody else: a page with another NIK; of a service a status with one, since
// whoever takes that for the answer misjudges a person without a look at any data.
func MixedUp(media string, body []byte) []byte {
	other := WithExpected(Deceased)[0].NIK
	if strings.Contains(media, "json") {
		return encode(map[string]any{"content": []any{map[string]string{"RESPONSE_CODE": "11", "RESPON": "Data Ditemukan, Meninggal Dunia", "NIK": other}}})
	}
	return aNIK.ReplaceAll(body, []byte(other))
}
