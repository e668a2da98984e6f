package othertest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
)

// maxBody bounds a request; four short strings need a fraction of it.
const maxBody = 16 << 10

// request is the body of one question. keys are all of it, for the service that
// reads more than four.
type request struct {
	nik, user, password, ip string
	keys                    map[string]json.RawMessage
}

// spelling is how one service of this installation names the four keys that
// both read (§1.2, §2.2).
type spelling struct{ nik, user, password, ip string }

// lookupKeys are KSEI's and BATA's for the NIK, KHANZA's for the address.
var lookupKeys = spelling{"NIK", "user_id", "password", "IP_USER"}

// read gives the body of r, or the HTTP status that refuses it. 400 for a broken
// body is what JULO meets (§1.2); 413 and 415 are RFC 9110.
func read(w http.ResponseWriter, r *http.Request) (body []byte, status int) {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		return nil, http.StatusUnsupportedMediaType
	}
	body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return nil, http.StatusRequestEntityTooLarge
	}
	if err != nil || !isObject(body) {
		return nil, http.StatusBadRequest
	}
	return body, http.StatusOK
}

// isObject tells whether body is one JSON object.
func isObject(body []byte) bool {
	var keys map[string]json.RawMessage
	return json.Unmarshal(body, &keys) == nil && keys != nil
}

// parse reads the four keys. A map keeps their case, which a struct would fold:
// this installation tells NIK from nik. complete is false if one is missing or
// no JSON string (§1.2: always a string).
func (names spelling) parse(body []byte) (ask request, complete bool) {
	if err := json.Unmarshal(body, &ask.keys); err != nil {
		return request{}, false
	}
	for name, into := range map[string]*string{
		names.nik: &ask.nik, names.user: &ask.user, names.password: &ask.password, names.ip: &ask.ip,
	} {
		var text *string
		if json.Unmarshal(ask.keys[name], &text) != nil || text == nil {
			return request{}, false
		}
		*into = *text
	}
	return ask, true
}

// isNIK tells whether s is 16 digits, all that this installation tests itself.
func isNIK(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(s) == 16
}
