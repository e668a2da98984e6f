package errand_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"simpul/lib/config"
	"simpul/lib/identity/errand"
	"simpul/lib/keyring/keyringtest"
	"simpul/lib/problem"
)

const leeway = 5 * time.Second

var morning = time.Date(2026, time.May, 4, 2, 0, 0, 0, time.UTC)

var loket = errand.Errand{Bridge: "loket-1", Reader: "meja-1", Operator: "petugas-01", Application: "k1.aplikasi-uji-aplikas01", Nonce: "nonce-uji"}

// world is a minter and a gate with one clock, after the moment in which the gate lets nobody in.
type world struct {
	t    *testing.T
	dir  string
	now  atomic.Int64
	mint *errand.Minter
	gate *errand.Gate
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir()}
	w.set(morning)
	must(t, keyringtest.Write(filepath.Join(w.dir, "mint"), "k1"))
	w.publish()
	w.mint = w.minter()
	w.gate = w.newGate()
	w.set(morning.Add(time.Minute))
	return w
}

func (w *world) set(now time.Time) { w.now.Store(now.UnixMilli()) }
func (w *world) clock() time.Time  { return time.UnixMilli(w.now.Load()) }
func (w *world) read(n string) string {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, n))
	must(w.t, err)
	return string(text)
}

func (w *world) minter() *errand.Minter {
	w.t.Helper()
	m, err := errand.NewMinter(config.NewSecrets(w.dir), "mint", w.clock, slog.New(slog.DiscardHandler))
	must(w.t, err)
	return m
}

func (w *world) newGate() *errand.Gate {
	w.t.Helper()
	g, err := errand.NewGate("loket-1", config.NewSecrets(w.dir), "public", leeway, w.clock, slog.New(slog.DiscardHandler))
	must(w.t, err)
	return g
}

func (w *world) publish() {
	w.t.Helper()
	public, err := errand.Public(w.read("mint"))
	must(w.t, err)
	must(w.t, os.WriteFile(filepath.Join(w.dir, "public"), []byte(public), 0o600))
}

func (w *world) minted() string {
	w.t.Helper()
	token, err := w.mint.Mint(loket)
	must(w.t, err)
	return "Bearer " + token
}

// private is the minting key, for tokens that verify-nik would never make.
func (w *world) private() ed25519.PrivateKey {
	_, encoded, _ := strings.Cut(strings.TrimSpace(w.read("mint")), ":")
	seed, err := base64.StdEncoding.DecodeString(encoded)
	must(w.t, err)
	return ed25519.NewKeyFromSeed(seed)
}

// forge signs a good token's claims and header after change has been at them.
func (w *world) forge(change func(claims jwt.MapClaims, header map[string]any)) string {
	now := w.clock()
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{
		"iss": errand.Issuer, "aud": "loket-1", "sub": "petugas-01", "jti": "id-1", "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
		"scope": errand.ScopeRead, "reader": loket.Reader, "application": loket.Application, "nonce": loket.Nonce,
	})
	token.Header["kid"] = "k1"
	claims, _ := token.Claims.(jwt.MapClaims)
	change(claims, token.Header)
	signed, err := token.SignedString(w.private())
	must(w.t, err)
	return "Bearer " + signed
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAMintedTokenIsLetInWithItsErrand(t *testing.T) {
	w := newWorld(t)
	got, err := w.gate.Admit(w.minted())
	must(t, err)
	if got != loket {
		t.Error("the gate reads another errand than was minted")
	}
}

