package function

import (
	"net/http"

	"simpul/lib/nik"
	"simpul/lib/problem"
	"simpul/lib/shape"
)

var idempotencyKey = shape.Of(`^[!-~]{1,128}$`)

// IdempotencyKey returns the header Idempotency-Key, "" for none, and what is wrong with it: a key that could carry a NIK is
// refused, a UUID is not.
func IdempotencyKey(h http.Header) (key string, wrong []problem.Field) {
	key = h.Get("Idempotency-Key")
	if key == "" || idempotencyKey(key) && !nik.ContainsLongDigits(key) {
		return key, nil
	}
	return "", []problem.Field{{Name: "Idempotency-Key", Code: "bentuk",
		Detail: "Gunakan UUID, atau 1 sampai 128 karakter ASCII tanpa spasi dan tanpa deretan angka sepanjang NIK."}}
}
