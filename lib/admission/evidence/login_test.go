package evidence_test

import (
	"strings"
	"testing"

	"simpul/lib/admission/evidence"
)

func TestACredentialPairHasOneFingerprintAndAnotherPairAnother_JUKNIS_II_C_2b_3a(t *testing.T) {
	m := evidence.New(ring{key("k1"), key("k0")})
	print := m.Login("user", "secret")
	if print != m.Login("user", "secret") || !strings.HasPrefix(print, "k1:") || strings.Contains(print, "secret") {
		t.Error("not one fingerprint, or one that tells")
	}
	for _, other := range [][2]string{{"user", "Secret"}, {"users", "ecret"}, {"use", "rsecret"}, {"secret", "user"}} {
		if m.Login(other[0], other[1]) == print {
			t.Errorf("%v has the same", other)
		}
	}
}