func TestEveryWrongTokenIsRefused(t *testing.T) {
	set := func(claim string, value any) func(jwt.MapClaims, map[string]any) {
		return func(c jwt.MapClaims, _ map[string]any) { c[claim] = value }
	}
	without := func(claim string) func(jwt.MapClaims, map[string]any) {
		return func(c jwt.MapClaims, _ map[string]any) { delete(c, claim) }
	}
	now := morning.Add(time.Minute)
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	times := func(issued, expires time.Duration) func(jwt.MapClaims, map[string]any) {
		return func(c jwt.MapClaims, _ map[string]any) { c["iat"], c["exp"] = at(issued), at(expires) }
	}
	for name, row := range map[string]struct {
		change func(jwt.MapClaims, map[string]any)
		code   problem.Code
		why    string
	}{
		"another issuer":        {set("iss", "perizinan"), problem.CodeTokenTidakSah, "iss"},
		"another bridge":        {set("aud", "loket-2"), problem.CodeTokenTidakSah, "aud"},
		"two bridges":           {set("aud", []string{"loket-1", "loket-2"}), problem.CodeTokenTidakSah, "aud"},
		"no bridge":             {without("aud"), problem.CodeTokenTidakSah, "aud"},
		"no end":                {without("exp"), problem.CodeTokenTidakSah, "missing"},
		"no issue":              {without("iat"), problem.CodeTokenTidakSah, "missing"},
		"no id":                 {without("jti"), problem.CodeTokenTidakSah, "missing"},
		"no officer":            {without("sub"), problem.CodeTokenTidakSah, "missing"},
		"no reader":             {without("reader"), problem.CodeTokenTidakSah, "missing"},
		"no nonce":              {without("nonce"), problem.CodeTokenTidakSah, "missing"},
		"no application":        {without("application"), problem.CodeTokenTidakSah, "missing"},
		"longer than a minute":  {times(0, 61*time.Second), problem.CodeTokenTidakSah, "minute"},
		"from the future":       {times(6*time.Second, time.Minute), problem.CodeTokenTidakSah, "future"},
		"not yet":               {set("nbf", at(6*time.Second)), problem.CodeTokenTidakSah, "future"},
		"from before the start": {times(-61*time.Second, -time.Second), problem.CodeTokenTidakSah, "before this bridge"},
		"near the start":        {times(-56*time.Second, -time.Second), problem.CodeTokenTidakSah, "before this bridge"},
		"over":                  {times(-55*time.Second, -5*time.Second), problem.CodeTokenKedaluwarsa, ""},
		"another scope":         {set("scope", "nik:verify"), problem.CodeKewenanganKurang, "scope"},
		"more scopes":           {set("scope", "card:read admin"), problem.CodeKewenanganKurang, "scope"},
		"an unknown key":        {func(_ jwt.MapClaims, h map[string]any) { h["kid"] = "k2" }, problem.CodeTokenTidakSah, "known key"},
		"no key":                {func(_ jwt.MapClaims, h map[string]any) { delete(h, "kid") }, problem.CodeTokenTidakSah, "known key"},
		"a critical extension":  {func(_ jwt.MapClaims, h map[string]any) { h["crit"] = []string{"b64"} }, problem.CodeTokenTidakSah, "known key"},
		"another algorithm":     {func(_ jwt.MapClaims, h map[string]any) { h["alg"] = "ES256" }, problem.CodeTokenTidakSah, "EdDSA"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			_, err := w.gate.Admit(w.forge(row.change))
			if !problem.Is(err, row.code) || !strings.Contains(err.Error(), row.why) {
				t.Errorf("%v, want %s because of %q", err, row.code, row.why)
			}
		})
	}
	w := newWorld(t)
	if _, err := w.gate.Admit(w.forge(func(jwt.MapClaims, map[string]any) {})); err != nil {
		t.Error("the token that the rows change is refused itself:", err)
	}
}

func TestWhatIsNoSignedTokenIsRefused(t *testing.T) {
	w := newWorld(t)
	good := w.minted()
	none, err := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	must(t, err)
	public, err := errand.Public(w.read("mint"))
	must(t, err)
	symmetric := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"aud": "loket-1"})
	symmetric.Header["kid"] = "k1"
	hmac, err := symmetric.SignedString([]byte(public))
	must(t, err)
	for name, row := range map[string]struct {
		authorization string
		code          problem.Code
	}{
		"nothing":                       {"", problem.CodeTokenTidakAda},
		"no scheme":                     {strings.TrimPrefix(good, "Bearer "), problem.CodeTokenTidakSah},
		"another scheme":                {"Basic " + strings.TrimPrefix(good, "Bearer "), problem.CodeTokenTidakSah},
		"no token":                      {"Bearer x", problem.CodeTokenTidakSah},
		"too long":                      {good + strings.Repeat("A", 8<<10), problem.CodeTokenTidakSah},
		"alg none":                      {"Bearer " + none, problem.CodeTokenTidakSah},
		"the public key as HMAC secret": {"Bearer " + hmac, problem.CodeTokenTidakSah},
		"a changed signature":           {good[:len(good)-8] + "AAAAAAAA", problem.CodeTokenTidakSah},
	} {
		if _, err := w.gate.Admit(row.authorization); !problem.Is(err, row.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.gate.Admit(good); err != nil {
		t.Error("the good one is refused as well:", err)
	}
}

func TestATokenIsLetInOnceAmongFifty(t *testing.T) {
	w := newWorld(t)
	token := w.minted()
	var in atomic.Int64
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if _, err := w.gate.Admit(token); err == nil {
				in.Add(1)
			}
		})
	}
	all.Wait()
	if in.Load() != 1 {
		t.Errorf("%d were let in", in.Load())
	}
}

