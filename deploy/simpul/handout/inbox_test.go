package handout_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"simpul/deploy/simpul/handout"
)

func TestTheInboxIsEmptiedOnlyWhileAdministrationIsSwitchedOn(t *testing.T) {
	o := office(t)
	put(t, o.Inbox, "simpul-guard", "dari-jauh")
	put(t, o.Inbox, "basic-auth-password", "milik-orang")
	put(t, o.Inbox, ".new-1", "setengah")
	run(t, o)
	if content, err := os.ReadFile(filepath.Join(o.Secrets, "simpul-guard")); err != nil || string(content) != "isi-simpul-guard" {
		t.Errorf("switched off: %q", content)
	}
	put(t, o.Secrets, "basic-auth-password", "sandi")
	run(t, o)
	for name, want := range map[string]string{"simpul-guard": "dari-jauh", "basic-auth-password": "sandi"} {
		if content, err := os.ReadFile(filepath.Join(o.Secrets, name)); err != nil || string(content) != want {
			t.Errorf("%s: %q", name, content)
		}
	}
	if content, err := os.ReadFile(filepath.Join(o.Out, "verify-nik", "simpul-guard")); err != nil || string(content) != "dari-jauh" {
		t.Errorf("%q", content)
	}
	if left, err := os.ReadDir(o.Inbox); err != nil || len(left) != 2 {
		t.Error(left)
	}
}

// A gateway in a stranger's hands puts a link where its inbox was, and waits for root to empty another folder.
func TestAnInboxThatIsALinkIsLeftAlone(t *testing.T) {
	o := office(t)
	put(t, o.Secrets, "basic-auth-password", "sandi")
	elsewhere := t.TempDir()
	put(t, elsewhere, "shadow", "milik-root")
	must(t, os.Remove(o.Inbox))
	must(t, os.Symlink(elsewhere, o.Inbox))
	problems, err := handout.Run(o)
	must(t, err)
	if len(problems) != 1 || !strings.HasPrefix(problems[0], "inbox: ") {
		t.Error(problems)
	}
	if _, err := os.Stat(filepath.Join(elsewhere, "shadow")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(o.Secrets, "shadow")); err == nil {
		t.Error("a file from elsewhere became a secret")
	}
}

func TestWhatIsNoFileInTheInboxIsNotTaken(t *testing.T) {
	o := office(t)
	put(t, o.Secrets, "basic-auth-password", "sandi")
	elsewhere := t.TempDir()
	put(t, elsewhere, "shadow", "milik-root")
	must(t, os.Symlink(filepath.Join(elsewhere, "shadow"), filepath.Join(o.Inbox, "a")))
	must(t, syscall.Mkfifo(filepath.Join(o.Inbox, "b"), 0o600)) // to open it would wait for a writer
	must(t, os.Mkdir(filepath.Join(o.Inbox, "c"), 0o700))
	put(t, o.Inbox, "d", strings.Repeat("x", 64<<10+1))
	put(t, o.Inbox, "e", "baik")
	problems, err := handout.Run(o)
	must(t, err)
	if text := strings.Join(problems, "\n"); strings.Count(text, "inbox: ") != 4 {
		t.Error(text)
	}
	for name, taken := range map[string]bool{"a": false, "b": false, "c": false, "d": false, "e": true} {
		if _, err := os.Lstat(filepath.Join(o.Secrets, name)); (err == nil) != taken {
			t.Errorf("%s: %v", name, err)
		}
	}
}
