package contracttest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// small is the checker on the small contract of the command's own tests.
var small = sync.OnceValues(func() (*command, error) {
	return start("tools/openapi/contract/testdata/small.yaml")
})

func startSmall(t *testing.T) *Checker {
	t.Helper()
	c, err := small()
	if err != nil {
		t.Fatal(err)
	}
	return &Checker{command: c}
}

// witness stands in for a test and remembers whether it was failed.
type witness struct {
	testing.TB
	sync.Mutex
	said []string
}

func (*witness) Helper() {}

func (w *witness) Errorf(format string, arguments ...any) {
	w.Lock()
	defer w.Unlock()
	w.said = append(w.said, fmt.Sprintf(format, arguments...))
}

const answer = `{"access_id":"0b7e1b56-7d0a-4b61-9d2f-6f4b0a1c2d3e","verdict":"sesuai"}`

func serve(t *testing.T, status int, mediaType, body string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server
}

func call(t *testing.T, transport http.RoundTripper, address, body string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer x")
	response, err := transport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	received, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(received)
}

func TestTransportPassesOnAndChecks(t *testing.T) {
	const problem = `{"type":"urn:simpul:problem:x","title":"x","status":422}`
	for name, row := range map[string]struct {
		status                       int
		mediaType, body, asked, want string
	}{
		"in the contract":                   {200, "application/json", answer, `{"kind":"check","number":"7"}`, ""},
		"answer outside it":                 {200, "application/json", `{}`, `{"kind":"check","number":"7"}`, "POST /function/check answered 200, outside the contract: response: / lacks"},
		"accepted request outside it":       {200, "application/json", answer, `{"kind":"guess","number":"7"}`, "outside the contract: request: /kind fails const"},
		"refused request may be outside it": {422, "application/problem+json", problem, `{"kind":"guess"}`, ""},
		"undocumented status":               {418, "application/problem+json", problem, `{}`, "the status is not in the contract"},
	} {
		server, w := serve(t, row.status, row.mediaType, row.body), &witness{}
		received := call(t, startSmall(t).Transport(w, nil), server.URL+"/function/check", row.asked)
		if received != row.body {
			t.Errorf("%s: received %q", name, received)
		}
		said := strings.Join(w.said, "\n")
		if (row.want == "") != (said == "") || !strings.Contains(said, row.want) {
			t.Errorf("%s: said %q, want %q", name, said, row.want)
		}
	}
}

func TestTransportSendsWhatItWasGiven(t *testing.T) {
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, r.Body)
	}))
	defer echo.Close()
	for _, body := range []string{"", "{}", answer} {
		if got := call(t, startSmall(t).Transport(&witness{}, nil), echo.URL, body); got != body {
			t.Errorf("sent %q, arrived %q", body, got)
		}
	}
}

func TestAtPutsBackWhatTheGatewayTakesAway(t *testing.T) {
	server := serve(t, 200, "application/json", answer)
	for path, want := range map[string]int{"/": 0, "": 0, "/?wait=1": 0, "/below": 1} {
		w := &witness{}
		call(t, startSmall(t).At("/function/check").Transport(w, nil), server.URL+path, `{"kind":"check","number":"7"}`)
		if len(w.said) != want {
			t.Errorf("%q: %q", path, w.said)
		}
	}
}

func TestManyCallersGetTheirOwnAnswers(t *testing.T) {
	checker := startSmall(t)
	good := &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}}
	var callers sync.WaitGroup
	for range 64 {
		callers.Go(func() {
			request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/function/check", http.NoBody)
			fine, wrong := &witness{}, &witness{}
			checker.Check(fine, request, nil, false, good, []byte(answer))
			checker.Check(wrong, request, nil, true, good, []byte(answer))
			if len(fine.said) != 0 || len(wrong.said) != 1 {
				t.Error(fine.said, wrong.said)
			}
		})
	}
	callers.Wait()
}

func TestACheckerThatCannotStartFailsTheTest(t *testing.T) {
	c, err := start("tools/openapi/contract/testdata/none.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.ask(exchange{}); err == nil {
		t.Error("an exchange passed without a contract")
	}
	if _, err := build(t.TempDir()); err == nil {
		t.Error("built a command from nowhere")
	}
}