func TestAUsedTokenStaysOutWhenTheClockIsSetBack(t *testing.T) {
	w := newWorld(t)
	token := w.minted()
	_, err := w.gate.Admit(token)
	must(t, err)
	w.set(w.clock().Add(10 * time.Minute))
	_, err = w.gate.Admit(w.minted()) // by now the first id is forgotten
	must(t, err)
	w.set(morning.Add(time.Minute))
	if _, err := w.gate.Admit(token); err == nil {
		t.Error("a used token is let in again")
	}
}

func TestANewProcessRefusesWhatTheOldOneMayHaveLetIn(t *testing.T) {
	w := newWorld(t)
	w.set(w.clock().Add(4 * time.Second)) // verify-nik's clock is ahead, by less than is tolerated
	token := w.minted()
	w.set(w.clock().Add(-4 * time.Second))
	_, err := w.gate.Admit(token)
	must(t, err)
	w.gate = w.newGate()
	if _, err := w.gate.Admit(token); !problem.Is(err, problem.CodeFungsiTidakTersedia) {
		t.Error("a bridge that has just started lets somebody in:", err)
	}
	w.set(w.clock().Add(leeway + time.Second))
	if _, err := w.gate.Admit(token); !problem.Is(err, problem.CodeTokenTidakSah) {
		t.Error("the old process's token is let in:", err)
	}
	if _, err := w.gate.Admit(w.minted()); err != nil {
		t.Error("a new token is refused:", err)
	}
}

func TestKeysRotateByOverlap(t *testing.T) {
	w := newWorld(t)
	old := w.minted()
	must(t, keyringtest.Write(filepath.Join(w.dir, "mint"), "k2"))
	added, err := errand.Public(w.read("mint"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(w.dir, "public"), []byte(added+w.read("public")), 0o600))
	for name, token := range map[string]string{"old": old, "new": w.minted()} {
		if _, err := w.gate.Admit(token); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnIncompleteErrandIsNotMinted(t *testing.T) {
	w := newWorld(t)
	for i := range 5 {
		e := loket
		*[]*string{&e.Bridge, &e.Reader, &e.Operator, &e.Application, &e.Nonce}[i] = ""
		if _, err := w.mint.Mint(e); err == nil {
			t.Error("minted without one of its parts")
		}
	}
}

func TestABadKeyFileIsRefusedWithoutItsContent(t *testing.T) {
	for _, text := range []string{"k1", "k1:", "k1:AAAA", "K1:" + strings.Repeat("A", 43) + "=", "k1:" + strings.Repeat("rahasia", 9)} {
		if _, err := errand.Public(text); err == nil || strings.Contains(err.Error(), "rahasia") {
			t.Errorf("%v", err)
		}
	}
}

// FuzzAdmit: no header is let in but those minted, none makes it panic, and no refusal repeats it.
func FuzzAdmit(f *testing.F) {
	dir := f.TempDir()
	if err := keyringtest.Write(filepath.Join(dir, "mint"), "k1"); err != nil {
		f.Fatal(err)
	}
	secret, _ := os.ReadFile(filepath.Join(dir, "mint"))
	public, _ := errand.Public(string(secret))
	if err := os.WriteFile(filepath.Join(dir, "public"), []byte(public), 0o600); err != nil {
		f.Fatal(err)
	}
	now := morning
	gate, err := errand.NewGate("loket-1", config.NewSecrets(dir), "public", 0, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	if err != nil {
		f.Fatal(err)
	}
	now = now.Add(time.Minute)
	f.Add([]byte("Bearer eyJhbGciOiJFZERTQSIsImtpZCI6ImsxIn0.e30.AAAA"))
	f.Add([]byte("Bearer ..."))
	f.Fuzz(func(t *testing.T, header []byte) {
		_, err := gate.Admit(string(header))
		if err == nil {
			t.Fatal("let in")
		}
		if len(header) > 40 && bytes.Contains([]byte(err.Error()), header) {
			t.Error("the refusal repeats the header")
		}
	})
}
