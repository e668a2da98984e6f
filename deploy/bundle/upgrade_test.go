package bundle_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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

// The administrator's line breaks in the middle.
func TestAnUpgradeWithoutItsAdministratorIsTakenBack(t *testing.T) {
	m := installed(t)
	flag := filepath.Join(t.TempDir(), "flag")
	m.meanwhile = `case "$*" in "restart simpul-verify-nik@1.service") [ -e ` + flag + ` ] || { : >` + flag + `; kill -HUP $PPID; } ;; esac` + "\n"
	if said, ok := m.do(t, m.bundle(t, "1.1", well)+"/upgrade"); ok || m.current(t) != "1.0" || !strings.Contains(said, "rilis 1.0 berjalan lagi") {
		t.Error(said, m.current(t))
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
