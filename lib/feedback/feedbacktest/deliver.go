package feedbacktest

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

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
