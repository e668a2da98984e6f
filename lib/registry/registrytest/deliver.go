package registrytest

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
)

const (
	typeJSON = "application/json;charset=UTF-8"
	typeHTML = "text/html;charset=UTF-8"
	typeText = "text/plain;charset=UTF-8"
)

// loginPage is what stands in the way when a line is cut over to a portal.
const loginPage = `<!DOCTYPE html><html><head><title>Login</title></head><body><form action="/login"></form></body></html>`

// deliver writes the answer, or spoils it.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request, body []byte, f Failure) {
	switch f {
	case Hang:
		select {
		case <-r.Context().Done():
		case <-s.stopped.Done():
		}
		panic(http.ErrAbortHandler)
	case Cut:
		panic(http.ErrAbortHandler)
	case Status500:
		write(w, http.StatusInternalServerError, typeHTML, []byte("<h1>HTTP Status 500</h1>"))
	case Status503:
		write(w, http.StatusServiceUnavailable, typeHTML, []byte("<h1>503 Service Unavailable</h1>"))
	case Redirect:
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
	case HTMLPage:
		write(w, http.StatusOK, typeHTML, []byte(loginPage))
	default:
		s.deliverBody(w, r, body, f)
	}
}

// deliverBody treats the failures that carry something of the answer.
func (s *Server) deliverBody(w http.ResponseWriter, r *http.Request, body []byte, f Failure) {
	switch f {
	case CutMidBody:
		header(w, http.StatusOK, typeJSON, len(body))
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case WrongContentType:
		write(w, http.StatusOK, typeText, body)
	case GarbageJSON:
		write(w, http.StatusOK, typeJSON, body[:len(body)/2])
	case HugeBody:
		s.deliverHuge(w, body)
	case SlowDrip:
		s.drip(w, r, body)
	default:
		write(w, http.StatusOK, typeJSON, body)
	}
}

// deliverHuge puts a member of HugeBytes before the others: a reader without a limit would still find a valid answer.
func (s *Server) deliverHuge(w http.ResponseWriter, body []byte) {
	head, filler := []byte(`{"filler":"`), bytes.Repeat([]byte("x"), 64<<10)
	rounds := s.options.HugeBytes/len(filler) + 1
	header(w, http.StatusOK, typeJSON, len(head)+rounds*len(filler)+len(`",`)+len(body)-1)
	_, err := w.Write(head)
	for i := 0; i < rounds && err == nil; i++ {
		_, err = w.Write(filler)
	}
	if err == nil {
		_, _ = io.WriteString(w, `",`)
		_, _ = w.Write(body[1:])
	}
}

// drip never lets a read deadline per byte fire: only a deadline for the whole answer helps.
func (s *Server) drip(w http.ResponseWriter, r *http.Request, body []byte) {
	header(w, http.StatusOK, typeJSON, len(body))
	flusher := http.NewResponseController(w)
	for i := range body {
		if i > 0 && !s.pause(r.Context(), s.options.Drip) {
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(body[i : i+1])
		if flusher.Flush() != nil {
			panic(http.ErrAbortHandler)
		}
	}
}

func write(w http.ResponseWriter, status int, contentType string, body []byte) {
	header(w, status, contentType, len(body))
	_, _ = w.Write(body)
}

func header(w http.ResponseWriter, status int, contentType string, length int) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(length))
	w.WriteHeader(status)
}
