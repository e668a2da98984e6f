package registry_test

import (
	"testing"

	"simpul/lib/personal"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// saying is a person of two elements.
func saying(name, birthDate string) resident.Person {
	return resident.NewPerson(map[resident.Element]personal.Text{
		resident.NamaLengkap: personal.New(name), resident.TanggalLahir: personal.New(birthDate)})
}

func TestAClaimIsHeldAgainstWhatTheAnswerDiscloses(t *testing.T) {
	answer := registry.Answer{Status: resident.Found, Person: saying("CONTOH WARGA", "1990-01-01")}
	if got := answer.Compare(saying("Contoh Warga", "01-01-1990")).Verdict; got != resident.VerdictSesuai {
		t.Errorf("the same: %s", got)
	}
	if got := answer.Compare(saying("Contoh Warga", "02-01-1990")).Verdict; got != resident.VerdictTidakSesuai {
		t.Errorf("another birth date: %s", got)
	}
}

func TestAClaimThatTheRegistryMatchedIsNotComparedAgain(t *testing.T) {
	answer := registry.Answer{Status: resident.Found, Bands: resident.NewBands(map[resident.Element]resident.Band{
		resident.NamaLengkap: resident.Mirip, resident.TanggalLahir: resident.Sesuai})}
	c := answer.Compare(saying("Contoh Warga", "01-01-1990"))
	if c.Verdict != resident.VerdictSesuai || c.Bands[resident.NamaLengkap] != resident.Mirip || !c.Proven() {
		t.Errorf("%+v", c)
	}
}

func TestAnAnswerThatSaysNothingOfThePersonIsNotJudged(t *testing.T) {
	for _, answer := range []registry.Answer{{Status: resident.Found}, {Status: resident.Deceased}} {
		if got := answer.Compare(saying("Contoh Warga", "01-01-1990")).Verdict; got != resident.VerdictTidakDinilai {
			t.Errorf("%s: %s", answer.Status, got)
		}
	}
}
