package conformity_test

import (
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry"
	"simpul/lib/registry/conformity"
	"simpul/lib/resident"
)

const agreeing = `{"content":[{"NIK":"Sesuai","NAMA_LGKP":"Sesuai (100)","TGL_LHR":"Sesuai"}],"quotaLimiter":41}`

// registryOf answers every question with the same body, and keeps the last one's path and body.
type registryOf struct {
	*httptest.Server
	path, question string
}

func serve(t *testing.T, answer string) *registryOf {
	t.Helper()
	s := &registryOf{}
	s.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.path, s.question = r.URL.Path, string(body)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(s.Close)
	return s
}

func settings(t *testing.T, s *registryOf) (config.Registry, *config.Secrets) {
	t.Helper()
	folder := t.TempDir()
	for name, content := range map[string]string{"user_id": "x-user-99", "password": "s4ndi",
		"ca": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	of := service()
	return config.Registry{
		URL: s.URL, Path: "/lookup", UserIDFile: "user_id", PasswordFile: "password", IPUser: "192.0.2.7",
		Keys: config.RequestKeys{NIK: "nik", UserID: "user_id", Password: "password"}, TLS: config.TLS{CAFile: "ca"},
		Timeout: 30 * time.Second, Slots: 2, Conformity: &of,
	}, config.NewSecrets(folder)
}

func connect(t *testing.T, s config.Registry, secrets *config.Secrets) *conformity.Client {
	t.Helper()
	client, err := conformity.New(s, secrets)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

func TestTheClaimedElementsAreSentAsConfigured_Wire_2_2(t *testing.T) {
	s := serve(t, agreeing)
	set, secrets := settings(t, s)
	if _, err := connect(t, set, secrets).Ask(t.Context(), registry.Question{NIK: asked, Claimed: claimed}); err != nil {
		t.Fatal(err)
	}
	want := `{"NIK":"` + askedDigits + `","USER_ID":"x-user-99","PASSWORD":"s4ndi","IP_USER":"192.0.2.7","TRESHOLD":"90",` +
		`"NAMA_LGKP":"CONTOH WARGA","TMPT_LHR":"PURBALINGGA","TGL_LHR":"01-01-1990","JENIS_KLMIN":"LAKI-LAKI","JENIS_PKRJN":"KARYAWAN SWASTA"}`
	if s.question != want || s.path != service().Path {
		t.Errorf("sent to %s\n%s\nwant\n%s", s.path, s.question, want)
	}
}

func TestTypesAndFormatsAreTheInstallations_Wire_2_2(t *testing.T) {
	s := serve(t, agreeing)
	set, secrets := settings(t, s)
	set.Conformity.ThresholdType, set.Conformity.DateFormat, set.Conformity.Keys.Threshold = "number", "dd/mm/yyyy", "treshold"
	client := connect(t, set, secrets)
	few := person(map[resident.Element]string{resident.TanggalLahir: "31 Desember 1990", resident.RT: "7", resident.NamaLengkap: " "})
	if _, err := client.Ask(t.Context(), registry.Question{NIK: asked, Claimed: few}); err != nil {
		t.Fatal(err)
	}
	want := `{"NIK":"` + askedDigits + `","USER_ID":"x-user-99","PASSWORD":"s4ndi","IP_USER":"192.0.2.7","treshold":90,` +
		`"TGL_LHR":"31/12/1990","NO_RT":"007"}`
	if s.question != want {
		t.Errorf("sent\n%s\nwant\n%s", s.question, want)
	}
}

func TestMatchesComeBackAndNothingIsDisclosed_PKS_2_1a(t *testing.T) {
	set, secrets := settings(t, serve(t, agreeing))
	answer, err := connect(t, set, secrets).Ask(t.Context(), registry.Question{NIK: asked, Claimed: claimed})
	if err != nil || answer.Status != resident.Found || answer.Left == nil || *answer.Left != 41 || !answer.Person.Empty() {
		t.Fatalf("%+v, %v", answer, err)
	}
	if c := answer.Compare(claimed); c.Verdict != resident.VerdictSesuai || !c.Proven() || c.Bands[resident.TempatLahir] != resident.TidakDiisi {
		t.Errorf("%+v", c)
	}
}

func TestAFaultComesThrough(t *testing.T) {
	set, secrets := settings(t, serve(t, `{"content":[{"RESPONSE_CODE":"03"}]}`))
	client := connect(t, set, secrets)
	for want, q := range map[registry.FaultKind]registry.Question{
		registry.LoginFailed: {NIK: asked, Claimed: claimed},
		registry.NotSent:     {Claimed: claimed},
	} {
		answer, err := client.Ask(t.Context(), q)
		if fault, isFault := errors.AsType[*registry.Fault](err); !isFault || fault.Kind != want || answer != (registry.Answer{}) {
			t.Errorf("want %s, got %v", want, err)
		}
	}
}

func TestSettingsThatCannotWorkStopTheStart(t *testing.T) {
	set, secrets := settings(t, serve(t, agreeing))
	without := set
	without.Conformity = nil
	elsewhere := set
	elsewhere.URL = "ftp://127.0.0.1"
	for _, s := range []config.Registry{without, elsewhere} {
		if _, err := conformity.New(s, secrets); err == nil {
			t.Error("a client was made")
		}
	}
}
