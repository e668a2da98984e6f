package lookup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/lookup"
	"simpul/lib/resident"
)

// The NIK of these tests is of a province whose NIKs no float64 holds (wire §1.5).
const (
	askedDigits = "9103990101900001"
	otherDigits = "9103990101900002"
	userID      = "x-user-99"
	password    = `k4ta "s4ndi" & <kunci>`
	path        = "/dukcapil/get_json/33-03/X-INSTANSI/call_nik"
)

var asked = parse(askedDigits)

func parse(digits string) nik.NIK {
	n, err := nik.Parse(digits)
	if err != nil {
		panic(err)
	}
	return n
}

// office is a client's surroundings: settings that fit a service, and a folder of secrets.
type office struct {
	settings config.Registry
	folder   string
}

func newOffice(t testing.TB, s *service) office {
	t.Helper()
	o := office{folder: t.TempDir(), settings: config.Registry{
		URL: s.url, Path: path, UserIDFile: "user_id", PasswordFile: "password", IPUser: "192.0.2.7",
		Keys:    config.RequestKeys{NIK: "nik", UserID: "user_id", Password: "password", IPUser: "IP_USER"},
		Timeout: 30 * time.Second, Slots: 4,
	}}
	o.write(t, "user_id", userID)
	o.write(t, "password", password)
	if s.authority.cert != nil {
		o.write(t, "ca.pem", s.authority.pem())
		o.settings.TLS.CAFile = "ca.pem"
	}
	return o
}

func (o office) write(t testing.TB, name, content string) {
	t.Helper()
	file := filepath.Join(o.folder, name)
	if err := os.WriteFile(file+".new", []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		t.Fatal(err)
	}
}

func (o office) client(t testing.TB) *lookup.Client {
	t.Helper()
	client, err := lookup.New(o.settings, config.NewSecrets(o.folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// ask expects an answer.
func ask(t testing.TB, client *lookup.Client) registry.Answer {
	t.Helper()
	answer, err := client.Ask(t.Context(), registry.Question{NIK: asked})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// refuse expects a fault of that kind, whose text tells nothing that it must not (PKS-2.2g).
func refuse(t testing.TB, ctx context.Context, client *lookup.Client, kind registry.FaultKind) *registry.Fault {
	t.Helper()
	answer, err := client.Ask(ctx, registry.Question{NIK: asked})
	var fault *registry.Fault
	if !errors.As(err, &fault) || fault.Kind != kind {
		t.Fatalf("want %s, got %v", kind, err)
	}
	if answer != (registry.Answer{}) {
		t.Error("an answer came with the fault")
	}
	for _, text := range []string{fault.Error(), fmt.Sprintf("%+v %#v", fault.Cause, fault.Cause)} {
		for _, secret := range []string{askedDigits, otherDigits, userID, "s4ndi", "X-", "127.0.0.1", "192.0.2", "dukcapil/"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q tells %q", text, secret)
			}
		}
	}
	return fault
}

func TestFoundBringsTheAgreementsElementsAndNothingElse_PKS_2_1a(t *testing.T) {
	s := serve(t, always(ok(person(askedDigits))))
	answer := ask(t, newOffice(t, s).client(t))
	if answer.Status != resident.Found || answer.Left == nil || *answer.Left != 123 {
		t.Fatalf("status %s, left %v", answer.Status, answer.Left)
	}
	for element, want := range map[resident.Element]string{
		resident.NIK: askedDigits, resident.NamaLengkap: "CONTOH WARGA", resident.JenisKelamin: "Laki-Laki",
		resident.TempatLahir: "PURBALINGGA", resident.TanggalLahir: "1990-01-01", resident.StatusPerkawinan: "KAWIN",
		resident.Pekerjaan: "KARYAWAN SWASTA", resident.Alamat: "JALAN CONTOH 1", resident.Provinsi: "JAWA TENGAH",
		resident.Kabupaten: "PURBALINGGA", resident.KodeKecamatan: "99", resident.Kecamatan: "CONTOH",
		resident.Kelurahan: "CONTOH KIDUL", resident.RT: "2", resident.RW: "",
	} {
		if got := answer.Person.Get(element).RevealPersonalData(); got != want {
			t.Errorf("%s: %q, want %q", element, got, want)
		}
	}
}

func TestTheZeroNIKIsNeverAsked(t *testing.T) {
	s := serve(t, always(ok(person(askedDigits))))
	_, err := newOffice(t, s).client(t).Ask(t.Context(), registry.Question{})
	var fault *registry.Fault
	if !errors.As(err, &fault) || fault.Kind != registry.NotSent {
		t.Errorf("got %v", err)
	}
	if questions, _ := s.seen(); len(questions) != 0 {
		t.Error("a question without a NIK was sent")
	}
}
