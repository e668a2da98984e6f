// Package front is the HTTP side of the gateway: the paths of OpenFaaS, limits, clean headers, one log line per call.
//
// /function/<name> is a known function; /healthz says that the gateway works; everything else is 404, /async-function/ too:
// an answer with population data has nowhere to wait, and OpenFaaS's queue may repeat a call (openfaas docs, async). A call with
// X-Callback-Url is refused here: its sender waits for an answer elsewhere, and dropping the header would cost a hit for nothing.
package front

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"strings"
	"sync/atomic"
	"time"

	"simpul/deploy/gateway/upstream"
	"simpul/lib/function/httpserver"
	"simpul/lib/problem"
)

// BodyLimit is the largest body passed on, in bytes; functions have smaller limits of their own.
const BodyLimit = 128 << 10

// Options are what a front needs; all are required.
type Options struct {
	Functions   map[string]http.RoundTripper // by name, such as an upstream.Pool
	Timeout     time.Duration                // for one call, answer included
	MaxInflight int
	Stopping    func() bool
	Log         *slog.Logger
	Book        *Book // remembers calls; nil for none
}

// Front passes calls on to functions.
type Front struct {
	options Options
	proxies map[string]http.Handler
	calls   atomic.Int64
}

// New returns the front of the functions.
func New(o Options) *Front {
	f := &Front{options: o, proxies: map[string]http.Handler{}}
	for name, transport := range o.Functions {
		f.proxies[name] = newProxy(transport)
	}
	return f
}

// ServeHTTP answers or passes on one call.
func (f *Front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" {
		f.health(w, r)
		return
	}
	e := entry{start: time.Now(), id: httpserver.CallID(r.Header), method: r.Method, out: &recorder{ResponseWriter: w}}
	name, proxy := f.function(r.URL.Path)
	e.function = name
	defer f.log(&e)
	body, err := f.admit(w, r, proxy)
	if err != nil {
		httpserver.WriteProblem(e.out, problem.As(err), e.id)
		return
	}
	defer f.calls.Add(-1)
	f.pass(e.out, r, proxy, body)
}

// namespace is what faas-cli puts behind the name of a function where none is named.
const namespace = ".openfaas-fn"

// function finds the function of a path. As with OpenFaaS the namespace and a slash may follow the name.
func (f *Front) function(path string) (string, http.Handler) {
	name, ok := strings.CutPrefix(path, "/function/")
	name = strings.TrimSuffix(strings.TrimSuffix(name, "/"), namespace)
	if proxy := f.proxies[name]; ok && proxy != nil {
		return name, proxy
	}
	return "unknown", nil // a path is free text and must not reach the log
}

// admit reads the whole body and takes a slot: a slow sender occupies neither a slot nor a function.
func (f *Front) admit(w http.ResponseWriter, r *http.Request, proxy http.Handler) ([]byte, error) {
	if proxy == nil {
		return nil, problem.New(problem.CodeAlamatTidakAda)
	}
	if len(r.Header.Values("X-Callback-Url")) > 0 {
		return nil, problem.New(problem.CodeCallbackDitolak)
	}
	body, err := httpserver.ReadBody(w, r, BodyLimit)
	if err != nil {
		return nil, err
	}
	if f.calls.Add(1) > int64(f.options.MaxInflight) {
		f.calls.Add(-1)
		return nil, problem.New(problem.CodeTerlaluSibuk).WithRetryAfter(retryAfter)
	}
	return body, nil
}

func (f *Front) pass(w http.ResponseWriter, r *http.Request, proxy http.Handler, body []byte) {
	ctx, cancel := context.WithTimeout(r.Context(), f.options.Timeout)
	defer cancel()
	r = r.WithContext(ctx)
	r.Body, r.ContentLength, r.TransferEncoding = upstream.NewBody(body), int64(len(body)), nil
	proxy.ServeHTTP(w, r)
}

func (f *Front) health(w http.ResponseWriter, r *http.Request) {
	id := httpserver.CallID(r.Header)
	switch {
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		httpserver.WriteProblem(w, problem.New(problem.CodeMetodeHTTPSalah), id)
	case f.options.Stopping():
		httpserver.WriteProblem(w, problem.New(problem.CodeLayananBerhenti), id)
	default:
		httpserver.Protect(w.Header())
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("OK")) // the prober may have gone
	}
}

// retryAfter is about the time of one call, and of a function's restart.
const retryAfter = 2 * time.Second

// fail answers when no process could, or one died over the call.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problem.New(problem.CodeFungsiTidakMenjawab)
	switch {
	case errors.Is(err, upstream.ErrRefused):
		p = problem.New(problem.CodeFungsiTidakTersedia).WithRetryAfter(retryAfter)
	case r.Context().Err() != nil:
		p = problem.New(problem.CodeWaktuHabis)
	}
	httpserver.WriteProblem(w, p, r.Header.Get(httpserver.CallIDHeader))
}

func newProxy(transport http.RoundTripper) http.Handler {
	return &httputil.ReverseProxy{
		Rewrite:      rewrite,
		Transport:    transport,
		ErrorHandler: fail,
		BufferPool:   &buffers{},
		ErrorLog:     slog.NewLogLogger(slog.DiscardHandler, slog.LevelError), // the entry of the call says it
	}
}
