package identity_test

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/problem"
)

const officer = "petugas-01"

var morning = time.Date(2026, time.May, 4, 9, 0, 0, 0, agreement.WIB)

// world is a verifier with its files, its clock and its log.
type world struct {
	t        testing.TB
	dir      string
	key      identitytest.Key
	settings config.Identity
	now      time.Time
	log      buffer
	*identity.Verifier
}

// buffer is a log that several goroutines may write.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func newKey(t testing.TB, id, algorithm string) identitytest.Key {
	t.Helper()
	key, err := identitytest.NewKey(id, algorithm)
	must(t, err)
	return key
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func day(t testing.TB, s string) agreement.Date {
	t.Helper()
	d, err := agreement.ParseDate(s)
	must(t, err)
	return d
}

// good is an operator whom nothing holds back.
func good(t testing.TB, scopes ...string) identitytest.Operator {
	return identitytest.Operator{ID: officer, Active: true, NDADate: day(t, "2025-09-20"), AssignedUntil: day(t, "2027-09-16"), Scopes: scopes}
}

// newWorld lets the officer do everything, with a key for that algorithm.
func newWorld(t testing.TB, algorithm string) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), key: newKey(t, "kunci-1", algorithm), now: morning}
	must(t, identitytest.WriteJWKS(w.dir, w.key), identitytest.WriteOperators(w.dir, good(t, identity.Scopes()...)))
	w.settings = identitytest.Settings(w.key)
	w.start()
	return w
}

// start builds the verifier from the settings and files as they are now.
func (w *world) start() {
	w.t.Helper()
	v, err := w.build()
	must(w.t, err)
	w.Verifier = v
}

func (w *world) build() (*identity.Verifier, error) {
	clock := func() time.Time { return w.now }
	return identity.NewVerifier(w.settings, config.NewSecrets(w.dir), clock, slog.New(slog.NewTextHandler(&w.log, nil)))
}

// claims are those of a good token.
func (w *world) claims(scopes ...string) identitytest.Claims {
	return w.key.Claims(w.now, officer, scopes...)
}

// header returns the Authorization header with a token of those claims.
func (w *world) header(key identitytest.Key, c identitytest.Claims) string {
	w.t.Helper()
	token, err := identitytest.Issue(key, c)
	must(w.t, err)
	return "Bearer " + token
}

// refusal returns the code and the cause of the refusal, "" for a token that passes.
func (w *world) refusal(authorization string) (problem.Code, string) {
	w.t.Helper()
	caller, err := w.Authenticate(authorization)
	if err == nil {
		return "", ""
	}
	var p *problem.Problem
	if !errors.As(err, &p) || caller != (identity.Caller{}) {
		w.t.Fatalf("%v, with caller %+v", err, caller)
	}
	if p.Cause == nil {
		return p.Code, ""
	}
	return p.Code, p.Cause.Error()
}

// expect checks the code, and that the cause holds a fragment.
func (w *world) expect(name, authorization string, code problem.Code, fragment string) {
	w.t.Helper()
	got, cause := w.refusal(authorization)
	if got != code || !strings.Contains(cause, fragment) {
		w.t.Errorf("%s: %q (%s), want %q (%s)", name, got, cause, code, fragment)
	}
}

// writeFile renames a file into place, as a rotation does.
func writeFile(t testing.TB, path, text string) {
	t.Helper()
	must(t, os.WriteFile(path+".new", []byte(text), 0o600), os.Rename(path+".new", path))
}

func readFile(t testing.TB, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	must(t, err)
	return string(text)
}

// settle makes a file old enough to be taken from memory, as in a running system.
func settle(t testing.TB, dir, name string) {
	t.Helper()
	must(t, os.Chtimes(filepath.Join(dir, name), morning.AddDate(-1, 0, 0), morning.AddDate(-1, 0, 0)))
}
