package bridge

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"simpul/lib/problem"
)

// handler answers one call, or returns why not.
type handler func(http.ResponseWriter, *http.Request) error

// route serves one path with one method; other methods and paths get their problem.
func (b *Bridge) route(method, path string, h handler) {
	b.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != method {
			w.Header().Set("Allow", method)
			b.refuse(w, r, problem.New(problem.CodeMetodeHTTPSalah))
			return
		}
		if err := h(w, r); err != nil {
			b.refuse(w, r, problem.As(err))
		}
	})
}

type callKey struct{}

// ServeHTTP answers one call. It lets no browser in, and no panic's text out: that could hold what was being read.
func (b *Bridge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := uuid.NewString()
	r = r.WithContext(context.WithValue(r.Context(), callKey{}, call))
	harden(w.Header())
	defer func() {
		if cause := recover(); cause != nil {
			b.refuse(w, r, problem.New(problem.CodeKesalahanInternal).Because(fmt.Errorf("panic with a %T", cause)))
		}
	}()
	if fromBrowser(r.Header) {
		b.refuse(w, r, problem.New(problem.CodePerambanDitolak))
		return
	}
	if _, pattern := b.mux.Handler(r); pattern == "" {
		b.refuse(w, r, problem.New(problem.CodeAlamatTidakAda))
		return
	}
	b.mux.ServeHTTP(w, r)
}

func callOf(r *http.Request) string {
	call, _ := r.Context().Value(callKey{}).(string)
	return call
}

// fromBrowser reports whether a page is behind the call: browsers say so (Fetch standard, §3.2; Fetch Metadata), and no page can keep
// them from it. A GET that a page sends to what it takes for its own host has no Origin, but Sec-Fetch-Site.
func fromBrowser(h http.Header) bool {
	for name := range h {
		if name == "Origin" || strings.HasPrefix(name, "Sec-Fetch-") {
			return true
		}
	}
	return false
}

func harden(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
}

// refuse writes a problem, and what caused it to the log.
func (b *Bridge) refuse(w http.ResponseWriter, r *http.Request, p *problem.Problem) {
	call := callOf(r)
	b.Log.Warn("refused", "call", call, "code", p.Code, "cause", p.Cause)
	w.Header().Set("Content-Type", problem.ContentType)
	if seconds := p.RetrySeconds(); seconds > 0 {
		w.Header().Set("Retry-After", strconv.FormatInt(seconds, 10))
	}
	if p.Status() == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.WriteHeader(p.Status())
	_, _ = w.Write(p.Body(call)) // who hung up needs no answer
}
