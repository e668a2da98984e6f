package backup_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/deploy/simpul/backup"
)

// made is a backup of invented content, and the key that it holds by.
func made(t testing.TB) (string, ed25519.PublicKey) {
	t.Helper()
	private := ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", ed25519.SeedSize)))
	snapshot := filepath.Join(t.TempDir(), "dump.rdb")
	must(t, os.WriteFile(snapshot, []byte("snapshot"), 0o600))
	path := filepath.Join(t.TempDir(), "cadangan")
	m, err := backup.Make(context.Background(), path, backup.Source{
		Ledger: func(_ context.Context, w io.Writer) (uint64, string, error) {
			_, err := io.WriteString(w, "buku")
			return 7, "2:hash", err
		},
		Snapshot: func(context.Context) (string, error) { return snapshot, nil },
		Key:      private, Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
	})
	must(t, err)
	if m.Entries != 7 || len(m.Files) != 2 {
		t.Error(m)
	}
	public, _ := private.Public().(ed25519.PublicKey)
	return path, public
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasMadeCanBeRestoredAndForgetsItsCount(t *testing.T) {
	path, public := made(t)
	data := t.TempDir()
	if m, err := backup.Restore(path, public, data); err != nil || m.Seal != "2:hash" {
		t.Fatal(m, err)
	}
	for name, want := range map[string]string{"appendonlydir/appendonly.aof.1.base.rdb": "snapshot", "ledger.restored": "buku"} {
		if content, err := os.ReadFile(filepath.Join(data, name)); err != nil || string(content) != want {
			t.Errorf("%s: %q %v", name, content, err)
		}
	}
	if more, err := os.ReadFile(filepath.Join(data, "appendonlydir/appendonly.aof.1.incr.aof")); err != nil || !strings.Contains(string(more), "DEL\r\n$14\r\n{simpul}:quota\r\n") {
		t.Errorf("%q %v", more, err)
	}
	if _, err := backup.Restore(path, public, data); !errors.Is(err, backup.ErrOccupied) {
		t.Error("over what is there:", err)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	path, _ := made(t)
	before, err := os.ReadFile(path)
	must(t, err)
	if _, err := backup.Make(t.Context(), path, backup.Source{
		Ledger:   func(context.Context, io.Writer) (uint64, string, error) { return 0, "", nil },
		Snapshot: func(context.Context) (string, error) { return path, nil },
		Key:      ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)),
	}); err == nil {
		t.Error("a backup that was there is gone")
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Error("it was changed", err)
	}
}

// Whatever the bytes are: what is accepted is what was signed, and a refusal leaves nothing.
func FuzzRestore(f *testing.F) {
	path, public := made(f)
	good, err := os.ReadFile(path)
	must(f, err)
	for _, seed := range [][]byte{good, good[:len(good)/2], append([]byte("x"), good...), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		file, data := filepath.Join(t.TempDir(), "cadangan"), t.TempDir()
		must(t, os.WriteFile(file, content, 0o600))
		m, err := backup.Restore(file, public, data)
		left, wrong := os.ReadDir(data)
		must(t, wrong)
		if err != nil && len(left) > 0 || err == nil && (m.Entries != 7 || len(left) != 2) {
			t.Errorf("%v: %v", err, left)
		}
	})
}
