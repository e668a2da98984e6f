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

// request is the body of one question, as §1.2 spells it here.
type request struct{ nik, user, password, ip string }

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
func parse(body []byte) (ask request, complete bool) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(body, &keys); err != nil {
		return request{}, false
	}
	for name, into := range map[string]*string{
		"NIK": &ask.nik, "user_id": &ask.user, "password": &ask.password, "IP_USER": &ask.ip,
	} {
		var text *string
		if json.Unmarshal(keys[name], &text) != nil || text == nil {
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
