package keyring_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/keyring"
)

const file = "keys"

func line(id, fill string) string {
	return id + ":" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(fill, 32))) + "\n"
}

// ring opens a ring whose file is at the path it returns.
func ring(t testing.TB, text string, log *bytes.Buffer) (*keyring.Ring, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), file)
	write(t, path, text)
	r, err := keyring.Open(config.NewSecrets(filepath.Dir(path)), file, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return r, path
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTheFirstKeyMakesAndAllCheck(t *testing.T) {
	r, path := ring(t, line("k1", "a"), &bytes.Buffer{})
	old := r.Sign("d", []byte("x"))
	write(t, path, line("k2", "b")+line("k1", "a"))
	fresh := r.Sign("d", []byte("x"))
	if r.Current().ID != "k2" || len(r.All()) != 2 || !strings.HasPrefix(old, "k1.") || !strings.HasPrefix(fresh, "k2.") {
		t.Errorf("%v, %s, %s", r.All(), old, fresh)
	}
	if err := errors.Join(r.Check(old, "d", []byte("x")), r.Check(fresh, "d", []byte("x"))); err != nil {
		t.Error(err)
	}
	write(t, path, line("k2", "b"))
	if err := r.Check(old, "d", []byte("x")); !errors.Is(err, keyring.ErrUnknownKey) {
		t.Errorf("a dropped key still counts: %v", err)
	}
	if _, known := r.Find("k1"); known {
		t.Error("a dropped key is found")
	}
}

func TestASignatureBelongsToItsDomainAndParts(t *testing.T) {
	r, _ := ring(t, line("k1", "a"), &bytes.Buffer{})
	signature := r.Sign("d", []byte("x"), []byte("y"))
	for name, refusal := range map[string]error{
		"other domain": r.Check(signature, "e", []byte("x"), []byte("y")),
		"other part":   r.Check(signature, "d", []byte("x"), []byte("z")),
		"swapped":      r.Check(signature, "d", []byte("y"), []byte("x")),
		"cut":          r.Check(signature[:20], "d", []byte("x"), []byte("y")),
		"longer":       r.Check(signature+"A", "d", []byte("x"), []byte("y")),
	} {
		if !errors.Is(refusal, keyring.ErrMismatch) {
			t.Errorf("%s: %v", name, refusal)
		}
	}
	if err := r.Check("", "d"); !errors.Is(err, keyring.ErrUnknownKey) {
		t.Error(err)
	}
}

func TestNoTwoListsRunTogetherAlike(t *testing.T) {
	r, _ := ring(t, line("k1", "a"), &bytes.Buffer{})
	seen := map[[32]byte]string{}
	length := "\x00\x00\x00\x00\x00\x00\x00"
	for _, list := range [][]string{
		{"d"}, {"d", ""}, {"d", "", ""}, {"d", "ab"}, {"d", "a", "b"}, {"d", "", "ab"}, {"d", "ab", ""}, {"da", "b"}, {"dab"},
		{"d" + length + "\x02ab"}, {"d", "a" + length + "\x01b"},
	} {
		parts := [][]byte{}
		for _, part := range list[1:] {
			parts = append(parts, []byte(part))
		}
		mac := r.Current().MAC(list[0], parts...)
		if other, known := seen[mac]; known {
			t.Errorf("%q and %s", list, other)
		}
		seen[mac] = fmt.Sprintf("%q", list)
	}
}

// The values pin the formats, computed apart from this code: what is signed outlives a release.
func TestWhatIsMadeIsTheSameInEveryRelease(t *testing.T) {
	r, _ := ring(t, line("k1", "a"), &bytes.Buffer{})
	if got := r.Sign("simpul/ledger/record/v1", []byte("{}")); got != "k1.0HpJ8rMcyNx09txufljiKF_NdtQ_4u5ZcucOURpB3eU" {
		t.Error(got)
	}
	if got := r.Current().Application("503/0001/2026"); got != "k1.hlQLpVGXujizGHJk6D5jdQ" {
		t.Error(got)
	}
}

func TestTheLastGoodFileStays(t *testing.T) {
	var log bytes.Buffer
	r, path := ring(t, line("k1", "a"), &log)
	write(t, path, "Penanda")
	for range 2 {
		if r.Current().ID != "k1" {
			t.Error("the last good file is gone")
		}
	}
	if strings.Count(log.String(), "last good one stays") != 1 || strings.Contains(log.String(), "Penanda") {
		t.Error(log.String())
	}
}

func TestAKeyPrintsWithoutItsSecret(t *testing.T) {
	r, _ := ring(t, line("k1", "Penanda."), &bytes.Buffer{})
	key := r.Current()
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("", "key", key)
	asJSON, err := json.Marshal(map[string]any{"key": key})
	if err != nil {
		t.Fatal(err)
	}
	hidden := struct{ k keyring.Key }{key}
	for _, printed := range []string{
		fmt.Sprintf("%v %+v %#v %s %d %x", key, key, key, key, key, key), fmt.Sprintf("%v %+v %#v", hidden, hidden, hidden),
		log.String(), string(asJSON), key.String(), fmt.Sprint(r.All()),
	} {
		if strings.Contains(printed, "Penanda") || strings.Contains(printed, "50656e") || strings.Contains(printed, "80 101 110") {
			t.Error(printed)
		}
	}
	if key.String() != "k1:[rahasia]" {
		t.Error(key.String())
	}
}

// FuzzFile: a file is taken whole or refused, and an error repeats nothing of it.
func FuzzFile(f *testing.F) {
	f.Add(line("k1", "a") + line("k2", "b"))
	f.Add("k1:Penanda")
	f.Add("k1:" + base64.StdEncoding.EncodeToString([]byte("Penanda")))
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), file)
		write(t, path, text)
		r, err := keyring.Open(config.NewSecrets(filepath.Dir(path)), file, slog.New(slog.DiscardHandler))
		if err != nil {
			if strings.Contains(err.Error(), "Penanda") {
				t.Error(err)
			}
			return
		}
		for _, key := range r.All() {
			found, known := r.Find(key.ID)
			if !known || found.MAC("d") != key.MAC("d") {
				t.Errorf("%s is not found", key.ID)
			}
		}
	})
}
