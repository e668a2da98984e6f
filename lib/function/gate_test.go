package function_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
)

// echo answers with what reached the handler.
func echo(req handler.Request) (handler.Response, error) {
	return function.JSON(http.StatusOK, map[string]any{"method": req.Method, "query": req.QueryString, "host": req.Host,
		"bytes": len(req.Body), "call": req.Header.Get("X-Call-Id"), "custom": req.Header.Get("X-Custom")}), nil
}

func TestTheHandlerSeesTheCall(t *testing.T) {
	server, _ := serve(t, function.Function{Handler: echo}, settings())
	res, body := post(t, server.URL+"/?state=outstanding", `{"a":1}`, "X-Custom", "x")
	want := `"custom":"x","host":"` + strings.TrimPrefix(server.URL, "http://") + `","method":"POST","query":"state=outstanding"}`
	if res.StatusCode != 200 || !strings.Contains(body, `{"bytes":7,"call":"`) || !strings.HasSuffix(body, want) {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

func TestOnlyOneAddressIsAFunction(t *testing.T) {
	server, _ := serve(t, function.Function{Handler: echo}, settings())
	for _, path := range []string{"/x", "/_/", "/_/health/", "/index.html", "//"} {
		res, body := post(t, server.URL+path, `{}`)
		wantProblem(t, res, body, 404, "alamat_tidak_ada")
	}
}

func TestOtherMethodsAreRefusedWithAllow(t *testing.T) {
	for allow, methods := range map[string][]string{"POST": nil, "GET, POST": {"GET", "POST"}} {
		server, _ := serve(t, function.Function{Handler: echo, Methods: methods}, settings())
		for _, method := range []string{"PUT", "DELETE", "OPTIONS", "HEAD", "SELIDIK"} {
			res, body := call(t, method, server.URL, nil)
			if method != "HEAD" {
				wantProblem(t, res, body, 405, "metode_http_salah")
			}
			if res.StatusCode != 405 || res.Header.Get("Allow") != allow {
				t.Errorf("%s: %d, Allow %q", method, res.StatusCode, res.Header.Get("Allow"))
			}
		}
	}
}

func TestBodiesOverTheLimitAreRefusedAnnouncedOrChunked(t *testing.T) {
	server, _ := serve(t, function.Function{Handler: echo, MaxBody: 100}, settings())
	for size, status := range map[int]int{100: 200, 101: 413, 200_000: 413} {
		for name, body := range map[string]io.Reader{
			"announced": strings.NewReader(strings.Repeat("1", size)),
			"chunked":   io.MultiReader(strings.NewReader(strings.Repeat("1", size))),
		} {
			res, text := call(t, http.MethodPost, server.URL, body)
			if res.StatusCode != status {
				t.Errorf("%d bytes %s: %d", size, name, res.StatusCode)
			}
			if status == 413 {
				wantProblem(t, res, text, 413, "permintaan_terlalu_besar")
			}
		}
	}
}

func TestTheDefaultLimitIs16KiB(t *testing.T) {
	server, _ := serve(t, function.Function{Handler: echo}, settings())
	for size, status := range map[int]int{16 << 10: 200, 16<<10 + 1: 413} {
		if res, _ := post(t, server.URL, strings.Repeat("1", size)); res.StatusCode != status {
			t.Errorf("%d bytes: %d", size, res.StatusCode)
		}
	}
}

func TestABodyMustBeJSONInUTF8(t *testing.T) {
	server, _ := serve(t, function.Function{Handler: echo}, settings())
	for kind, status := range map[string]int{
		"application/json": 200, "Application/JSON; charset=UTF-8": 200, "": 415, "text/plain": 415, "application/json; charset=latin1": 415,
		"application/x-www-form-urlencoded": 415, "application/json;;": 415, "application/jsonx": 415, "application/problem+json": 415,
	} {
		res, body := post(t, server.URL, `{}`, "Content-Type", kind)
		if res.StatusCode != status {
			t.Errorf("%q: %d", kind, res.StatusCode)
		}
		if status == 415 {
			wantProblem(t, res, body, 415, "tipe_konten_salah")
		}
	}
}

// The cron-connector posts nothing and names no type (facts: openfaas.md §6).
func TestAnEmptyBodyNeedsNoType(t *testing.T) {
	server, _ := serve(t, function.Function{Handler: echo}, settings())
	res, err := http.Post(server.URL, "", nil)
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("%v %v", res, err)
	}
	_ = res.Body.Close()
}

// Design: no callback URLs; OpenFaaS would post the answer to an address of the caller's choice.
func TestCallbacksAreRefusedWhereTheFunctionSaysSo(t *testing.T) {
	for refuse, status := range map[bool]int{true: 400, false: 200} {
		server, _ := serve(t, function.Function{Handler: echo, RefuseCallback: refuse}, settings())
		for _, value := range []string{"http://192.0.2.1/", ""} {
			res, body := post(t, server.URL, `{}`, "X-Callback-Url", value)
			if res.StatusCode != status {
				t.Errorf("refuse %v %q: %d", refuse, value, res.StatusCode)
			}
			if refuse {
				wantProblem(t, res, body, 400, "callback_ditolak")
			}
		}
	}
}

func TestMaxInflightRefusesTheNextCallAndReadinessButNotHealth(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	f := function.Function{Handler: func(handler.Request) (handler.Response, error) {
		entered <- struct{}{}
		<-release
		return handler.Response{}, nil
	}}
	s := settings()
	s.MaxInflight = 2
	server, _ := serve(t, f, s)
	done := make(chan int)
	for range 2 {
		go func() {
			res, _ := post(t, server.URL, "")
			done <- res.StatusCode
		}()
		<-entered
	}
	res, body := post(t, server.URL, "")
	wantProblem(t, res, body, 429, "terlalu_sibuk")
	if res.Header.Get("Retry-After") != "2" {
		t.Errorf("Retry-After %q", res.Header.Get("Retry-After"))
	}
	res, body = call(t, http.MethodGet, server.URL+"/_/ready", nil)
	wantProblem(t, res, body, 429, "terlalu_sibuk")
	if res, _ = call(t, http.MethodGet, server.URL+"/_/health", nil); res.StatusCode != 200 {
		t.Errorf("health %d", res.StatusCode)
	}
	close(release)
	if a, b := <-done, <-done; a != 200 || b != 200 {
		t.Errorf("the calls inside got %d and %d", a, b)
	}
	if res, _ = call(t, http.MethodGet, server.URL+"/_/ready", nil); res.StatusCode != 200 {
		t.Errorf("ready afterwards %d", res.StatusCode)
	}
}
