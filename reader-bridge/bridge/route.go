package bridge

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"simpul/lib/cardreader"
	"simpul/lib/problem"
)

// handler answers one call, or returns why not.
type handler func(http.ResponseWriter, *http.Request) error

// route is what one path is for.
type route struct {
	method string
	answer handler
}

// routes are all paths there are. A ServeMux would send callers from one path to another, which it takes them to mean.
func (b *Bridge) routes() map[string]route {
	return map[string]route{
		cardreader.PathHealth:  {http.MethodGet, b.health},
		cardreader.PathReaders: {http.MethodGet, b.readers},
		cardreader.PathEvents:  {http.MethodGet, b.events},
		cardreader.PathRead:    {http.MethodPost, b.read},
	}
}

// answer answers a call that no browser made.
func (b *Bridge) answer(w http.ResponseWriter, r *http.Request) error {
	to, known := b.paths[r.URL.Path]
	switch {
	case fromBrowser(r.Header):
		return problem.New(problem.CodePerambanDitolak)
	case !known:
		return problem.New(problem.CodeAlamatTidakAda)
	case r.Method != to.method:
		w.Header().Set("Allow", to.method)
		return problem.New(problem.CodeMetodeHTTPSalah)
	}
	return to.answer(w, r)
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
	if err := b.answer(w, r); err != nil {
		b.refuse(w, r, problem.As(err))
	}
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
