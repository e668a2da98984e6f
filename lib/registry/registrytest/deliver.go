package registrytest

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const (
	typeJSON = "application/json;charset=UTF-8"
	typeHTML = "text/html;charset=UTF-8"
	typeText = "text/plain;charset=UTF-8"
)

// loginPage is what stands in the way when a line is cut over to a portal.
const loginPage = `<!DOCTYPE html><html><head><title>Login</title></head><body><form action="/login"></form></body></html>`

const maintenancePage = `<!DOCTYPE html><html><head><title>Pemeliharaan</title></head><body><h1>Sistem sedang dalam pemeliharaan</h1></body></html>`

// reply is a whole answer, and how it is made longer without a change of what it says.
type reply struct {
	body     []byte
	media    string
	filler   [2]string // what stands around the filling
	swallows int       // bytes of body that the filling replaces
}

func replyJSON(body []byte) reply { return reply{body, typeJSON, [2]string{`{"filler":"`, `",`}, 1} }

func replyHTML(body []byte, charset string) reply {
	return reply{body, "text/html;charset=" + charset, [2]string{"<!-- ", " -->"}, 0}
}

// deliver writes the answer, or spoils it.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request, answer reply, f Failure) {
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
	case Maintenance:
		write(w, http.StatusOK, typeHTML, []byte(maintenancePage))
	default:
		s.deliverBody(w, r, answer, f)
	}
}

// deliverBody treats the failures that carry something of the answer.
func (s *Server) deliverBody(w http.ResponseWriter, r *http.Request, answer reply, f Failure) {
	body, media := answer.body, answer.media
	switch f {
	case CutMidBody:
		header(w, http.StatusOK, media, len(body))
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case WrongContentType:
		write(w, http.StatusOK, typeText, body)
	case Mixed:
		write(w, http.StatusOK, media, MixedUp(media, body))
	case GarbageJSON:
		write(w, http.StatusOK, media, body[:len(body)/2])
	case HugeBody:
		s.deliverHuge(w, answer)
	case SlowDrip:
		s.drip(w, r, answer)
	default:
		s.writeWhole(w, r, media, body)
	}
}

// writeWhole writes what is not spoilt.
func (s *Server) writeWhole(w http.ResponseWriter, r *http.Request, media string, body []byte) {
	if s.options.Gzip && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		var small bytes.Buffer
		zip := gzip.NewWriter(&small)
		if _, err := zip.Write(body); err != nil || zip.Close() != nil {
			panic(err) // a buffer takes all
		}
		w.Header().Set("Content-Encoding", "gzip")
		body = small.Bytes()
	}
	write(w, http.StatusOK, media, body)
}

// deliverHuge puts HugeBytes before what matters: a reader without a limit would still find a valid answer.
func (s *Server) deliverHuge(w http.ResponseWriter, answer reply) {
	rest, filling := answer.body[answer.swallows:], bytes.Repeat([]byte("x"), 64<<10)
	rounds := s.options.HugeBytes/len(filling) + 1
	header(w, http.StatusOK, answer.media, len(answer.filler[0])+rounds*len(filling)+len(answer.filler[1])+len(rest))
	_, err := io.WriteString(w, answer.filler[0])
	for i := 0; i < rounds && err == nil; i++ {
		_, err = w.Write(filling)
	}
	if err == nil {
		_, _ = io.WriteString(w, answer.filler[1])
		_, _ = w.Write(rest)
	}
}

// drip never lets a read deadline per byte fire: only a deadline for the whole answer helps.
func (s *Server) drip(w http.ResponseWriter, r *http.Request, answer reply) {
	body := answer.body
	header(w, http.StatusOK, answer.media, len(body))
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
