package lookup_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry/conformancetest"
	"simpul/lib/registry/lookup"
	"simpul/lib/registry/registrytest"
)

func TestConformance(t *testing.T) {
	conformancetest.Run(t, conformancetest.Subject{Start: func(t *testing.T, timeout time.Duration) conformancetest.Office {
		server, err := registrytest.Start(registrytest.Options{UserID: "pengguna-uji", Password: "sandi-uji",
			Quota: conformancetest.Quota, QuotaLimiter: true, Drip: time.Microsecond})
		if err != nil {
			t.Fatal(err)
		}
		secrets := folder(t, map[string]string{"user": "pengguna-uji", "password": "sandi-uji", "ca": string(server.CAPEM())})
		client, err := lookup.New(config.Registry{
			URL: server.URL(), Path: server.Path(), UserIDFile: "user", PasswordFile: "password", IPUser: "192.0.2.10",
			Keys: config.RequestKeys{NIK: "nik", UserID: "user_id", Password: "password", IPUser: "ip_user"},
			TLS:  config.TLS{CAFile: "ca"}, Timeout: timeout, Slots: 8,
		}, secrets)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			client.Close()
			if err := server.Close(); err != nil {
				t.Error(err)
			}
		})
		return conformancetest.Office{Connector: client, Registry: server,
			Hidden: []string{"pengguna-uji", "sandi-uji", server.Path()}}
	}})
}

// TestConformanceWithAnotherRegistry is for an installation that nobody had in mind: configuration alone makes it pass (wire §6).
func TestConformanceWithAnotherRegistry(t *testing.T) {
	conformancetest.Run(t, conformancetest.Subject{Start: func(t *testing.T, timeout time.Duration) conformancetest.Office {
		server := conformancetest.StartAnother(t)
		name, value := server.ExtraHeader()
		secrets := folder(t, map[string]string{"user": server.UserID(), "password": server.Password(), "ca": string(server.CAPEM()), "header": value})
		client, err := lookup.New(config.Registry{
			URL: server.URL(), Path: server.Path(), UserIDFile: "user", PasswordFile: "password", IPUser: server.IPUser(),
			Keys:   config.RequestKeys{NIK: "NIK", UserID: "user_id", Password: "password", IPUser: "IP_USER"},
			Header: config.Header{Name: name, ValueFile: "header"},
			TLS:    config.TLS{CAFile: "ca"}, Timeout: timeout, Slots: 8,
		}, secrets)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(client.Close)
		return conformancetest.Office{Connector: client, Registry: server, People: server.People(true),
			Hidden: []string{server.UserID(), server.Password(), server.Path(), server.Marker()}}
	}})
}

// folder has secrets with these contents.
func folder(t *testing.T, files map[string]string) *config.Secrets {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return config.NewSecrets(dir)
}
