package conformity_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/registry"
	"simpul/lib/registry/conformity"
	"simpul/lib/resident"
)

const askedDigits = "9103990101900001"

var asked = parse(askedDigits)

func parse(digits string) nik.NIK {
	n, err := nik.Parse(digits)
	if err != nil {
		panic(err)
	}
	return n
}

// service is the installation that the corpus is of.
func service() config.Conformity {
	return config.Conformity{
		Path:      "/dukcapil/get_json/X-99/CALL_VERIFY_BY_ELEMEN",
		Keys:      config.ConformityKeys{RequestKeys: config.RequestKeys{NIK: "NIK", UserID: "USER_ID", Password: "PASSWORD", IPUser: "IP_USER"}, Threshold: "TRESHOLD"},
		Threshold: 90, ThresholdType: "string", DateFormat: "dd-mm-yyyy",
		Elements: []config.ConformityElement{
			{Element: resident.NamaLengkap, Key: "NAMA_LGKP"},
			{Element: resident.TempatLahir, Key: "TMPT_LHR", Sesuai: 97, Mirip: 93},
			{Element: resident.TanggalLahir, Key: "TGL_LHR"},
			{Element: resident.JenisKelamin, Key: "JENIS_KLMIN"},
			{Element: resident.Pekerjaan, Key: "JENIS_PKRJN"},
			{Element: resident.RT, Key: "NO_RT", Digits: 3}, // not claimed, so it is never sent
		},
	}
}

var claimed = person(map[resident.Element]string{
	resident.NamaLengkap: "Contoh Warga", resident.TempatLahir: "Purbalingga", resident.TanggalLahir: "1-1-1990",
	resident.JenisKelamin: "L", resident.Pekerjaan: "Karyawan Swasta", resident.Alamat: "Jl. Contoh 1",
})

func person(known map[resident.Element]string) resident.Person {
	texts := map[resident.Element]personal.Text{}
	for e, text := range known {
		texts[e] = personal.New(text)
	}
	return resident.NewPerson(texts)
}

// bandOf reads the letters of the corpus's names, in the order of service's elements.
var bandOf = map[rune]resident.Band{'s': resident.Sesuai, 'm': resident.Mirip, 'b': resident.Berbeda, '0': resident.TidakDiisi}

// files returns the answers of a corpus and what their names say of each, "found.<bands>[.<code>]" or "<outcome>[.<code>]".
func files(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) < 40 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	bodies := map[string][]byte{}
	for _, name := range names {
		if bodies[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return bodies
}

func expected(name string) (outcome, bands, code string) {
	says, _, _ := strings.Cut(filepath.Base(name), "--")
	outcome, code, _ = strings.Cut(says, ".")
	if outcome == string(resident.Found) {
		bands, code, _ = strings.Cut(code, ".")
	}
	return outcome, bands, code
}

func got(answer registry.Answer, err error) (outcome, code string) {
	if fault, isFault := errors.AsType[*registry.Fault](err); isFault {
		return string(fault.Kind), fault.Code
	}
	return string(answer.Status), answer.Code
}

func TestTheCorpusOfResultsIsUnderstood_Wire_2_3(t *testing.T) {
	for name, body := range files(t, "testdata/*--*") {
		outcome, bands, code := expected(name)
		answer, err := conformity.Classify(service(), body, asked, claimed)
		if o, c := got(answer, err); o != outcome || c != code {
			t.Errorf("%s: %s, code %q", name, o, c)
			continue
		}
		checkBands(t, name, answer, bands)
	}
}

func checkBands(t *testing.T, name string, answer registry.Answer, want string) {
	t.Helper()
	if answer.Status != resident.Found {
		if answer.Bands != (resident.Bands{}) {
			t.Errorf("%s: bands of who is not found", name)
		}
		return
	}
	if !answer.Person.Empty() {
		t.Errorf("%s: an element is disclosed", name)
	}
	bands := answer.Compare(claimed).Bands
	for i, letter := range want {
		if e := service().Elements[i].Element; bands[e] != bandOf[letter] {
			t.Errorf("%s: %s is %s", name, e, bands[e])
		}
	}
	for _, unsent := range []resident.Element{resident.Alamat, resident.RT, resident.StatusPerkawinan} {
		if bands[unsent] != resident.TidakDiisi {
			t.Errorf("%s: %s was not sent and is %s", name, unsent, bands[unsent])
		}
	}
}

// Everything but a found record is told as lookup tells it (wire §2.3).
func TestTheCorpusOfLookupIsUnderstoodAlike_Wire_1(t *testing.T) {
	alike := 0
	for name, body := range files(t, "../lookup/testdata/*--*") {
		outcome, _, code := expected(name)
		if outcome == string(resident.Found) || strings.HasSuffix(name, ".grow") || strings.Contains(name, "--1.4-") ||
			strings.Contains(name, "--1.5-") || strings.HasSuffix(name, "--1.8-code-without-data.json") {
			continue // data, which are no results; the test below
		}
		alike++
		if o, c := got(conformity.Classify(service(), body, asked, claimed)); o != outcome || c != code {
			t.Errorf("%s: %s, code %q", name, o, c)
		}
	}
	if alike < 150 {
		t.Errorf("only %d were compared", alike)
	}
}

func TestARecordOfDataIsNeverTakenForResults(t *testing.T) {
	for name, body := range files(t, "../lookup/testdata/found*") {
		answer, err := conformity.Classify(service(), body, asked, claimed)
		if fault, isFault := errors.AsType[*registry.Fault](err); !isFault || fault.Kind != registry.Unknown && fault.Kind != registry.BrokenAnswer {
			t.Errorf("%s: %v", name, err)
		}
		if answer != (registry.Answer{}) {
			t.Errorf("%s: an answer", name)
		}
	}
}
