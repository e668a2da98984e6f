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
		folder := t.TempDir()
		for name, content := range map[string]string{"user": "pengguna-uji", "password": "sandi-uji", "ca": string(server.CAPEM())} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		client, err := lookup.New(config.Registry{
			URL: server.URL(), Path: server.Path(), UserIDFile: "user", PasswordFile: "password", IPUser: "192.0.2.10",
			Keys: config.RequestKeys{NIK: "nik", UserID: "user_id", Password: "password", IPUser: "ip_user"},
			TLS:  config.TLS{CAFile: "ca"}, Timeout: timeout, Slots: 8,
		}, config.NewSecrets(folder))
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
