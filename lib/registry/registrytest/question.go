package registrytest

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
)

// questionLimit is far above any question and far below what would hurt.
const questionLimit = 64 << 10

// question is one request that arrived whole.
type question struct {
	keys   Keys              // how it should be spelt
	values map[string]string // nil when the body is not an object of JSON strings
	nik    string

	conformity bool              // asked of kesesuaian
	asked      map[string]string // what it wants matched
}

// readQuestion returns false when the question did not arrive whole.
func (s *Server) readQuestion(w http.ResponseWriter, r *http.Request) (question, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, questionLimit))
	if err != nil {
		return question{}, false
	}
	if r.URL.Path == s.options.ConformityPath {
		return conformityQuestion(body), true
	}
	q := question{keys: s.options.Keys}
	if json.Unmarshal(body, &q.values) != nil {
		q.values = nil
	}
	q.nik = q.values[q.keys.NIK]
	return q, true
}

// transportStatus is what the web server before the service says; business errors are 200 (wire §1.8).
func (s *Server) transportStatus(r *http.Request) int {
	o := s.options
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case media != "application/json":
		return http.StatusUnsupportedMediaType
	case o.HeaderName != "" && r.Header.Get(o.HeaderName) != o.HeaderValue:
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// loginCode is the code that refuses the question before its NIK is looked at, "" if none does.
func (s *Server) loginCode(q question) string {
	keys, expected := q.keys, s.expected.Load()
	address := q.values[keys.IPUser]
	switch {
	case !q.hasExactlyTheKeys():
		return "07"
	case q.values[keys.UserID] == "" || q.values[keys.Password] == "" || keys.IPUser != "" && address == "":
		return "09"
	case q.values[keys.UserID] != expected.userID || q.values[keys.Password] != expected.password:
		return "03"
	case s.options.IPUser != "" && address != s.options.IPUser:
		return "04"
	}
	return ""
}

func (q question) hasExactlyTheKeys() bool {
	k, wanted := q.keys, len(q.asked)
	if q.conformity {
		if !q.askable() {
			return false
		}
		wanted++ // the threshold
	}
	for _, key := range []string{k.NIK, k.UserID, k.Password, k.IPUser} {
		if key == "" {
			continue
		}
		if _, sent := q.values[key]; !sent {
			return false
		}
		wanted++
	}
	return wanted == len(q.values)
}
