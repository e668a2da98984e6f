package registrytest_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"

	"simpul/lib/agreement"
	"simpul/lib/registry/registrytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	userID   = "pengguna-uji"
	password = "sandi-uji"
	address  = "192.0.2.10"
)

// patience bounds a test that would otherwise hang; nothing is measured against it.
const patience = 30 * time.Second

// noon is a clock on which no test meets midnight.
func noon() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, agreement.WIB) }

// simulated is a simulator and one raw client of it.
type simulated struct {
	*registrytest.Server
	t      testing.TB
	client *http.Client
}

func start(t testing.TB, o registrytest.Options) *simulated {
	t.Helper()
	o.UserID, o.Password = cmp.Or(o.UserID, userID), cmp.Or(o.Password, password)
	server, err := registrytest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	client := trusting(server.CAPEM())
	t.Cleanup(func() {
		client.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return &simulated{server, t, client}
}

func trusting(caPEM []byte) *http.Client {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(caPEM)
	return &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, MaxIdleConnsPerHost: 64},
	}
}

func question(nik string) map[string]any {
	return map[string]any{"nik": nik, "user_id": userID, "password": password, "ip_user": address}
}

// send posts v and returns the answer unread.
func (r *simulated) send(ctx context.Context, v any) (*http.Response, error) {
	return r.sendTo(ctx, r.Path(), v)
}

func (r *simulated) sendTo(ctx context.Context, path string, v any) (*http.Response, error) {
	body, err := json.Marshal(v)
	if err != nil {
		r.t.Error(err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL()+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	return r.client.Do(request)
}

// raw posts v and returns status and body as they came.
func (r *simulated) raw(v any) (int, string) {
	r.t.Helper()
	return r.rawOf(r.Path(), v)
}

func (r *simulated) rawOf(path string, v any) (int, string) {
	r.t.Helper()
	answer, err := r.sendTo(context.Background(), path, v)
	if err != nil {
		r.t.Fatalf("no answer: %v", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatalf("no whole answer: %v", err)
	}
	return answer.StatusCode, string(body)
}

// page is the envelope as a caller sees it, numbers untouched.
type page struct {
	Content          []map[string]any
	NumberOfElements int
	QuotaLimiter     *int
}

func parse(t testing.TB, body string) page {
	t.Helper()
	var p page
	d := json.NewDecoder(bytes.NewReader([]byte(body)))
	d.UseNumber()
	if err := d.Decode(&p); err != nil {
		t.Fatalf("no envelope: %v", err)
	}
	return p
}

// ask returns content[0] of a 200.
func (r *simulated) ask(v any) map[string]any {
	r.t.Helper()
	return r.askOf(r.Path(), v)
}

func (r *simulated) askOf(path string, v any) map[string]any {
	r.t.Helper()
	status, body := r.rawOf(path, v)
	if status != http.StatusOK {
		r.t.Fatalf("status %d", status)
	}
	p := parse(r.t, body)
	if len(p.Content) != 1 {
		r.t.Fatalf("%d elements of content", len(p.Content))
	}
	return p.Content[0]
}

// code is the RESPONSE_CODE of the answer about nik, "" for a record.
func (r *simulated) code(nik string) string {
	r.t.Helper()
	code, _ := r.ask(question(nik))["RESPONSE_CODE"].(string)
	return code
}

func someoneFound() registrytest.Person { return registrytest.WithExpected(registrytest.Found)[0] }
