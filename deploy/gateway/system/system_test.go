package system_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/deploy/gateway/front"
	"simpul/deploy/gateway/system"
	"simpul/lib/config"
)

type pool struct{ all, ready int }

func (p pool) Ready() (all, ready int) { return p.all, p.ready }

// machine is a gateway's addresses with an inbox, and names of two secrets.
type machine struct {
	*httptest.Server
	inbox, names string
	face         *front.Front
}

func start(t *testing.T) machine {
	t.Helper()
	secrets := t.TempDir()
	m := machine{inbox: t.TempDir(), names: filepath.Join(secrets, "names")}
	for name, content := range map[string]string{"basic-auth-user": "admin\n", "basic-auth-password": "sandi-uji\n", "names": "simpul-jwks\nsimpul-seal\n../x\n"} {
		must(t, os.WriteFile(filepath.Join(secrets, name), []byte(content), 0o600))
	}
	book := front.NewBook()
	m.face = front.New(front.Options{Functions: map[string]http.RoundTripper{"verify-nik": fine{}}, Timeout: time.Second, MaxInflight: 1,
		Stopping: func() bool { return false }, Log: slog.New(slog.DiscardHandler), Book: book})
	m.Server = httptest.NewServer(system.New(system.Options{Functions: map[string]system.Pool{"verify-nik": pool{5, 2}, "quota-check": pool{2, 0}},
		Book: book, Secrets: config.NewSecrets(secrets), Names: m.names, Inbox: m.inbox, Patience: time.Second}))
	t.Cleanup(m.Close)
	return m
}

// fine answers every call.
type fine struct{}

func (fine) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("ok"))}, nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ask asks as the administrator.
func (m machine) ask(t *testing.T, method, path, body string) (int, string) {
	t.Helper()
	return m.as(t, "admin", "sandi-uji", method, path, body)
}

func (m machine) as(t *testing.T, user, password, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, m.URL+path, strings.NewReader(body))
	must(t, err)
	req.SetBasicAuth(user, password)
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	text, err := io.ReadAll(res.Body)
	must(t, err)
	must(t, res.Body.Close())
	return res.StatusCode, string(text)
}

func (m machine) call(t *testing.T) {
	t.Helper()
	m.face.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/function/verify-nik", nil))
}

func TestFunctionsAreListedWithTheirProcessesAndCalls(t *testing.T) {
	m := start(t)
	m.call(t)
	m.call(t)
	status, text := m.ask(t, http.MethodGet, "/system/functions", "")
	var all []struct {
		Name                        string
		Replicas, AvailableReplicas int
		InvocationCount             float64
	}
	must(t, json.Unmarshal([]byte(text), &all))
	if status != 200 || len(all) != 2 || all[0].Name != "quota-check" || all[0].AvailableReplicas != 0 ||
		all[1].Name != "verify-nik" || all[1].Replicas != 2 || all[1].AvailableReplicas != 2 || all[1].InvocationCount != 2 {
		t.Error(status, text)
	}
	if status, one := m.ask(t, http.MethodGet, "/system/function/verify-nik", ""); status != 200 || !strings.Contains(one, `"availableReplicas":2`) {
		t.Error(status, one)
	}
	if status, _ := m.ask(t, http.MethodGet, "/system/function/none", ""); status != 404 {
		t.Error("an unknown function:", status)
	}
}

func TestTheLogIsOneLineForEachCall(t *testing.T) {
	m := start(t)
	for range 3 {
		m.call(t)
	}
	for query, want := range map[string]int{"": 3, "&tail=2": 2, "&since=2999-01-01T00:00:00Z": 0, "&tail=1&follow=true": 1} {
		status, text := m.ask(t, http.MethodGet, "/system/logs?name=verify-nik"+query, "")
		if status != 200 || strings.Count(text, "\n") != want || want > 0 && !strings.Contains(text, "POST verify-nik - 200 - 2 byte") {
			t.Errorf("%q: %d %s", query, status, text)
		}
	}
	if status, _ := m.ask(t, http.MethodGet, "/system/logs?name=none", ""); status != 404 {
		t.Error("an unknown function:", status)
	}
}

