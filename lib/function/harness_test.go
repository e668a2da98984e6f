package function_test

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

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/function/httpserver"
)

// journal is a log that tests read while it is being written.
type journal struct {
	mu   sync.Mutex
	grew *sync.Cond
	text bytes.Buffer
	done bool
}

func newJournal() *journal {
	j := &journal{}
	j.grew = sync.NewCond(&j.mu)
	return j
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	defer j.grew.Broadcast()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// end tells await that nothing more will come.
func (j *journal) end() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done = true
	j.grew.Broadcast()
}

// await returns the first line with that message, waiting until it is written.
func (j *journal) await(t *testing.T, message string) map[string]any {
	t.Helper()
	j.mu.Lock()
	defer j.mu.Unlock()
	for {
		for line := range strings.Lines(j.text.String()) {
			var entry map[string]any
			if json.Unmarshal([]byte(line), &entry) == nil && entry["msg"] == message {
				return entry
			}
		}
		if j.done {
			t.Fatalf("no line %q in:\n%s", message, j.text.String())
		}
		j.grew.Wait()
	}
}

// settings are defaults that no test runs into.
func settings() function.Settings {
	return function.Settings{ReadTimeout: time.Minute, WriteTimeout: time.Minute, ExecTimeout: 50 * time.Second}
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// serve mounts f behind real HTTP.
func serve(t *testing.T, f function.Function, s function.Settings) (*httptest.Server, *journal) {
	t.Helper()
	log := newJournal()
	server := httptest.NewServer(function.NewServer(f, s, httpserver.NewLogger(log)))
	t.Cleanup(server.Close)
	return server, log
}

// answering is a function that always answers so.
func answering(res handler.Response, err error) function.Function {
	return function.Function{Handler: func(handler.Request) (handler.Response, error) { return res, err }}
}

func post(t *testing.T, url, body string, header ...string) (*http.Response, string) {
	t.Helper()
	return call(t, http.MethodPost, url, strings.NewReader(body), header...)
}

// call sends one request, with application/json and the headers given as names and values. A failure is an error of the test
// and an empty response, so that goroutines may call it.
func call(t *testing.T, method, url string, body io.Reader, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Error(err)
		return &http.Response{}, ""
	}
	req.Header.Set("Content-Type", "application/json")
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

// wantProblem checks status, media type and code of a refusal.
func wantProblem(t *testing.T, res *http.Response, body string, status int, code string) {
	t.Helper()
	if res.StatusCode != status || res.Header.Get("Content-Type") != "application/problem+json" ||
		!strings.Contains(body, `"urn:simpul:problem:`+code+`"`) {
		t.Errorf("want %d %s, got %d %q %s", status, code, res.StatusCode, res.Header.Get("Content-Type"), body)
	}
}
