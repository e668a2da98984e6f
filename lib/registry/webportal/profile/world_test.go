package profile_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/webportal/profile"
	"simpul/lib/resident"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	askedDigits = "9103990101900001"
	otherDigits = "9103990101900002"
)

var asked = parseNIK(askedDigits)

func parseNIK(digits string) nik.NIK {
	n, err := nik.Parse(digits)
	if err != nil {
		panic(err)
	}
	return n
}

func text(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/profile.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// changed returns the profile with pieces of its text replaced.
func changed(t testing.TB, changes ...string) string {
	t.Helper()
	data := text(t)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(data, changes[i]) {
			t.Fatalf("%q is not in the profile", changes[i])
		}
		data = strings.Replace(data, changes[i], changes[i+1], 1)
	}
	return data
}

func parse(t testing.TB, changes ...string) *profile.Profile {
	t.Helper()
	p, err := profile.Parse([]byte(changed(t, changes...)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func read(t testing.TB, p *profile.Profile, body string) *profile.Page {
	t.Helper()
	page, err := p.Read([]byte(body), "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// row is one row of a record.
func row(label, value string) string { return "<tr><th>" + label + "</th><td>" + value + "</td></tr>" }

// record is the one record of a page, of the person that was asked about, changed by pairs of old and new text.
func record(changes ...string) string {
	rows := row("NIK", askedDigits) + row("Nama", "CONTOH WARGA") + row("Tempat/Tgl Lahir", "PURBALINGGA, 01-01-1990") +
		row("Alamat", "JALAN CONTOH 1") + row("RT/RW", "002/016") + row("Agama", "X-AGAMA")
	return strings.NewReplacer(changes...).Replace(`<table id="hasil">` + rows + `</table>`)
}

func says(words string) string { return `<div class="pesan">` + words + `</div>` }

// answer expects an answer about the NIK that was asked.
func answer(t testing.TB, page *profile.Page) registry.Answer {
	t.Helper()
	a, err := page.Answer(asked)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// refuse expects a fault of that kind, which tells nothing of the page (PKS-2.2g).
func refuse(t testing.TB, page *profile.Page, kind registry.FaultKind) *registry.Fault {
	t.Helper()
	a, err := page.Answer(asked)
	fault, ok := errors.AsType[*registry.Fault](err)
	if !ok || fault.Kind != kind {
		t.Fatalf("want %s, got %v", kind, err)
	}
	if a != (registry.Answer{}) {
		t.Error("an answer came with the fault")
	}
	for _, secret := range []string{askedDigits, otherDigits, "CONTOH", "X-"} {
		if strings.Contains(fault.Error(), secret) {
			t.Errorf("%v tells of the page", fault)
		}
	}
	return fault
}

func element(a registry.Answer, e resident.Element) string {
	return a.Person.Get(e).RevealPersonalData()
}
