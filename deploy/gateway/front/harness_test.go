package front_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/deploy/gateway/front"
	"simpul/deploy/gateway/upstream"
	"simpul/lib/function/httpserver"
)

// journal is a log that tests read after the server has closed, or line by line.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
	line chan string
}

func newJournal() *journal { return &journal{line: make(chan string, 10_000)} }

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.line <- string(p)
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// next waits for a line and returns its members.
func (j *journal) next(t *testing.T) map[string]any {
	t.Helper()
	var entry map[string]any
	if err := json.Unmarshal([]byte(<-j.line), &entry); err != nil {
		t.Fatal(err)
	}
	return entry
}

func options(log *slog.Logger) front.Options {
	return front.Options{Timeout: time.Minute, MaxInflight: 100, Stopping: func() bool { return false }, Log: log}
}

// mount starts a gateway before the processes of verify-nik.
func mount(t *testing.T, o front.Options, targets ...string) *httptest.Server {
	t.Helper()
	pool, err := upstream.NewPool(strings.Join(targets, ","))
	if err != nil {
		t.Fatal(err)
	}
	o.Functions = map[string]http.RoundTripper{"verify-nik": pool}
	server := httptest.NewServer(front.New(o))
	t.Cleanup(server.Close)
	return server
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// backend passes on what reaches it.
func backend(t *testing.T, answer http.HandlerFunc) (url string, got chan *http.Request) {
	t.Helper()
	got = make(chan *http.Request, 1000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got <- r.Clone(r.Context())
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, got
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, _ = io.WriteString(w, r.Method+" "+r.URL.RequestURI()+" "+string(body))
}

func call(t *testing.T, method, url string, body io.Reader, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Error(err)
		return &http.Response{}, ""
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Error(err)
		return &http.Response{}, ""
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Error(err)
	}
	return res, string(text)
}

func post(t *testing.T, url, body string, header ...string) (*http.Response, string) {
	t.Helper()
	return call(t, http.MethodPost, url, strings.NewReader(body), header...)
}

// wantProblem checks that an answer is a whole problem document of the gateway's.
func wantProblem(t *testing.T, res *http.Response, body string, status int, code string) {
	t.Helper()
	if res.StatusCode != status || !strings.Contains(body, `"urn:simpul:problem:`+code+`"`) || res.Header.Get("Cache-Control") != "no-store" ||
		!strings.Contains(body, "urn:uuid:"+res.Header.Get(httpserver.CallIDHeader)) {
		t.Errorf("want %d %s, got %d %v %s", status, code, res.StatusCode, res.Header, body)
	}
}
