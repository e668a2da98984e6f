package session_test

import (
	"encoding/base64"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/registry/webportal/session"
)

func keyLine(id, letter string) string {
	return id + ":" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32)))
}

// vault is a sealer and the file of its keys.
type vault struct {
	t    testing.TB
	file string
	*session.Sealer
}

func newVault(t testing.TB, lines ...string) vault {
	t.Helper()
	folder := t.TempDir()
	v := vault{t: t, file: filepath.Join(folder, "key")}
	v.write(lines...)
	var err error
	if v.Sealer, err = session.NewSealer(config.NewSecrets(folder), "key"); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v vault) write(lines ...string) {
	v.t.Helper()
	if err := os.WriteFile(v.file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		v.t.Fatal(err)
	}
}

func (v vault) seal(account string, s session.Session) session.Entry {
	v.t.Helper()
	e, err := v.Seal(account, s)
	if err != nil {
		v.t.Fatal(err)
	}
	return e
}

func (v vault) opens(account string, e session.Entry) bool {
	v.t.Helper()
	_, ok, err := v.Open(account, e)
	if err != nil {
		v.t.Fatal(err)
	}
	return ok
}

func loggedIn() session.Session {
	s := session.New([32]byte{1}, time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	s.Cookies = []session.Cookie{{Name: "sid", Value: "X-KUE", Quoted: true, Path: "/portal"}}
	s.Fields, s.Headers = []profile.Field{{Name: "_token", Value: "X-TOK"}}, []profile.Field{{Name: "X-Csrf", Value: "X-HDR"}}
	return s
}

func TestASessionComesBackAsItWas(t *testing.T) {
	v, s := newVault(t, keyLine("k1", "a")), loggedIn()
	got, ok, err := v.Open("kantor", v.seal("kantor", s))
	if err != nil || !ok || got.Login != s.Login || got.Key != s.Key || !got.Since.Equal(s.Since) || got.Cookies[0] != s.Cookies[0] ||
		got.Fields[0] != s.Fields[0] || got.Headers[0] != s.Headers[0] || got.Refused != "" {
		t.Errorf("%t %v", ok, err)
	}
}

func TestASealShowsNothingAndDiffersEachTime(t *testing.T) {
	v, s := newVault(t, keyLine("k1", "a")), loggedIn()
	first, second := v.seal("kantor", s), v.seal("kantor", s)
	if first.Sealed == second.Sealed {
		t.Error("the same nonce twice")
	}
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimPrefix(first.Sealed, "k1."))
	if err != nil || strings.Contains(string(raw), "X-") || strings.Contains(first.Sealed, "X-") {
		t.Errorf("%v", err)
	}
}

func TestAnEntryOpensOnlyAsWhatItWasSealed(t *testing.T) {
	v := newVault(t, keyLine("k1", "a"))
	e := v.seal("kantor", loggedIn())
	if !v.opens("kantor", e) {
		t.Fatal("does not open")
	}
	if v.opens("petugas-01", e) {
		t.Error("opens as another account's")
	}
	for name, other := range map[string]session.Entry{
		"none": {}, "another login's": {Login: "lain", Sealed: e.Sealed}, "without a key id": {Login: e.Login, Sealed: e.Sealed[3:]},
		"of another key": {Login: e.Login, Sealed: "k2" + e.Sealed[2:]}, "cut": {Login: e.Login, Sealed: e.Sealed[:20]},
		"changed": {Login: e.Login, Sealed: e.Sealed[:20] + "AAAA" + e.Sealed[24:]}, "no base64": {Login: e.Login, Sealed: "k1.%%"},
	} {
		if v.opens("kantor", other) {
			t.Errorf("%s opens", name)
		}
	}
}

func TestKeysRotate(t *testing.T) {
	v := newVault(t, keyLine("k1", "a"))
	old := v.seal("kantor", loggedIn())
	v.write(keyLine("k2", "b"), keyLine("k1", "a"))
	if fresh := v.seal("kantor", loggedIn()); !strings.HasPrefix(fresh.Sealed, "k2.") || !v.opens("kantor", old) {
		t.Error("the first line seals, all open")
	}
	v.write(keyLine("k2", "b"))
	if v.opens("kantor", old) {
		t.Error("opens with a key that is gone")
	}
}

func TestAKeyFileThatCannotWorkStopsTheStartAndEverySeal(t *testing.T) {
	short := "k1:" + base64.StdEncoding.EncodeToString([]byte("pendek"))
	v := newVault(t, keyLine("k1", "a"))
	e := v.seal("kantor", loggedIn())
	for _, line := range []string{"", "k1", short, keyLine("K 1", "a"), keyLine("k1", "a") + "\nlagi"} {
		v.write(line)
		_, errStart := session.NewSealer(config.NewSecrets(filepath.Dir(v.file)), "key")
		_, errSeal := v.Seal("kantor", loggedIn())
		_, ok, errOpen := v.Open("kantor", e)
		for _, err := range []error{errStart, errSeal, errOpen} {
			if err == nil || ok || line != "" && strings.Contains(err.Error(), line) {
				t.Errorf("%v", err)
			}
		}
	}
}

func TestOtherCredentialsHaveAnotherFingerprint(t *testing.T) {
	folder := t.TempDir()
	secrets := config.NewSecrets(folder)
	secret := func(text string) config.Secret {
		if err := os.WriteFile(filepath.Join(folder, text), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := secrets.Read(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ab, c, a, bc := secret("ab"), secret("c"), secret("a"), secret("bc")
	if first := session.Fingerprint(ab, c); first == session.Fingerprint(a, bc) || first != session.Fingerprint(secret("ab"), c) {
		t.Error("two pairs run together alike, or one does not stay the same")
	}
}

func TestASessionPrintsNothing(t *testing.T) {
	s := loggedIn()
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "s", s, "p", &s)
	for _, text := range []string{fmt.Sprintf("%v %+v %#v %s %d %x", s, s, s, s, s, s), fmt.Sprint(&s), log.String()} {
		if strings.Contains(text, "X-") || strings.Contains(text, s.Login) {
			t.Errorf("%s", text)
		}
	}
}

// The seeds are no whole entries, so nothing that grows from them opens.
func FuzzOpen(f *testing.F) {
	v := newVault(f, keyLine("k1", "a"))
	e := v.seal("kantor", loggedIn())
	f.Add(e.Login, e.Sealed[:len(e.Sealed)/2])
	f.Add(e.Login, "k1."+base64.RawStdEncoding.EncodeToString(make([]byte, 60)))
	f.Add("", "k1.")
	f.Fuzz(func(t *testing.T, login, sealed string) {
		if s, ok, err := v.Open("kantor", session.Entry{Login: login, Sealed: sealed}); err != nil || ok || s.Cookies != nil {
			t.Fatalf("a forged seal opens, or %v", err)
		}
	})
}
