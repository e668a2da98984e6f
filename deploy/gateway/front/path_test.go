package front_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"simpul/deploy/gateway/front"
)

// answering is a function that notes how it was called.
type answering struct{ paths []string }

func (a *answering) RoundTrip(r *http.Request) (*http.Response, error) {
	a.paths = append(a.paths, r.URL.Path)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(""))}, nil
}

// Whatever the path: a function is called by its whole name, once and at its root, or nothing is.
func FuzzPaths(f *testing.F) {
	for _, seed := range []string{"/function/verify-nik", "/function/verify-nik/", "/function/verify-nik.openfaas-fn/", "/function/../verify-nik", "//function/verify-nik",
		"/function/verify-nik/..", "/function/verify-nik\x00", "/function/.openfaas-fn", "/healthz", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		function, o, w := &answering{}, options(discard()), httptest.NewRecorder()
		o.Functions = map[string]http.RoundTripper{"verify-nik": function}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.URL = &url.URL{Path: path, RawQuery: "x=1"}
		front.New(o).ServeHTTP(w, r)
		name := strings.TrimSuffix(strings.TrimSuffix(path, "/"), ".openfaas-fn")
		switch called := len(function.paths) > 0; {
		case called != (name == "/function/verify-nik"):
			t.Errorf("%q: called %v", path, called)
		case called && (len(function.paths) != 1 || function.paths[0] != "/"):
			t.Errorf("%q: called at %q", path, function.paths)
		case !called && w.Code != http.StatusNotFound && path != "/healthz":
			t.Errorf("%q: %d", path, w.Code)
		}
	})
}
