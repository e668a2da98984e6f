package setup_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/reader-bridge/setup"
	"simpul/reader-bridge/smartcard/smartcardtest"
)

const example = "../bridge.example.yaml"

// write puts a configuration into a folder of its own.
func write(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bridge.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func shipped(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheExampleIsAConfiguration(t *testing.T) {
	s, err := setup.Load(example)
	if err != nil {
		t.Fatal(err)
	}
	if s.ID != "pc-loket-1" || len(s.SAMs.Modules) != 1 || s.ReadTime != 4*time.Second || s.Expose {
		t.Errorf("%+v", s)
	}
}

func TestImpossibleConfigurationsAreRefused(t *testing.T) {
	for _, row := range []struct{ old, replacement, want string }{
		{"listen: 127.0.0.1:7443", "listen: 192.0.2.50:7443", "expose: true"},
		{"listen: 127.0.0.1:7443", "listen: \":7443\"", "expose: true"},
		{"listen: 127.0.0.1:7443", "listen: 127.0.0.1", "host:port"},
		{"id: pc-loket-1", "id: PC 1", "id: is not a name"},
		{"read_time: 4s", "read_time: 5s", "read_time: must be at most 4500ms"},
		{"leeway: 5s", "leeway: 31s", "leeway: must be at most 30s"},
		{"sam_slot: Pembaca Contoh 00 01", "sam_slot: Pembaca Contoh 00 00", "stands twice"},
		{"valid_until: 2027-09-16", "valid_until: ", "sams.valid_until: is missing"},
		{"pcid_file: sam-pcid", "pcid_file: ../sam-pcid", "pcid_file: is not a file name"},
		{"label: SAM-0001", "label: ", "label: is missing"},
		{"    sam: SAM-0001", "    sam: SAM-0002", "no label of sams.modules"},
		{"leeway: 5s", "leeway: 5s\nsandi: rahasia", "unknown key"},
	} {
		text := strings.Replace(shipped(t), row.old, row.replacement, 1)
		_, err := setup.Load(write(t, text))
		if text == shipped(t) || err == nil || !strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), "rahasia") {
			t.Errorf("%s: %v", row.replacement, err)
		}
	}
}

func TestAnotherAddressNeedsToBeWanted(t *testing.T) {
	text := strings.NewReplacer("listen: 127.0.0.1:7443", "listen: 192.0.2.50:7443", "expose: false", "expose: true").Replace(shipped(t))
	if _, err := setup.Load(write(t, text)); err != nil {
		t.Error(err)
	}
}

func TestWithoutItsSecretsABridgeDoesNotStart(t *testing.T) {
	path := write(t, strings.NewReplacer("/var/lib/reader-bridge", "state", "/etc/reader-bridge/secrets", "secrets").Replace(shipped(t)))
	s, err := setup.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	secrets := filepath.Join(filepath.Dir(path), "secrets")
	if s.Secrets != secrets {
		t.Error("a relative folder is not beside the configuration")
	}
	if err := os.Mkdir(secrets, 0o700); err != nil {
		t.Fatal(err)
	}
	service := smartcardtest.NewReaders(nil)
	for _, file := range []struct{ name, text string }{
		{"bridge-keys", "k1:" + strings.Repeat("A", 43) + "="}, {"sam-pcid", strings.Repeat("0a", 16)}, {"sam-conf", strings.Repeat("0b", 32)},
	} {
		if _, err := s.Open(service, time.Now, slog.New(slog.DiscardHandler)); err == nil {
			t.Errorf("starts without %s", file.name)
		}
		if err := os.WriteFile(filepath.Join(secrets, file.name), []byte(file.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := s.Open(service, time.Now, slog.New(slog.DiscardHandler))
	if err != nil || len(p.Fingerprint) != 64 {
		t.Fatal(err)
	}
}

// FuzzLoad: no configuration makes it panic, and none is taken that listens beyond loopback unasked.
func FuzzLoad(f *testing.F) {
	f.Add(shipped(f))
	f.Add("id: a\n")
	path := filepath.Join(f.TempDir(), "bridge.yaml")
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := setup.Load(path)
		if err == nil && !s.Expose && !strings.HasPrefix(s.Listen, "127.") && !strings.HasPrefix(s.Listen, "localhost:") && !strings.HasPrefix(s.Listen, "[") {
			t.Error("listens beyond loopback")
		}
	})
}
