package httpserver

import (
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"simpul/lib/nik"
	"simpul/lib/problem"
)

// CallIDHeader names the id of one call, from the gateway's log to the function's and to the caller's problem document.
const CallIDHeader = "X-Call-Id"

const textUUIDLength = 36

// CallID returns the call's id and puts it into h. What the caller sent is kept only if it is a UUID in its usual form, and
// not one made of a NIK's digits: the id is logged and echoed, and free text could carry a NIK or a forged log line. Otherwise
// it is a new UUID version 7.
func CallID(h http.Header) string {
	id := h.Get(CallIDHeader)
	parsed, err := uuid.Parse(id)
	if err != nil || len(id) != textUUIDLength || nik.ContainsLongDigits(strings.ReplaceAll(id, "-", "")) {
		parsed = uuid.Must(uuid.NewV7())
	}
	id = parsed.String()
	h.Set(CallIDHeader, id)
	return id
}

// Method returns m if it is a method of RFC 9110 or PATCH, else "unknown": a method is free text of the caller's and must
// reach neither a log nor a metric's label.
func Method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodConnect, http.MethodOptions, http.MethodTrace:
		return m
	}
	return "unknown"
}

// NewLogger returns the JSON log of a process.
func NewLogger(w io.Writer) *slog.Logger { return slog.New(slog.NewJSONHandler(w, nil)) }

// Protect sets the headers that every answer carries: nothing accessed is stored on the way, nothing is guessed from content
// (PKS-2.2g).
func Protect(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
}

// DescribeProblem sets the headers of a problem document and returns its body. X-OpenFaaS-Internal is never among them:
// OpenFaaS's queue repeats a call that carries it, and a repeated call may spend quota twice.
func DescribeProblem(h http.Header, p *problem.Problem, callID string) []byte {
	h.Set("Content-Type", problem.ContentType)
	if seconds := p.RetrySeconds(); seconds > 0 {
		h.Set("Retry-After", strconv.FormatInt(seconds, 10))
	}
	if p.Status() == http.StatusUnauthorized && h.Get("WWW-Authenticate") == "" {
		h.Set("WWW-Authenticate", "Bearer") // RFC 9110 §11.6.1 wants one
	}
	return p.Body(callID)
}

// WriteProblem answers with p.
func WriteProblem(w http.ResponseWriter, p *problem.Problem, callID string) {
	Protect(w.Header())
	w.Header().Set(CallIDHeader, callID)
	body := DescribeProblem(w.Header(), p, callID)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(p.Status())
	_, _ = w.Write(body) // the caller may have gone; nobody is left to tell
}
