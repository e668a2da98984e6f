package front_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"simpul/deploy/gateway/front"
)

func TestAKnownFunctionIsCalledAtItsRoot(t *testing.T) {
	url, _ := backend(t, echo)
	g := mount(t, options(discard()), url)
	for _, path := range []string{"/function/verify-nik", "/function/verify-nik/", "/function/verify-nik.openfaas-fn"} {
		if res, text := post(t, g.URL+path+"?state=outstanding", "{}"); res.StatusCode != 200 || text != "POST /?state=outstanding {}" {
			t.Errorf("%s: %d %s", path, res.StatusCode, text)
		}
	}
	if _, text := call(t, http.MethodGet, g.URL+"/function/verify-nik", nil); text != "GET / " {
		t.Error(text)
	}
}

func TestEverythingElseIsNotThere(t *testing.T) {
	url, got := backend(t, echo)
	g := mount(t, options(discard()), url)
	for _, path := range []string{"/", "/function/", "/function/other", "/function/verify-nik/sub", "/function/verify-nik//",
		"/function/verify-nik.other", "/function/.openfaas-fn", "/function/VERIFY-NIK", "/async-function/verify-nik", "/system/functions", "/metrics", "/_/ready", "/healthz/"} {
		res, text := post(t, g.URL+path, "{}")
		wantProblem(t, res, text, 404, "alamat_tidak_ada")
	}
	if len(got) != 0 {
		t.Errorf("%d calls arrived", len(got))
	}
}

func TestBodiesOverTheLimitNeverReachAFunction(t *testing.T) {
	url, got := backend(t, echo)
	g := mount(t, options(discard()), url)
	for size, status := range map[int]int{front.BodyLimit: 200, front.BodyLimit + 1: 413} {
		for name, body := range map[string]io.Reader{"announced": strings.NewReader(strings.Repeat("x", size)),
			"chunked": io.MultiReader(strings.NewReader(strings.Repeat("x", size)))} {
			res, text := call(t, http.MethodPost, g.URL+"/function/verify-nik", body)
			if res.StatusCode != status {
				t.Errorf("%d %s: %d", size, name, res.StatusCode)
			}
			if status == 413 {
				wantProblem(t, res, text, 413, "permintaan_terlalu_besar")
			}
		}
	}
	if len(got) != 2 {
		t.Errorf("%d calls arrived", len(got))
	}
}

func TestMaxInflightRefusesTheNextCall(t *testing.T) {
	release := make(chan struct{})
	url, got := backend(t, func(http.ResponseWriter, *http.Request) { <-release })
	o := options(discard())
	o.MaxInflight = 1
	g := mount(t, o, url)
	done := make(chan int)
	go func() {
		res, _ := post(t, g.URL+"/function/verify-nik", "{}")
		done <- res.StatusCode
	}()
	<-got
	res, text := post(t, g.URL+"/function/verify-nik", "{}")
	wantProblem(t, res, text, 429, "terlalu_sibuk")
	if res.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	close(release)
	if status := <-done; status != 200 {
		t.Errorf("the first call got %d", status)
	}
	if res, _ := post(t, g.URL+"/function/verify-nik", "{}"); res.StatusCode != 200 {
		t.Errorf("the next call got %d", res.StatusCode)
	}
}

func TestAFunctionThatTakesTooLongIs504(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options(discard())
		o.Functions = map[string]http.RoundTripper{"verify-nik": endless{}}
		w := httptest.NewRecorder()
		start := time.Now()
		front.New(o).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/function/verify-nik", nil))
		wantProblem(t, w.Result(), w.Body.String(), 504, "waktu_habis")
		if waited := time.Since(start); waited != o.Timeout {
			t.Errorf("after %s", waited)
		}
	})
}

// endless never answers.
type endless struct{}

func (endless) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestHealthIsSaidWithoutAFunctionUntilTheStop(t *testing.T) {
	stopping := false
	o := options(discard())
	o.Stopping = func() bool { return stopping }
	g := mount(t, o, "http://127.0.0.1:1")
	res, text := call(t, http.MethodGet, g.URL+"/healthz", nil)
	if res.StatusCode != 200 || text != "OK" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %q", res.StatusCode, text)
	}
	if res, _ = post(t, g.URL+"/healthz", ""); res.StatusCode != 405 || res.Header.Get("Allow") != "GET" {
		t.Errorf("POST: %d", res.StatusCode)
	}
	stopping = true
	if res, _ = call(t, http.MethodGet, g.URL+"/healthz", nil); res.StatusCode != 503 {
		t.Errorf("stopping: %d", res.StatusCode)
	}
}
