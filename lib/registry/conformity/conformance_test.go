package conformity_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry/conformancetest"
	"simpul/lib/registry/conformity"
	"simpul/lib/registry/registrytest"
)

// TestConformance takes the service as the configuration that is shipped describes it.
func TestConformance(t *testing.T) {
	conformancetest.Run(t, conformancetest.Subject{Start: func(t *testing.T, timeout time.Duration) conformancetest.Office {
		server, err := registrytest.Start(registrytest.Options{UserID: "pengguna-uji", Password: "sandi-uji",
			Quota: conformancetest.Quota, QuotaLimiter: true, Drip: time.Microsecond})
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		for name, content := range map[string]string{"registry-user-id": "pengguna-uji", "registry-password": "sandi-uji", "registry-ca": string(server.CAPEM())} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		c, err := config.Load("../../../deploy/local/config.yaml", []string{"SIMPUL_REGISTRY__METHOD=kesesuaian",
			"SIMPUL_REGISTRY__URL=" + server.URL(), "SIMPUL_REGISTRY__TIMEOUT=" + timeout.String()})
		if err != nil {
			t.Fatal(err)
		}
		client, err := conformity.New(c.Registry, config.NewSecrets(folder))
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
			Hidden: []string{"pengguna-uji", "sandi-uji", server.ConformityPath()}}
	}})
}
