package registrytest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/registry/registrytest"
	"simpul/lib/resident"
)

func TestSamplesCoverEveryStatusAndVerdict(t *testing.T) {
	samples := registrytest.Samples()
	if len(samples) < 12 {
		t.Errorf("%d samples", len(samples))
	}
	for _, status := range resident.Statuses() {
		if !slices.ContainsFunc(samples, func(s registrytest.Sample) bool { return s.ExpectedStatus == string(status) }) {
			t.Errorf("no %s", status)
		}
	}
	for _, verdict := range []resident.Verdict{resident.VerdictSesuai, resident.VerdictTidakSesuai, resident.VerdictTidakDinilai} {
		if !slices.ContainsFunc(samples, func(s registrytest.Sample) bool { return s.ExpectedVerdict == string(verdict) }) {
			t.Errorf("no %s", verdict)
		}
	}
}

func TestSamplesCanBeSentAsTheyAre(t *testing.T) {
	licences := []string{"nib", "izin_lokasi", "persetujuan_bangunan_gedung", "izin_usaha_industri", "izin_usaha_perdagangan"}
	for _, s := range registrytest.Samples() {
		if !slices.Contains(licences, s.LicenceType) || !slices.Contains([]string{"pemohon", "penanggung_jawab"}, s.SubjectRole) {
			t.Errorf("%s, %s", s.LicenceType, s.SubjectRole)
		}
		if _, err := nik.Parse(s.NIK); err != nil || s.NIK[4:6] != "99" {
			t.Errorf("NIK: %v", err)
		}
		for name, value := range s.Claimed {
			if !resident.Element(name).Valid() || name == "nik" || value == "" || nik.ContainsLongDigits(value) {
				t.Errorf("claimed %s: %q", name, value)
			}
		}
	}
}

func TestTheJSONOfASampleHasItsFieldsInOrder(t *testing.T) {
	text, err := json.Marshal(registrytest.Samples()[0])
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	for _, field := range []string{"nik", "expected_status", "claimed", "licence_type", "subject_role", "expected_verdict"} {
		at := strings.Index(string(text), `"`+field+`":`)
		if at <= last && field != "nik" {
			t.Errorf("%s at %d in %s", field, at, text)
		}
		last = at
	}
}

// Agreeing claims are typed in another way than the registry writes; the verdict is the product's own.
func TestSamplesGetTheExpectedVerdict(t *testing.T) {
	people := map[string]registrytest.Person{}
	for _, p := range registrytest.People() {
		people[p.NIK] = p
	}
	for i, s := range registrytest.Samples() {
		p := people[s.NIK]
		if s.ExpectedStatus != p.Expected || p.Expected == registrytest.Found && s.Claimed["alamat"] == p.Alamat {
			t.Errorf("sample %d: status %s, address as in the registry", i, p.Expected)
		}
		got := resident.Assess(resident.Status(p.Expected), known(s.NIK, s.Claimed), known(p.NIK, p.Elements()))
		if string(got.Verdict) != s.ExpectedVerdict {
			t.Errorf("sample %d: %s instead of %s: %v", i, got.Verdict, s.ExpectedVerdict, got.Bands)
		}
	}
}

func known(number string, elements map[string]string) resident.Person {
	texts := map[resident.Element]personal.Text{resident.NIK: personal.New(number)}
	for name, value := range elements {
		texts[resident.Element(name)] = personal.New(value)
	}
	return resident.NewPerson(texts)
}

// The access guard (JUKNIS-II.E.1) must let them pass in any order.
func TestSamplesAreNoEnumeration(t *testing.T) {
	samples := registrytest.Samples()
	for i, a := range samples {
		for _, b := range samples[i+1:] {
			if a.NIK[:12] == b.NIK[:12] || a.NIK[6:] == b.NIK[6:] || a.NIK[:6] == b.NIK[:6] && a.NIK[8:] == b.NIK[8:] {
				t.Errorf("%s and %s lie close together", a.NIK, b.NIK)
			}
		}
	}
}
