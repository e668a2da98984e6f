// Package functiontest gives a function's tests everything it meets in production but the platform: secret files,
// configuration, a real redis-server, a registry over HTTPS. The configuration is the one that `make run` ships, with single
// values changed the way an administrator would, by environment.
package functiontest

import (
	"bytes"
	"context"
	"encoding/base64"
	"log/slog"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"simpul/functions/contracttest"
	"simpul/lib/admission"
	"simpul/lib/admission/redistest"
	"simpul/lib/agreement"
	"simpul/lib/assembly"
	"simpul/lib/config/configtest"
	"simpul/lib/feedback/feedbacktest"
	"simpul/lib/function"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/ledger"
	"simpul/lib/registry/registrytest"
)

// The credentials that the registry of a rig expects.
const (
	UserID   = "pengguna-uji"
	Password = "sandi-uji"
)

// FeedbackToken is what the feedback service of a rig expects.
const FeedbackToken = "token-balikan-uji"

// Rig is what one test's functions live in.
type Rig struct {
	Secrets  string // folder
	Redis    *redistest.Server
	Registry *registrytest.Server
	Balikan  *feedbacktest.Server
	Key      identitytest.Key
	Log      *Log
}

// New starts Redis and registry and writes the secrets. environ are overrides such as SIMPUL_AGREEMENT__VALID_FROM=2027-01-01.
// The environment is the test's, so tests with a rig do not run in parallel.
//
// The access guard holds nobody, for most tests send one person again and again; see [NewGuarded].
func New(t testing.TB, root string, environ map[string]string) *Rig {
	t.Helper()
	overrides := configtest.LooseGuard()
	maps.Copy(overrides, environ)
	return NewGuarded(t, root, overrides)
}

// NewGuarded is [New] with the access guard as it is shipped.
func NewGuarded(t testing.TB, root string, environ map[string]string) *Rig {
	t.Helper()
	r := &Rig{Secrets: t.TempDir(), Redis: redistest.Start(t), Log: &Log{}}
	r.startRegistry(t)
	r.writeIdentity(t)
	r.writePortal(t, root)
	t.Setenv("SIMPUL_CONFIG", filepath.Join(root, "deploy/local/config.yaml"))
	t.Setenv("secret_mount_path", r.Secrets)
	t.Setenv("SIMPUL_REDIS__URL", r.Redis.URL())
	t.Setenv("SIMPUL_REGISTRY__URL", r.Registry.URL())
	t.Setenv("SIMPUL_FEEDBACK__URL", r.Balikan.URL())
	// A busy machine is no fault; tests of slowness set their own.
	t.Setenv("SIMPUL_REDIS__TIMEOUT", "10s")
	t.Setenv("exec_timeout", "60s")
	t.Setenv("write_timeout", "70s")
	for name, value := range environ {
		t.Setenv(name, value)
	}
	return r
}

func (r *Rig) startRegistry(t testing.TB) {
	t.Helper()
	var err error
	r.Registry, err = registrytest.Start(registrytest.Options{UserID: UserID, Password: Password, QuotaLimiter: true, Quota: 200})
	must(t, err)
	t.Cleanup(func() { must(t, r.Registry.Close()) })
	r.Write(t, "registry-user-id", UserID)
	r.Write(t, "registry-password", Password)
	r.Write(t, "registry-ca", string(r.Registry.CAPEM()))
	r.Balikan, err = feedbacktest.Start(feedbacktest.Options{
		Token: FeedbackToken, IDLembaga: "99", NamaLembaga: "DPMPTSP Rekaan", Certificate: r.Registry.Certificate(), RetryAfter: time.Minute,
	})
	must(t, err)
	t.Cleanup(func() { must(t, r.Balikan.Close()) })
	r.Write(t, "feedback-token", FeedbackToken)
}

func (r *Rig) writeIdentity(t testing.TB) {
	t.Helper()
	var err error
	r.Key, err = identitytest.NewKey("perizinan-1", identitytest.EdDSA)
	must(t, err)
	must(t, identitytest.WriteJWKS(r.Secrets, r.Key))
	for _, name := range []string{identitytest.ReceiptFile, "simpul-guard", "simpul-ledger", "simpul-application", "simpul-seal", "simpul-feedback"} {
		must(t, keyringtest.Write(filepath.Join(r.Secrets, name), "uji-1"))
	}
	r.writeTrust(t)
	must(t, identitytest.WriteOperators(r.Secrets, operators(t)...))
}

