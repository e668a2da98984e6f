package bridge

import (
	"bytes"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"simpul/lib/identity/errand"
	"simpul/lib/problem"
	"simpul/lib/resident"
)

// FuzzRequest: whatever a body holds, it gets no further without consent, presence and elements of the agreement, and a refusal repeats
// nothing of it.
func FuzzRequest(f *testing.F) {
	f.Add([]byte(`{"reader":"loket-1","elements":["nik"],"consent":{"read":true,"store":false},"holder_present":true,"application":"a","nonce":"n","wait_s":5}`))
	f.Add([]byte(`{"reader":"loket-1","elements":["agama"],"wait_s":-1}`))
	f.Add([]byte(`{"reader":1e999}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest("POST", "/v1/cards/read", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		request, err := decode(r)
		if err == nil {
			err = check(request, errand.Errand{Reader: "loket-1", Nonce: "n", Application: "a"})
		}
		if err != nil {
			text := err.Error() + string(problem.As(err).Body(""))
			for _, part := range strings.Fields(string(body)) {
				if len(part) > 60 && strings.Contains(text, part) {
					t.Error("the refusal repeats the body")
				}
			}
			return
		}
		if !request.Consent.Read || !request.HolderPresent || slices.ContainsFunc(request.Elements, func(e resident.Element) bool { return !e.Valid() }) {
			t.Error("a request without consent, presence or allowed elements got through")
		}
	})
}
