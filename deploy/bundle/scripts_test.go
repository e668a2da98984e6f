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

// installed is a machine on which 1.0 runs.
func installed(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	write(t, m.path("etc/simpul/secrets/simpul-config"), "rahasia", 0o600)
	if said, ok := m.do(t, m.bundle(t, "1.0", well)+"/install", m.key); !ok {
		t.Fatal(said)
	}
	m.told(t)
	m.started = true
	return m
}

func TestAnUpgradeRestartsOneProcessAfterAnotherAndCanBeTakenBack(t *testing.T) {
	m := installed(t)
	if said, ok := m.do(t, m.bundle(t, "1.1", well)+"/upgrade"); !ok || m.current(t) != "1.1" {
		t.Fatal(said, m.current(t))
	}
	told := m.told(t)
	first, second, gateway := strings.Index(told, "restart simpul-verify-nik@1"), strings.Index(told, "restart simpul-verify-nik@2"), strings.Index(told, "restart simpul-gateway")
	if listed, forgotten := strings.Index(told, "list-units"), strings.Index(told, "reset-failed"); listed < 0 || forgotten < listed {
		t.Error("what failed is no longer listed when processes are:", told)
	}
	if reload := strings.Index(told, "daemon-reload"); reload < 0 || reload > first || first > second || second > gateway {
		t.Error(told)
	}
	if said, ok := m.do(t, m.path("opt/simpul/current/rollback")); !ok || m.current(t) != "1.0" {
		t.Error(said, m.current(t))
	}
	if said, ok := m.do(t, m.path("opt/simpul/current/rollback")); !ok || m.current(t) != "1.1" {
		t.Error("and forward again:", said, m.current(t))
	}
}

func TestAnUpgradeThatIsNotWellIsTakenBackByItself(t *testing.T) {
	m := installed(t)
	if said, ok := m.do(t, m.bundle(t, "1.1", ill)+"/upgrade"); ok || m.current(t) != "1.0" || !strings.Contains(said, "rilis 1.0 berjalan lagi") {
		t.Error(said, m.current(t))
	}
	if told := m.told(t); strings.Count(told, "restart simpul-verify-nik@1") != 2 {
		t.Error(told)
	}
}

func TestAReleaseThatDoesNotUnderstandTheConfigurationChangesNothing(t *testing.T) {
	m := installed(t)
	if said, ok := m.do(t, m.bundle(t, "1.1", "case $1 in config) exit 1 ;; esac")+"/upgrade"); ok || m.current(t) != "1.0" {
		t.Error(said, m.current(t))
	}
	if _, err := os.Stat(m.said); err == nil {
		t.Error("systemctl was asked:", m.told(t))
	}
}

// The first process that is restarted is ill: the others go on as they were until the old release is back.
func TestAnUpgradeStopsAtTheFirstProcessThatIsIll(t *testing.T) {
	m := installed(t)
	if said, ok := m.do(t, m.bundle(t, "1.1", ill)+"/upgrade"); ok {
		t.Fatal(said)
	}
	told := m.told(t)
	new, _, _ := strings.Cut(told[strings.Index(told, "daemon-reload")+1:], "daemon-reload")
	if !strings.Contains(new, "restart simpul-verify-nik@1") || strings.Contains(new, "restart simpul-verify-nik@2") || strings.Contains(new, "restart simpul-gateway") {
		t.Error(new)
	}
}

