package othertest_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"simpul/lib/registry/othertest"
)

// TestMain proves that Close leaves nothing running.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is a server and a raw client that trusts its CA.
type rig struct {
	*othertest.Server
	client *http.Client
}

func start(t testing.TB, opts othertest.Options) rig {
	t.Helper()
	server, err := othertest.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(server.CAPEM()) {
		t.Fatal("CA PEM holds no certificate")
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return rig{server, &http.Client{Transport: transport}}
}

// good is a right body for nik.
func (r rig) good(nik string) map[string]any {
	return map[string]any{"NIK": nik, "user_id": r.UserID(), "password": r.Password(), "IP_USER": r.IPUser()}
}

// request is a right request with this body.
func (r rig) request(t testing.TB, body []byte) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL()+r.Path(), bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	name, value := r.ExtraHeader()
	req.Header.Set(name, value)
	return req
}

func (r rig) send(t testing.TB, req *http.Request) (status int, body []byte) {
	t.Helper()
	res, err := r.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err = io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, body
}

// page is the envelope with its one element as raw JSON texts by key.
type page struct {
	Content          json.RawMessage
	NumberOfElements int
	QuotaLimiter     *int
	element          map[string]json.RawMessage
}

// ask sends one body and wants HTTP 200.
func (r rig) ask(t testing.TB, body map[string]any) page {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	status, answer := r.send(t, r.request(t, raw))
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	var p page
	if err := json.Unmarshal(answer, &p); err != nil {
		t.Fatal(err)
	}
	p.element = element(t, p.Content)
	return p
}

// element takes content as an object or an array of at most one.
func element(t testing.TB, content json.RawMessage) map[string]json.RawMessage {
	t.Helper()
	var list []map[string]json.RawMessage
	if content[0] == '{' {
		content = []byte("[" + string(content) + "]")
	}
	if err := json.Unmarshal(content, &list); err != nil || len(list) > 1 {
		t.Fatalf("content is no list of one: %v", err)
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// text is a value as trimmed text, whatever its JSON type.
func (p page) text(key string) string {
	var s string
	if json.Unmarshal(p.element[key], &s) == nil {
		return strings.TrimSpace(s)
	}
	return string(p.element[key])
}

// first is one of the people with this status or fault.
func (r rig) first(t testing.TB, outcome string) othertest.Person {
	t.Helper()
	for _, p := range r.People() {
		if p.Status == outcome || p.Fault == outcome {
			return p
		}
	}
	t.Fatalf("nobody is %s", outcome)
	return othertest.Person{}
}
