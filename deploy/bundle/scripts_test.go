package bundle_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	well = "exit 0"
	ill  = `case $1 in health) echo "tidak sehat" >&2; exit 1 ;; esac`
)

func TestAnInstallationMakesEverythingAndNoSecret(t *testing.T) {
	m := newMachine(t)
	bundle := m.bundle(t, "1.0", well)
	if said, ok := m.do(t, bundle+"/install", m.key); !ok || !strings.Contains(said, "simpul-config") && !strings.Contains(said, "isi ") {
		t.Fatal(said)
	}
	if m.current(t) != "1.0" {
		t.Error(m.current(t))
	}
	secrets, err := os.ReadDir(m.path("etc/simpul/secrets"))
	must(t, err)
	info, err := os.Stat(m.path("etc/simpul/secrets"))
	must(t, err)
	if len(secrets) != 0 || info.Mode().Perm() != 0o700 {
		t.Error(secrets, info.Mode())
	}
	for _, path := range []string{"etc/systemd/system/simpul-verify-nik@.service", "etc/systemd/journald@simpul.conf", "etc/simpul/release.pem",
		"opt/simpul/current/functions/verify-nik/fn", "etc/systemd/system/redis-server.service.d/simpul.conf"} {
		if _, err := os.Stat(m.path(path)); err != nil {
			t.Error(err)
		}
	}
	passwd, err := os.ReadFile(m.path("etc/passwd"))
	must(t, err)
	if !strings.Contains(string(passwd), "simpul-verify-nik:") || !strings.Contains(string(passwd), "simpul-gateway:") {
		t.Errorf("%s", passwd)
	}
	if told := m.told(t); !strings.Contains(told, "enable simpul.target") || strings.Contains(told, "start simpul.target") {
		t.Error("without a configuration:", told)
	}
}

// A key that is named from where the administrator stands, and not from where the bundle is.
func TestTheKeyMayBeNamedRelatively(t *testing.T) {
	m := newMachine(t)
	bundle := m.bundle(t, "1.0", well)
	t.Chdir(filepath.Dir(m.key))
	if said, ok := m.do(t, bundle+"/install", filepath.Base(m.key)); !ok {
		t.Error(said)
	}
}

func TestInstallingAgainChangesNothing(t *testing.T) {
	m := newMachine(t)
	bundle := m.bundle(t, "1.0", well)
	for i := range 2 {
		if said, ok := m.do(t, bundle+"/install", m.key); !ok {
			t.Fatal(i, said)
		}
		if i == 0 {
			write(t, m.path("etc/simpul/secrets/simpul-config"), "rahasia", 0o600)
			m.told(t)
		}
	}
	content, err := os.ReadFile(m.path("etc/simpul/secrets/simpul-config"))
	must(t, err)
	if string(content) != "rahasia" || !strings.Contains(m.told(t), "start simpul.target") {
		t.Errorf("%s", content)
	}
	if said, ok := m.do(t, m.bundle(t, "2.0", well)+"/install", m.key); ok || !strings.Contains(said, "upgrade") {
		t.Error("another version is installed over it:", said)
	}
}

func TestABundleThatIsNotAsSignedIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, m *machine, bundle string){
		"changed":  func(t *testing.T, _ *machine, bundle string) { write(t, bundle+"/bin/gateway", "y", 0o755) },
		"missing":  func(t *testing.T, _ *machine, bundle string) { must(t, os.Remove(bundle+"/bin/gateway")) },
		"added":    func(t *testing.T, _ *machine, bundle string) { write(t, bundle+"/bin/extra", "x", 0o755) },
		"a link":   func(t *testing.T, _ *machine, bundle string) { must(t, os.Symlink("/bin/sh", bundle+"/bin/extra")) },
		"sums":     func(t *testing.T, _ *machine, bundle string) { write(t, bundle+"/SHA256SUMS", "", 0o644) },
		"unsigned": func(t *testing.T, _ *machine, bundle string) { must(t, os.Remove(bundle+"/SHA256SUMS.sig")) },
		"by somebody else": func(t *testing.T, m *machine, _ string) {
			other := newMachine(t)
			content, err := os.ReadFile(other.key)
			must(t, err)
			write(t, m.key, string(content), 0o644)
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			bundle := m.bundle(t, "1.0", well)
			spoil(t, m, bundle)
			if said, ok := m.do(t, bundle+"/install", m.key); ok {
				t.Error(said)
			}
			if _, err := os.Stat(m.path("opt/simpul")); err == nil {
				t.Error("something was installed")
			}
		})
	}
}

func TestUninstallingLeavesTheOfficesEvidence(t *testing.T) {
	m := installed(t)
	write(t, m.path("var/lib/redis/dump.rdb"), "x", 0o600)
	if said, ok := m.do(t, m.path("opt/simpul/current/uninstall")); !ok {
		t.Fatal(said)
	}
	var left []string
	must(t, filepath.WalkDir(m.root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.Contains(path, "simpul") {
			left = append(left, strings.TrimPrefix(path, m.root))
		}
		return err
	}))
	if got := strings.Join(left, " "); got != "/etc/simpul/release.pem /etc/simpul/secrets/simpul-config" {
		t.Error(got)
	}
	if _, err := os.Stat(m.path("var/lib/redis/dump.rdb")); err != nil {
		t.Error(err)
	}
}

func TestWhatIsRemovedLeavesNoSecretBehind(t *testing.T) {
	m := installed(t)
	write(t, m.path("var/lib/simpul-gateway/inbox/feedback-token"), "rahasia", 0o600)
	m.typed = "HAPUS\n"
	if said, ok := m.do(t, m.path("opt/simpul/current/uninstall"), "--hapus-rahasia"); !ok {
		t.Fatal(said)
	}
	for _, path := range []string{"etc/simpul", "var/lib/simpul-gateway"} {
		if _, err := os.Stat(m.path(path)); err == nil {
			t.Error(path)
		}
	}
}

func TestSecretsGoOnlyWhenSomebodyTypesIt(t *testing.T) {
	m := installed(t)
	if said, ok := m.do(t, m.path("opt/simpul/current/uninstall"), "--hapus-rahasia"); ok { // standard input is empty
		t.Error(said)
	}
	if _, err := os.Stat(m.path("etc/simpul/secrets/simpul-config")); err != nil || m.current(t) != "1.0" {
		t.Error(err)
	}
}
