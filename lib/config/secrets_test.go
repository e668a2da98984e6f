package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"simpul/lib/config"
)

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, s *config.Secrets, name string) config.Secret {
	t.Helper()
	secret, err := s.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// age gives the file one fixed time long past, so that its state counts as settled and no other difference hides in the time.
func age(t testing.TB, path string) {
	t.Helper()
	when := time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)
	if err := os.Chtimes(path, when, when); err != nil {
		t.Fatal(err)
	}
}

func TestASecretIsReadTrimmedByNameOrAbsolutePath(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "key"), "\n  rahasia \r\n")
	for _, name := range []string{"key", filepath.Join(dir, "key")} {
		if got := read(t, config.NewSecrets(dir), name).Reveal(); got != "rahasia" {
			t.Errorf("%q", got)
		}
	}
}

func TestAChangedSecretIsReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	for name, change := range map[string]func(){
		"other time": func() { write(t, path, "bbbb") },
		"other size": func() { write(t, path, "bbbbb"); age(t, path) },
		"other file": func() {
			write(t, path+".new", "bbbb")
			age(t, path+".new")
			if err := os.Rename(path+".new", path); err != nil {
				t.Fatal(err)
			}
		},
	} {
		secrets := config.NewSecrets("/nowhere")
		write(t, path, "aaaa")
		age(t, path)
		before := read(t, secrets, path)
		change()
		if got := read(t, secrets, path); got == before || !strings.HasPrefix(got.Reveal(), "bbbb") {
			t.Errorf("%s: still the old secret", name)
		}
	}
}

// Two writes within one tick of the file system leave the same time, size and identity.
func TestAFreshSecretIsReadAgainThoughNothingSeemsChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	secrets := config.NewSecrets("/nowhere")
	write(t, path, "aaaa")
	read(t, secrets, path)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, "bbbb")
	if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if got := read(t, secrets, path).Reveal(); got != "bbbb" {
		t.Errorf("from memory: %s", got)
	}
}

func TestAnUnchangedSecretStaysTheSame(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key")
	secrets := config.NewSecrets(dir)
	write(t, path, "aaaa")
	fresh := read(t, secrets, "key")
	age(t, path)
	settled := read(t, secrets, "key")
	if again := read(t, secrets, "key"); again != settled || settled != fresh {
		t.Error("the same content came back as another secret")
	}
}

// Settled content is not read again: that is what makes a look at every call cheap enough.
func TestASettledSecretComesFromMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	secrets := config.NewSecrets("/nowhere")
	write(t, path, "aaaa")
	age(t, path)
	read(t, secrets, path)
	write(t, path, "bbbb")
	age(t, path)
	if got := read(t, secrets, path).Reveal(); got != "aaaa" {
		t.Errorf("read again: %s", got)
	}
}

func TestASwappedFolderOfKubernetesIsFollowed(t *testing.T) {
	dir := t.TempDir()
	secrets := config.NewSecrets(dir)
	for _, generation := range []string{"..1", "..2"} {
		if err := os.Mkdir(filepath.Join(dir, generation), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, generation, "key"), "isi "+generation)
		age(t, filepath.Join(dir, generation, "key"))
		link(t, generation, filepath.Join(dir, "..data"))
		link(t, "..data/key", filepath.Join(dir, "key"))
		if got := read(t, secrets, "key").Reveal(); got != "isi "+generation {
			t.Errorf("%s: %q", generation, got)
		}
	}
}

// link makes a symbolic link in one step, also over an old one.
func link(t *testing.T, target, name string) {
	t.Helper()
	if err := errors.Join(os.Symlink(target, name+".tmp"), os.Rename(name+".tmp", name)); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoSecretFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	secrets := config.NewSecrets(filepath.Join(dir, "secrets"))
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "secrets", "folder"), 0o700), syscall.Mkfifo(filepath.Join(dir, "secrets", "pipe"), 0o600)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "outside"), "luar")
	write(t, filepath.Join(dir, "secrets", "empty"), " \n\t")
	write(t, filepath.Join(dir, "secrets", "large"), strings.Repeat("x", 64<<10+1))
	for name, want := range map[string]string{
		"":            "not a file name below the secrets folder",
		"../outside":  "not a file name below the secrets folder",
		"a/../../b":   "not a file name below the secrets folder",
		"two words":   "not a file name below the secrets folder",
		"line\nbreak": "not a file name below the secrets folder",
		"empty":       "secret file empty: empty",
		"large":       "secret file large: larger than 64 KiB",
		"folder":      "secret file folder: not a regular file",
		"pipe":        "secret file pipe: not a regular file",
		"none":        "secret file none: no such file",
	} {
		if _, err := secrets.Read(name); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), dir) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := secrets.Read("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the cause is lost: %v", err)
	}
}
