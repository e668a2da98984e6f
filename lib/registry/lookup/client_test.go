package lookup_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

// The NIK of these tests is of a province whose NIKs no float64 holds (wire §1.5).
const (
	askedDigits = "9103990101900001"
	otherDigits = "9103990101900002"
)

var asked = parse(askedDigits)

func parse(digits string) nik.NIK {
	n, err := nik.Parse(digits)
	if err != nil {
		panic(err)
	}
	return n
}

// connect starts a simulator and a client of it.
func connect(t testing.TB) (*lookup.Client, *registrytest.Server) {
	t.Helper()
	server, err := registrytest.Start(registrytest.Options{UserID: "x-user-99", Password: "s4ndi", Quota: 200, QuotaLimiter: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	folder := t.TempDir()
	for name, content := range map[string]string{"user_id": "x-user-99", "password": "s4ndi", "ca": string(server.CAPEM())} {
		file := filepath.Join(folder, name)
		if err := errors.Join(os.WriteFile(file, []byte(content), 0o600), os.Chtimes(file, time.Time{}, time.Unix(1, 0))); err != nil {
			t.Fatal(err)
		}
	}
	client, err := lookup.New(config.Registry{
		URL: server.URL(), Path: server.Path(), UserIDFile: "user_id", PasswordFile: "password", IPUser: "192.0.2.7",
		Keys:    config.RequestKeys{NIK: "nik", UserID: "user_id", Password: "password", IPUser: "ip_user"},
		TLS:     config.TLS{CAFile: "ca"},
		Timeout: 30 * time.Second, Slots: 4,
	}, config.NewSecrets(folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client, server
}

func TestFoundBringsTheAgreementsElements_PKS_2_1a(t *testing.T) {
	client, _ := connect(t)
	for _, p := range registrytest.InGroup(registrytest.Papua) {
		answer, err := client.Ask(t.Context(), registry.Question{NIK: parse(p.NIK)})
		if err != nil || answer.Status != resident.Found || answer.Left == nil {
			t.Fatalf("status %s, left %v, %v", answer.Status, answer.Left, err)
		}
		elements := p.Elements()
		elements["nik"] = p.NIK
		for _, e := range resident.Elements() {
			if got := answer.Person.Get(e).RevealPersonalData(); !strings.EqualFold(got, elements[string(e)]) {
				t.Errorf("%s is not the registry's", e)
			}
		}
		if answer.Bands != (resident.Bands{}) {
			t.Error("lookup claims to have compared")
		}
	}
}

func TestAFaultOfTheRegistryComesThrough_JUKNIS_II_C_2b_3(t *testing.T) {
	client, server := connect(t)
	_, err := client.Ask(t.Context(), registry.Question{NIK: parse(registrytest.WithCode("08")[0].NIK)})
	if fault, isFault := errors.AsType[*registry.Fault](err); !isFault || fault.Kind != registry.NotProcessable {
		t.Errorf("got %v", err)
	}
	if err := server.Fail(registrytest.Cut, 1); err != nil {
		t.Fatal(err)
	}
	answer, err := client.Ask(t.Context(), registry.Question{NIK: asked})
	if fault, isFault := errors.AsType[*registry.Fault](err); !isFault || fault.Kind != registry.BrokenAnswer {
		t.Errorf("got %v", err)
	}
	if answer != (registry.Answer{}) {
		t.Error("an answer came with the fault")
	}
}

func TestSettingsThatCannotWorkStopTheStart(t *testing.T) {
	if _, err := lookup.New(config.Registry{URL: "ftp://127.0.0.1"}, config.NewSecrets(t.TempDir())); err == nil {
		t.Error("a client was made")
	}
}
