package bundle_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simpul/deploy/systemd/units"
)

// machine is a tree to install in, with a systemctl that writes down what it is told.
type machine struct {
	root, key, said string
	private         ed25519.PrivateKey
	started         bool   // pretend that processes run
	typed           string // at the keyboard
	meanwhile       string // what else systemctl does
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	for _, tool := range []string{"openssl", "systemd-sysusers", "systemctl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatal(tool, "is missing: scripts/install-test-tools.sh installs it")
		}
	}
	m := &machine{root: t.TempDir()}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	m.private = private
	der, err := x509.MarshalPKIXPublicKey(public)
	must(t, err)
	outside := t.TempDir()
	m.key, m.said = filepath.Join(outside, "release.pem"), filepath.Join(outside, "said")
	write(t, m.key, string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})), 0o644)
	for _, folder := range []string{"etc", "run", "usr/lib/systemd"} {
		must(t, os.MkdirAll(filepath.Join(m.root, folder), 0o755))
	}
	return m
}

// bundle is an unpacked one whose programs are stubs: bin/simpul says that all is well, unless it is told not to.
func (m *machine) bundle(t *testing.T, version, health string) string {
	t.Helper()
	folder := t.TempDir()
	stack, err := os.ReadFile("../../stack.yml")
	must(t, err)
	files, err := units.Render(stack)
	must(t, err)
	for name, content := range files {
		write(t, filepath.Join(folder, "systemd", name), content, 0o644)
	}
	for _, name := range []string{"common.sh", "verify", "install", "upgrade", "rollback", "uninstall"} {
		content, err := os.ReadFile(name)
		must(t, err)
		write(t, filepath.Join(folder, name), string(content), 0o755)
	}
	write(t, filepath.Join(folder, "bin/simpul"), "#!/bin/sh\n"+health+"\n", 0o755)
	for name, content := range map[string]string{"bin/gateway": "x", "functions/verify-nik/fn": "x", "redis/redis.conf": "x", "PANDUAN.md": "x", "VERSION": version + "\n"} {
		write(t, filepath.Join(folder, name), content, 0o644)
	}
	m.sign(t, folder)
	return folder
}

func (m *machine) sign(t *testing.T, folder string) {
	t.Helper()
	var sums []string
	must(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), "SHA256SUMS") {
			return err
		}
		content, err := os.ReadFile(path)
		rel, _ := filepath.Rel(folder, path)
		sums = append(sums, fmt.Sprintf("%x  ./%s\n", sha256.Sum256(content), rel))
		return err
	}))
	slices.Sort(sums)
	text := strings.Join(sums, "")
	write(t, filepath.Join(folder, "SHA256SUMS"), text, 0o644)
	write(t, filepath.Join(folder, "SHA256SUMS.sig"), string(ed25519.Sign(m.private, []byte(text))), 0o644)
}

// do runs a script and returns what it said, and whether it was content.
func (m *machine) do(t *testing.T, script string, args ...string) (string, bool) {
	t.Helper()
	systemctl := filepath.Join(filepath.Dir(m.said), "systemctl")
	list := ""
	if m.started {
		list = "simpul-verify-nik@1.service loaded active running x\nsimpul-verify-nik@2.service loaded active running x\nsimpul-gone@1.service loaded active running x"
	}
	write(t, systemctl, "#!/bin/sh\necho \"$@\" >>"+m.said+"\ncase $1 in list-units) echo '"+list+"' ;; esac\n"+m.meanwhile, 0o755)
	cmd := exec.Command(script, args...)
	cmd.Stdin = strings.NewReader(m.typed)
	cmd.Env = append(os.Environ(), "SIMPUL_ROOT="+m.root, "SIMPUL_SYSTEMCTL="+systemctl, "SIMPUL_WAIT=0s")
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

// told are the lines that systemctl got since the last time.
func (m *machine) told(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(m.said)
	must(t, err)
	must(t, os.Remove(m.said))
	return string(content)
}

func (m *machine) path(elements ...string) string {
	return filepath.Join(append([]string{m.root}, elements...)...)
}

// current is the release that runs.
func (m *machine) current(t *testing.T) string {
	t.Helper()
	target, err := os.Readlink(m.path("opt/simpul/current"))
	must(t, err)
	return filepath.Base(target)
}

func write(t *testing.T, path, content string, mode os.FileMode) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(t, os.WriteFile(path, []byte(content), mode))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
