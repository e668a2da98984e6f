package feedbacktest

import (
	"encoding/json"
	"net/http"
	"time"
)

// What the service says (wire §3), and what it is thought to say.
const (
	success   = "Success"
	duplicate = "Data sudah pernah dikirim"
	malformed = "Parameter tidak lengkap"
	noLogin   = "Unauthenticated."
)

// result is what became of a unit.
type result struct {
	NIK     string `json:"NIK"`
	Message string `json:"message"`
}

type answer struct {
	status int
	body   []byte
}

func say(status int, message string, results ...result) answer {
	body, err := json.Marshal(struct {
		Message string   `json:"message"`
		Data    []result `json:"data,omitempty"`
	}{message, results})
	if err != nil {
		panic(err) // texts can always be written
	}
	return answer{status, body}
}

var refusals = map[int]string{
	http.StatusBadRequest: malformed, http.StatusUnauthorized: noLogin,
	http.StatusUnsupportedMediaType: malformed, http.StatusRequestEntityTooLarge: malformed,
}

// serve takes one request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	items, status := s.read(w, r)
	if !s.pause(r.Context(), time.Duration(s.latency.Load())) {
		panic(http.ErrAbortHandler)
	}
	if status != 0 {
		write(w, say(status, refusals[status]))
		return
	}
	f := s.failures.next(s.books.begin())
	a := s.take(items, f)
	s.books.taken()
	s.deliver(w, r, a, f)
}

// take stores what is good and says what became of it.
func (s *Server) take(items []item, f Failure) answer {
	var results []result
	good := true
	for _, i := range items {
		results = append(results, result{i.NIK, s.judge(i, f)})
		good = good && results[len(results)-1].Message == success
	}
	if f.stores() && (good || s.options.Mixed != Whole) {
		for n, i := range items {
			if results[n].Message == success {
				s.books.store(i)
			}
		}
	}
	switch {
	case good:
		return say(http.StatusOK, success)
	case s.options.Mixed == Items && len(items) > 1:
		return say(http.StatusOK, "Sebagian data gagal", results...)
	}
	return say(http.StatusBadRequest, firstBad(results))
}

func (s *Server) judge(i item, f Failure) string {
	switch sent := s.books.arrived(i, s.byNIK.Load()); {
	case f == RefuseAll || s.failures.refuses(i.NIK):
		return "Data " + i.NIK + " tidak sesuai"
	case sent:
		return duplicate
	}
	return success
}

func firstBad(results []result) string {
	for _, r := range results {
		if r.Message != success {
			return r.Message
		}
	}
	return success
}
