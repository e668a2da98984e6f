package acceptance_test

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/deploy/local/stack"
	"simpul/lib/admission/redistest"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/registry/registrytest"
)

// keyFile is a file of keys that rotates as the manual says: complete files, renamed into place.
type keyFile struct {
	t    *testing.T
	path string
}

func (f keyFile) lines() []string {
	return strings.Fields(read(f.t, filepath.Dir(f.path), filepath.Base(f.path)))
}

func (f keyFile) put(lines ...string) {
	f.t.Helper()
	must(f.t, os.WriteFile(f.path+".new", []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	must(f.t, os.Rename(f.path+".new", f.path))
}

func freshKey() string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails (package crypto/rand)
	return "baru-1:" + base64.StdEncoding.EncodeToString(key)
}

// Every key of the functions rotates while officers work, without a verification that fails; what the old keys made is still good.
// The account's pair is another matter: PANDUAN.md suspends for it (PKS-2.1d).
func TestEveryKeyRotatesUnderLoad(t *testing.T) {
	w := &world{t: t, redis: redistest.Start(t)}
	second, err := identitytest.NewKey("perizinan-2", identitytest.EdDSA)
	must(t, err)
	scopes := "scopes: ['nik:verify', 'nik:view', 'balikan:submit', 'balikan:manage', 'quota:read', 'report:read', admin]"
	w.start(2, w.redis.URL(), []string{"SIMPUL_AGREEMENT__QUOTA__DAILY_LIMIT=100000",
		"SIMPUL_IDENTITY__KEYS=[{kid: perizinan-1, issuer: 'urn:simpul:frontend:perizinan-1', " + scopes + "}, {kid: perizinan-2, issuer: '" + second.Issuer() + "', " + scopes + "}]"})
	w.as("petugas-01", officer...)
	people := registrytest.WithExpected(registrytest.Found)
	before, waiting := w.accessed(people[1], "REKAAN-1"), w.accessed(people[2], "REKAAN-2")
	must(t, w.balikan.Refuse())
	_, queued := w.submit(map[string]any{"units": []any{waiting}}) // sealed with the old key
	l := w.underLoad(w.token)
	l.more()

	secrets := stack.SecretsFolder(w.options.State)
	for _, name := range []string{"simpul-guard", "simpul-application", "simpul-receipt", "simpul-ledger", "simpul-feedback"} {
		f, fresh := keyFile{t, filepath.Join(secrets, name)}, freshKey()
		old := f.lines()
		f.put(append(old, fresh)...) // every process knows it …
		l.more()
		f.put(append([]string{fresh}, old...)...) // … before one makes something with it
		l.more()
	}
	keyFile{t, filepath.Join(secrets, "feedback-token")}.put("token-baru")
	w.balikan.SetToken("token-baru")
	w.rotateSeal(l, secrets)
	w.rotateFrontend(l, secrets, second)
	l.end()

	must(t, w.balikan.Reopen())
	if code, result := w.submit(map[string]any{"units": []any{before}}); code != http.StatusOK || result.Units[0].State != "delivered" {
		t.Error("a receipt of the old key:", code, result)
	}
	w.as("admin-01", identity.ScopeManageFeedback)
	w.submit(map[string]any{"retry": map[string]any{"unit": queued.Units[0].Unit}})
	if w.deliver(); w.balikan.Stored() != 2 {
		t.Error("what the old key sealed was not sent:", w.balikan.Stored())
	}
}

// rotateSeal lets the old key hand over, and ledger and report verify across that with the keys of both, which they know before.
func (w *world) rotateSeal(l *load, secrets string) {
	w.t.Helper()
	f, fresh, auditor := keyFile{w.t, filepath.Join(secrets, "simpul-seal")}, freshKey(), w.auditor()
	next := keyFile{w.t, filepath.Join(w.t.TempDir(), "simpul-seal")}
	next.put(append([]string{fresh}, f.lines()...)...)
	run, trust := w.tools(), keyFile{w.t, filepath.Join(secrets, "simpul-trust")}
	public, err := run("ledger", "public", "-key-file", next.path)
	must(w.t, err)
	w.tend()
	trust.put(strings.Fields(public)...)
	f.put(next.lines()...)
	for range 2 { // the old key signs over, the new one goes on
		l.more()
		w.tend()
		w.reports(auditor)
	}
	f.put(fresh)
	l.more()
	w.tend()
	if said, err := run("ledger", "verify", "-redis", w.RedisURL, "-trust", trust.path, "-mac-file", filepath.Join(secrets, "simpul-ledger")); err != nil {
		w.t.Error(said)
	}
	w.reports(auditor)
}

// auditor is a token for reports. The launcher's own way to one would write simpul-trust anew.
func (w *world) auditor() string {
	w.t.Helper()
	token, err := stack.Token(w.options.State, "admin-01", identity.ScopeReadReport)
	must(w.t, err)
	return token
}

// reports asks for the report of today, for which the whole ledger is checked.
func (w *world) reports(token string) {
	w.t.Helper()
	today := time.Now().In(time.FixedZone("WIB", 7*60*60)).Format(time.DateOnly)
	req := w.request(http.MethodPost, w.URL+"/function/semester-report", map[string]any{"from": today, "to": today, "format": "json"})
	req.Header.Set("Authorization", "Bearer "+token)
	if a, err := w.do(req); err != nil || a.code != http.StatusOK {
		w.t.Errorf("no report: %d %s %v", a.code, a.Type, err)
	}
}

// rotateFrontend lets both keys be good, then the new one alone.
func (w *world) rotateFrontend(l *load, secrets string, second identitytest.Key) {
	w.t.Helper()
	first, err := identitytest.LoadKey("perizinan-1", filepath.Join(w.options.State, "frontend-key.pem"))
	must(w.t, err)
	must(w.t, identitytest.WriteJWKS(secrets, first, second))
	token, err := identitytest.Issue(second, second.Claims(time.Now(), "petugas-01", officer...))
	must(w.t, err)
	l.token.Store(&token)
	l.more()
	must(w.t, identitytest.WriteJWKS(secrets, second))
	l.more()
	if a, err := w.verify(w.URL + "/function/verify-nik"); err != nil || a.code != http.StatusUnauthorized {
		w.t.Error("the old key is still good:", a.code, err)
	}
	must(w.t, identitytest.WriteJWKS(secrets, first, second)) // the test goes on with both
}