// writeTrust lets semester-report check what quota-check seals.
func (r *Rig) writeTrust(t testing.TB) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.Secrets, "simpul-seal"))
	must(t, err)
	keys, err := ledger.ParseSealKeys(string(text))
	must(t, err)
	r.Write(t, "simpul-trust", keys.Public().String())
}

// writePortal lets a rig be asked by method webportal as well: SIMPUL_REGISTRY__METHOD=webportal.
func (r *Rig) writePortal(t testing.TB, root string) {
	t.Helper()
	profile, err := os.ReadFile(filepath.Join(root, "deploy/local/portal-profile.yaml"))
	must(t, err)
	r.Write(t, "portal-profile", string(profile))
	r.Write(t, "portal-session-key", "uji-1:"+base64.StdEncoding.EncodeToString(make([]byte, 32)))
}

func operators(t testing.TB) []identitytest.Operator {
	t.Helper()
	signed, err := agreement.ParseDate("2025-09-20")
	must(t, err)
	end, err := agreement.ParseDate("2099-12-31")
	must(t, err)
	o := identitytest.Operator{ID: "petugas-01", Active: true, NDADate: signed, AssignedUntil: end, Scopes: identity.Scopes()}
	colleague, inactive, unsigned, ended := o, o, o, o
	colleague.ID = "petugas-02"
	inactive.ID, inactive.Active = "petugas-nonaktif", false
	unsigned.ID, unsigned.NDADate = "petugas-tanpa-nda", agreement.Date{}
	ended.ID, ended.AssignedUntil = "petugas-selesai", signed
	return []identitytest.Operator{o, colleague, inactive, unsigned, ended}
}

// Write puts a secret file in place.
func (r *Rig) Write(t testing.TB, name, content string) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(r.Secrets, name), []byte(content), 0o600))
}

// Token issues a token for petugas-01.
func (r *Rig) Token(t testing.TB, scopes ...string) string {
	t.Helper()
	return r.TokenOf(t, "petugas-01", scopes...)
}

// TokenOf issues a token for an operator; petugas-02 may do all that petugas-01 may.
func (r *Rig) TokenOf(t testing.TB, operator string, scopes ...string) string {
	t.Helper()
	token, err := identitytest.Issue(r.Key, r.Key.Claims(time.Now(), operator, scopes...))
	must(t, err)
	return token
}

// Initialise starts the count of today anew.
func (r *Rig) Initialise(t testing.TB, used int64) {
	t.Helper()
	r.Order(t, func(a *admission.Admission, why admission.Basis) error {
		return a.Initialise(t.Context(), admission.Initialisation{UsedToday: used, Force: true, First: true, Basis: why})
	})
}

// Suspend stops access.
func (r *Rig) Suspend(t testing.TB) {
	t.Helper()
	r.Order(t, func(a *admission.Admission, why admission.Basis) error {
		return a.Suspend(t.Context(), why)
	})
}

// Resume lifts a suspension.
func (r *Rig) Resume(t testing.TB) {
	t.Helper()
	r.Order(t, func(a *admission.Admission, why admission.Basis) error {
		return a.Resume(t.Context(), why)
	})
}

// Order carries out an act as an administrator does through quota-check.
func (r *Rig) Order(t testing.TB, act func(*admission.Admission, admission.Basis) error) {
	t.Helper()
	parts, err := assembly.Build()
	must(t, err)
	must(t, act(parts.Admission, admission.Basis{Operator: "petugas-01", Code: "uji"}))
	must(t, parts.Close(t.Context()))
}

// Serve builds a function as its main does and serves it on loopback. Client calls it as through the gateway, every exchange
// checked against the contract.
func (r *Rig) Serve(t testing.TB, name string, build function.Builder) *Client {
	t.Helper()
	previous := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(r.Log, nil)))
	t.Cleanup(func() { slog.SetDefault(previous) })
	f, err := build(t.Context())
	must(t, err)
	settings, err := function.ReadSettings(os.LookupEnv)
	must(t, err)
	mounted := function.NewServer(f, settings, slog.Default())
	server := httptest.NewServer(mounted)
	t.Cleanup(func() {
		server.Close()
		if f.Close != nil {
			must(t, f.Close(context.Background()))
		}
	})
	return &Client{t: t, url: server.URL, http: server.Client(), checker: contracttest.Start(t).At("/function/" + name), metrics: mounted.Metrics()}
}

// Log collects what the process logs.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write appends.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

// String returns everything logged so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
