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
		t.Cleanup(func() {
			if err := server.Close(); err != nil {
				t.Error(err)
			}
		})
		client := shipped(t, map[string]string{"registry-user-id": "pengguna-uji", "registry-password": "sandi-uji", "registry-ca": string(server.CAPEM())},
			"SIMPUL_REGISTRY__URL="+server.URL(), "SIMPUL_REGISTRY__TIMEOUT="+timeout.String())
		return conformancetest.Office{Connector: client, Registry: server,
			Hidden: []string{"pengguna-uji", "sandi-uji", server.ConformityPath()}}
	}})
}

// shipped is a client by the configuration that is shipped, with these secrets and changes.
func shipped(t *testing.T, secrets map[string]string, changes ...string) *conformity.Client {
	t.Helper()
	folder := t.TempDir()
	for name, content := range secrets {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Load("../../../deploy/local/config.yaml", append(changes, "SIMPUL_REGISTRY__METHOD=kesesuaian"))
	if err != nil {
		t.Fatal(err)
	}
	client, err := conformity.New(c.Registry, config.NewSecrets(folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// anotherElements are as shipped, but that numbers go out as they are claimed.
const anotherElements = `[{element: nama_lengkap, key: NAMA_LGKP}, {element: jenis_kelamin, key: JENIS_KLMIN}, {element: tempat_lahir, key: TMPT_LHR},
	{element: tanggal_lahir, key: TGL_LHR}, {element: status_perkawinan, key: STATUS_KAWIN}, {element: pekerjaan, key: JENIS_PKRJN},
	{element: alamat, key: ALAMAT}, {element: provinsi, key: PROP_NAME}, {element: kabupaten, key: KAB_NAME}, {element: kode_kecamatan, key: NO_KEC},
	{element: kecamatan, key: KEC_NAME}, {element: kelurahan, key: KEL_NAME}, {element: rt, key: NO_RT}, {element: rw, key: NO_RW}]`

// TestConformanceWithAnotherRegistry is for an installation that nobody had in mind: configuration alone makes it pass (wire §6).
func TestConformanceWithAnotherRegistry(t *testing.T) {
	conformancetest.Run(t, conformancetest.Subject{Start: func(t *testing.T, timeout time.Duration) conformancetest.Office {
		server := conformancetest.StartAnother(t)
		name, value := server.ExtraHeader()
		client := shipped(t, map[string]string{"registry-user-id": server.UserID(), "registry-password": server.Password(),
			"registry-ca": string(server.CAPEM()), "registry-header": value},
			"SIMPUL_REGISTRY__SIMULATOR=false", "SIMPUL_AGREEMENT__ADDENDUM={number: ADD-1, date: 2026-01-31}",
			"SIMPUL_REGISTRY__URL="+server.URL(), "SIMPUL_REGISTRY__TIMEOUT="+timeout.String(), "SIMPUL_REGISTRY__IP_USER="+server.IPUser(),
			"SIMPUL_REGISTRY__HEADER={name: "+name+", value_file: registry-header}",
			"SIMPUL_REGISTRY__CONFORMITY__PATH="+server.ConformityPath(),
			"SIMPUL_REGISTRY__CONFORMITY__KEYS={nik: NIK, user_id: user_id, password: password, ip_user: ip_user, threshold: treshold}",
			"SIMPUL_REGISTRY__CONFORMITY__THRESHOLD=85", "SIMPUL_REGISTRY__CONFORMITY__THRESHOLD_TYPE=number",
			"SIMPUL_REGISTRY__CONFORMITY__DATE_FORMAT=dd/mm/yyyy", "SIMPUL_REGISTRY__CONFORMITY__ELEMENTS="+anotherElements)
		return conformancetest.Office{Connector: client, Registry: server, People: server.People(true),
			Hidden: []string{server.UserID(), server.Password(), server.ConformityPath(), server.Marker()}}
	}})
}
