package feedbacktest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
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
	switch sent := s.books.arrived(i); {
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

// deliver writes the answer, or spoils it.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request, a answer, f Failure) {
	switch f {
	case Hang, HangAfter:
		select {
		case <-r.Context().Done():
		case <-s.stopped.Done():
		}
		panic(http.ErrAbortHandler)
	case CutBefore, CutAfter:
		panic(http.ErrAbortHandler)
	case Status500, After500:
		write(w, answer{http.StatusInternalServerError, []byte("<h1>HTTP Status 500</h1>")})
	case Status503:
		s.later(w, http.StatusServiceUnavailable)
	case Status429:
		s.later(w, http.StatusTooManyRequests)
	case Redirect:
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
	case HTMLPage:
		write(w, answer{http.StatusOK, []byte("<!DOCTYPE html><title>Login</title>")})
	case GarbageJSON:
		write(w, answer{a.status, a.body[:len(a.body)/2]})
	case HugeBody:
		huge(w, a)
	case SlowDrip:
		s.drip(w, r, a)
	default:
		write(w, a)
	}
}

func (s *Server) later(w http.ResponseWriter, status int) {
	if seconds := int(s.options.RetryAfter / time.Second); seconds > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
	}
	write(w, answer{status, []byte("<h1>HTTP Status " + strconv.Itoa(status) + "</h1>")})
}

// huge puts much before what matters: a reader without a limit would still find a valid answer.
func huge(w http.ResponseWriter, a answer) {
	filler := bytes.Repeat([]byte("x"), 64<<10)
	header(w, a, len(`{"filler":"",`)+256*len(filler)+len(a.body)-1)
	_, err := io.WriteString(w, `{"filler":"`)
	for i := 0; i < 256 && err == nil; i++ {
		_, err = w.Write(filler)
	}
	_, _ = io.WriteString(w, `",`+strings.TrimPrefix(string(a.body), "{"))
}

// drip never lets a read deadline per byte fire: only a deadline for the whole answer helps.
func (s *Server) drip(w http.ResponseWriter, r *http.Request, a answer) {
	header(w, a, len(a.body))
	for i := range a.body {
		if i > 0 && !s.pause(r.Context(), s.options.Drip) {
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(a.body[i : i+1])
		if http.NewResponseController(w).Flush() != nil {
			panic(http.ErrAbortHandler)
		}
	}
}

func write(w http.ResponseWriter, a answer) {
	header(w, a, len(a.body))
	_, _ = w.Write(a.body)
}

func header(w http.ResponseWriter, a answer, length int) {
	kind := "application/json"
	if bytes.HasPrefix(a.body, []byte("<")) {
		kind = "text/html;charset=UTF-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(length))
	w.WriteHeader(a.status)
}