func TestSecretsAreNamesAlone(t *testing.T) {
	m := start(t)
	if status, text := m.ask(t, http.MethodGet, "/system/secrets", ""); status != 200 || text != `[{"name":"simpul-jwks"},{"name":"simpul-seal"}]` {
		t.Error(status, text)
	}
	for name, row := range map[string]struct {
		method, body string
		status       int
	}{
		"new":              {http.MethodPost, `{"name": "feedback-token", "value": "nilai-uji"}`, 201},
		"new, there":       {http.MethodPost, `{"name": "simpul-jwks", "value": "nilai-uji"}`, 409},
		"changed":          {http.MethodPut, `{"name": "simpul-jwks", "rawValue": "bmlsYWktdWpp"}`, 200},
		"changed, missing": {http.MethodPut, `{"name": "other", "value": "nilai-uji"}`, 404},
		"leaves the inbox": {http.MethodPost, `{"name": "../../x", "value": "nilai-uji"}`, 400},
		"hidden":           {http.MethodPost, `{"name": ".x", "value": "nilai-uji"}`, 400},
		"empty":            {http.MethodPost, `{"name": "x", "value": " "}`, 400},
		"no JSON":          {http.MethodPost, `nilai-uji`, 400},
		"large":            {http.MethodPost, `{"name": "x", "value": "` + strings.Repeat("x", 128<<10) + `"}`, 413},
		"deleted":          {http.MethodDelete, `{"name": "simpul-jwks"}`, 404},
	} {
		if status, text := m.ask(t, row.method, "/system/secrets", row.body); status != row.status || strings.Contains(text, "nilai-uji") {
			t.Errorf("%s: %d %s", name, status, text)
		}
	}
	found, err := os.ReadDir(m.inbox)
	must(t, err)
	if len(found) != 2 {
		t.Error("in the inbox:", found)
	}
	for _, entry := range found {
		info, err := entry.Info()
		must(t, err)
		content, err := os.ReadFile(filepath.Join(m.inbox, entry.Name()))
		must(t, err)
		if info.Mode() != 0o600 || string(content) != "nilai-uji" {
			t.Errorf("%s: %v %q", entry.Name(), info.Mode(), content)
		}
	}
}

func TestNobodyAsksWithoutThePassword(t *testing.T) {
	m := start(t)
	for _, pair := range [][2]string{{"", ""}, {"admin", ""}, {"admin", "sandi"}, {"Admin", "sandi-uji"}, {"", "sandi-uji"}} {
		for _, path := range []string{"/system/functions", "/system/secrets", "/system/none"} {
			if status, _ := m.as(t, pair[0], pair[1], http.MethodGet, path, ""); status != 401 {
				t.Errorf("%q %s: %d", pair, path, status)
			}
		}
	}
}

func TestWithoutAPasswordFileThereIsNoSuchAddress(t *testing.T) {
	for _, missing := range []string{"basic-auth-user", "basic-auth-password"} {
		m := start(t)
		must(t, os.Remove(filepath.Join(filepath.Dir(m.names), missing)))
		for _, password := range []string{"", "sandi-uji"} {
			if status, _ := m.as(t, "admin", password, http.MethodGet, "/system/functions", ""); status != 404 {
				t.Errorf("without %s: %d", missing, status)
			}
		}
	}
}

func TestWhatReleasesDecideIsRefused(t *testing.T) {
	m := start(t)
	for _, row := range [][2]string{{"POST", "/system/functions"}, {"PUT", "/system/functions"}, {"DELETE", "/system/functions"},
		{"POST", "/system/scale-function/verify-nik"}, {"POST", "/system/namespace/x"}} {
		if status, _ := m.ask(t, row[0], row[1], `{"service":"x","image":"y"}`); status != 404 {
			t.Errorf("%v: %d", row, status)
		}
	}
}

func FuzzSecret(f *testing.F) {
	f.Add(`{"name": "a", "value": "b"}`)
	f.Add(`{"name": "a/../b", "rawValue": "AA=="}`)
	f.Fuzz(func(t *testing.T, body string) {
		dir := t.TempDir()
		secrets, inbox := filepath.Join(dir, "secrets"), filepath.Join(dir, "inbox")
		must(t, os.MkdirAll(secrets, 0o700))
		must(t, os.MkdirAll(inbox, 0o700))
		must(t, os.WriteFile(filepath.Join(secrets, "basic-auth-user"), []byte("a"), 0o600))
		must(t, os.WriteFile(filepath.Join(secrets, "basic-auth-password"), []byte("a"), 0o600))
		s := system.New(system.Options{Secrets: config.NewSecrets(secrets), Inbox: inbox})
		w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/system/secrets", strings.NewReader(body))
		r.SetBasicAuth("a", "a")
		s.ServeHTTP(w, r)
		outside, err := os.ReadDir(dir)
		must(t, err)
		inside, err := os.ReadDir(inbox)
		must(t, err)
		if len(outside) != 2 || (len(inside) == 1) != (w.Code == http.StatusCreated) {
			t.Errorf("%d: %v %v", w.Code, outside, inside)
		}
	})
}