// Whatever breaks off half-way, the old release is back, with its units and the way back that there was.
func TestAnUpgradeThatBreaksOffIsTakenBack(t *testing.T) {
	m := installed(t)
	if said, ok := m.do(t, m.bundle(t, "1.1", well)+"/upgrade"); !ok {
		t.Fatal(said)
	}
	bundle := m.bundle(t, "1.2", well)
	write(t, bundle+"/systemd/simpul-new@.service", "[Service]\nExecStart=/bin/true\n", 0o644)
	must(t, os.Remove(bundle+"/systemd/journald@simpul.conf")) // settle fails at it
	m.sign(t, bundle)
	said, ok := m.do(t, bundle+"/upgrade")
	if ok || m.current(t) != "1.1" || !strings.Contains(said, "rilis 1.1 berjalan lagi") {
		t.Error(said, m.current(t))
	}
	if previous, err := os.Readlink(m.path("opt/simpul/previous")); err != nil || previous != "releases/1.0" {
		t.Error(previous, err)
	}
	if _, err := os.Stat(m.path("etc/systemd/system/simpul-new@.service")); err == nil {
		t.Error("a unit of the new release stays")
	}
}

// A function that the old release does not have is stopped when the old one comes back, and so is its duty.
func TestUnitsThatAReleaseDoesNotHaveGo(t *testing.T) {
	m := installed(t)
	bundle := m.bundle(t, "1.1", well)
	write(t, bundle+"/systemd/simpul-gone@.service", "[Service]\nExecStart=/bin/true\n", 0o644)
	write(t, bundle+"/systemd/simpul-duty@gone.timer", "[Timer]\nOnCalendar=hourly\n", 0o644)
	m.sign(t, bundle)
	wants := m.path("etc/systemd/system/simpul.target.wants/simpul-duty@gone.timer")
	must(t, os.MkdirAll(filepath.Dir(wants), 0o755))
	must(t, os.Symlink("../simpul-duty@gone.timer", wants))
	if said, ok := m.do(t, bundle+"/upgrade"); !ok {
		t.Fatal(said)
	}
	if said, ok := m.do(t, m.path("opt/simpul/current/rollback")); !ok {
		t.Fatal(said)
	}
	told := m.told(t)
	if _, err := os.Stat(m.path("etc/systemd/system/simpul-gone@.service")); err == nil || !strings.Contains(told, "stop simpul-gone@*.service\n") {
		t.Error("its unit is still there")
	}
	if _, err := os.Lstat(wants); err == nil || !strings.Contains(told, "stop simpul-duty@gone.timer\n") {
		t.Error("its duty still calls", told)
	}
}

// Whichever way: what a release starts and the other did not is enabled, and what an administrator switched off stays off.
func TestOnlyWhatIsNewIsSwitchedOn(t *testing.T) {
	m := installed(t)
	bundle := m.bundle(t, "1.1", well)
	write(t, bundle+"/systemd/simpul-more@.service", "[Service]\nExecStart=/bin/true\n", 0o644)
	started, err := os.ReadFile(bundle + "/systemd/started")
	must(t, err)
	write(t, bundle+"/systemd/started", string(started)+"simpul-more@1.service\n", 0o644)
	m.sign(t, bundle)
	for i, script := range []string{bundle + "/upgrade", m.path("opt/simpul/current/rollback"), m.path("opt/simpul/current/rollback")} {
		if said, ok := m.do(t, script); !ok {
			t.Fatal(i, said)
		}
		told := m.told(t)
		for _, verb := range []string{"enable ", "start "} {
			if more := strings.Contains(told, "\n"+verb+"simpul-more@1.service\n"); more != (i != 1) {
				t.Errorf("%d: %s%v:\n%s", i, verb, more, told)
			}
		}
		if strings.Contains(told, "enable simpul") && strings.Contains(told, "simpul-verify-nik@2.service simpul") {
			t.Errorf("%d: it is switched on again:\n%s", i, told)
		}
	}
}

func TestOnlyTheRecordedKeyMayUpgrade(t *testing.T) {
	m, other := installed(t), newMachine(t)
	if said, ok := m.do(t, other.bundle(t, "1.1", well)+"/upgrade"); ok || m.current(t) != "1.0" {
		t.Error(said)
	}
	if said, ok := m.do(t, other.bundle(t, "1.0", well)+"/install", other.key); ok {
		t.Error("another key is taken:", said)
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
