package function

import (
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"simpul/lib/problem"
)

// refuse looks at what can be seen before the body.
func (s *Server) refuse(r *http.Request) error {
	switch {
	case r.URL.Path != pathCall:
		return problem.New(problem.CodeAlamatTidakAda)
	case !slices.Contains(s.function.Methods, r.Method):
		return problem.New(problem.CodeMetodeHTTPSalah)
	case s.function.RefuseCallback && len(r.Header.Values("X-Callback-Url")) > 0:
		return problem.New(problem.CodeCallbackDitolak)
	}
	return nil
}

// checkContentType wants JSON in UTF-8 (RFC 8259 §8.1) wherever there is a body; a scheduled call has none.
func checkContentType(h http.Header, body []byte) error {
	if len(body) == 0 {
		return nil
	}
	kind, parameters, err := mime.ParseMediaType(h.Get("Content-Type"))
	charset := parameters["charset"]
	if err != nil || kind != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return problem.New(problem.CodeTipeKontenSalah)
	}
	return nil
}

// timeout is exec_timeout, or what X-Timeout asks for if that is shorter; anything else in X-Timeout is ignored, as
// of-watchdog does.
func (s *Server) timeout(h http.Header) time.Duration {
	text := h.Get("X-Timeout")
	if text == "" {
		return s.settings.ExecTimeout
	}
	wish, err := time.ParseDuration(text)
	if err != nil || wish <= 0 {
		return s.settings.ExecTimeout
	}
	return min(wish, s.settings.ExecTimeout)
}

// enter takes a slot, which leave gives back.
func (s *Server) enter() error {
	if n := s.calls.Add(1); s.settings.MaxInflight > 0 && n > int64(s.settings.MaxInflight) {
		s.leave()
		return busy()
	}
	return nil
}

func (s *Server) leave() { s.calls.Add(-1) }

func (s *Server) full() bool {
	return s.settings.MaxInflight > 0 && s.calls.Load() >= int64(s.settings.MaxInflight)
}

// busyRetry is when a caller that met max_inflight may try again: a call takes a second or two (design).
const busyRetry = 2 * time.Second

func busy() *problem.Problem {
	return problem.New(problem.CodeTerlaluSibuk).WithRetryAfter(busyRetry)
}
