package acceptance_test

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"simpul/deploy/local/stack"
	"simpul/lib/admission/redistest"
	"simpul/lib/identity"
	"simpul/lib/identity/identitytest"
	"simpul/lib/registry/registrytest"
)

// load is callers who verify all the time; each answer must be a verification.
type load struct {
	w      *world
	token  atomic.Pointer[string]
	answer chan int
	done   chan struct{}
	all    sync.WaitGroup
}

const callers = 4

func (w *world) underLoad(token string) *load {
	l := &load{w: w, answer: make(chan int), done: make(chan struct{})}
	l.token.Store(&token)
	for range callers {
		l.all.Go(l.call)
	}
	return l
}

func (l *load) call() {
	for {
		req := l.w.request(http.MethodPost, l.w.URL+"/function/verify-nik", verification(registrytest.Samples()[0]))
		req.Header.Set("Authorization", "Bearer "+*l.token.Load())
		a, err := l.w.do(req)
		if err != nil || a.code != http.StatusOK {
			l.w.t.Errorf("a verification failed: %d %s %v", a.code, a.Type, err)
		}
		select {
		case l.answer <- a.code:
		case <-l.done:
			return
		}
	}
}

// more waits until each caller had its answer some times: what was changed has been met by then.
func (l *load) more() {
	for range 6 * callers {
		<-l.answer
	}
}

func (l *load) end() {
	close(l.done)
	l.all.Wait()
}

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
	scopes := "scopes: ['nik:verify', 'nik:view', 'balikan:submit', 'balikan:manage', 'quota:read', admin]"
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

// rotateSeal lets the old key hand over, and the ledger verify across that with the keys of both.
func (w *world) rotateSeal(l *load, secrets string) {
	w.t.Helper()
	f, fresh := keyFile{w.t, filepath.Join(secrets, "simpul-seal")}, freshKey()
	w.tend()
	f.put(append([]string{fresh}, f.lines()...)...)
	for range 2 { // the old key signs over, the new one goes on
		l.more()
		w.tend()
	}
	run, trust := w.tools(), filepath.Join(w.t.TempDir(), "trust")
	public, err := run("ledger", "public", "-key-file", f.path)
	must(w.t, err)
	must(w.t, os.WriteFile(trust, []byte(public), 0o600))
	f.put(fresh)
	l.more()
	w.tend()
	if said, err := run("ledger", "verify", "-redis", w.RedisURL, "-trust", trust, "-mac-file", filepath.Join(secrets, "simpul-ledger")); err != nil {
		w.t.Error(said)
	}
}

// rotateFrontend lets both keys be good, then the new one alone.
func (w *world) rotateFrontend(l *load, secrets string, second identitytest.Key) {
	w.t.Helper()
	first, err := identitytest.LoadKey("perizinan-1", filepath.Join(w.options.State, "frontend-key.pem"))
	must(w.t, err)
	must(w.t, identitytest.WriteJWKS(secrets, first, second))
	old := *l.token.Load()
	token, err := identitytest.Issue(second, second.Claims(time.Now(), "petugas-01", officer...))
	must(w.t, err)
	l.token.Store(&token)
	l.more()
	must(w.t, identitytest.WriteJWKS(secrets, second))
	l.more()
	w.token = old
	if a, err := w.verify(w.URL + "/function/verify-nik"); err != nil || a.code != http.StatusUnauthorized {
		w.t.Error("the old key is still good:", a.code, err)
	}
	must(w.t, identitytest.WriteJWKS(secrets, first, second)) // the test goes on with both
}
