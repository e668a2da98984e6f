package resident_test

import (
	"maps"
	"testing"

	"simpul/lib/resident"
)

type given = map[resident.Element]resident.Band

// agreeing are the bands of a claim that agrees in all that must.
func agreeing() given {
	return given{resident.NIK: resident.Sesuai, resident.NamaLengkap: resident.Sesuai, resident.JenisKelamin: resident.Sesuai,
		resident.TempatLahir: resident.Sesuai, resident.TanggalLahir: resident.Sesuai}
}

func agreeingBut(changes given) resident.Bands {
	all := agreeing()
	maps.Copy(all, changes)
	return resident.NewBands(all)
}

func TestBandsOfTheRegistryAreJudgedByTheRuleOfTheHouse(t *testing.T) {
	for name, row := range map[string]struct {
		changes given
		verdict resident.Verdict
		proven  bool
	}{
		"all agree":                        {nil, resident.VerdictSesuai, true},
		"the name is similar":              {given{resident.NamaLengkap: resident.Mirip}, resident.VerdictSesuai, true},
		"the name differs":                 {given{resident.NamaLengkap: resident.Berbeda}, resident.VerdictTidakSesuai, false},
		"the birth place differs":          {given{resident.TempatLahir: resident.Berbeda}, resident.VerdictTidakSesuai, true},
		"the occupation differs":           {given{resident.Pekerjaan: resident.Berbeda}, resident.VerdictSesuai, true},
		"the birth date differs":           {given{resident.TanggalLahir: resident.Berbeda}, resident.VerdictTidakSesuai, false},
		"no word on the birth date":        {given{resident.TanggalLahir: ""}, resident.VerdictTidakDinilai, false},
		"the birth date says tidak_diisi":  {given{resident.TanggalLahir: resident.TidakDiisi}, resident.VerdictTidakDinilai, false},
		"no word on the name":              {given{resident.NamaLengkap: ""}, resident.VerdictTidakDinilai, false},
		"an element outside the agreement": {given{"agama": resident.Berbeda}, resident.VerdictSesuai, true},
	} {
		c := resident.AssessBands(resident.Found, agreeingBut(row.changes))
		if c.Verdict != row.verdict || c.Proven() != row.proven {
			t.Errorf("%s: %s, proven %t", name, c.Verdict, c.Proven())
		}
		if len(c.Bands) != len(resident.Elements()) {
			t.Errorf("%s: %d bands", name, len(c.Bands))
		}
	}
}

func TestBandsOfAPersonWhoIsNotFoundSayNothing(t *testing.T) {
	for _, status := range resident.Statuses()[1:] {
		c := resident.AssessBands(status, agreeingBut(nil))
		if c.Verdict != resident.VerdictTidakDinilai || len(c.Bands) != 0 || c.Proven() {
			t.Errorf("%s: %+v", status, c)
		}
	}
}
