package function_test

import (
	"net/http"
	"strings"
	"testing"

	"simpul/lib/function"
)

func TestAnIdempotencyKeyCarriesNoNIK(t *testing.T) {
	for key, fits := range map[string]bool{
		"":                                     true,
		"1":                                    true,
		"order-2026/17":                        true,
		strings.Repeat("k", 128):               true,
		"12345678-1234-1234-8234-123456789012": true, // a UUID that happens to be all digits
		strings.Repeat("k", 129):               false,
		"two words":                            false,
		"kunci-é":                              false,
		"3303990101907777":                     false,
		"x3303990101907777":                    false,
		"33 03990101907777":                    false,
	} {
		got, wrong := function.IdempotencyKey(http.Header{"Idempotency-Key": {key}})
		if (wrong == nil) != fits || fits && got != key || !fits && got != "" {
			t.Errorf("a key of %d characters: taken %v, want %v", len(key), wrong == nil, fits)
		}
		for _, f := range wrong {
			if strings.Contains(f.Detail, "3303") {
				t.Error("the refusal repeats the key")
			}
		}
	}
}
