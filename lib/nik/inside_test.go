package nik_test

import (
	"strings"
	"testing"
	"unicode"

	"simpul/lib/nik"
)

const someone, applicant = "3303990101900001", "3303994507880002"

func TestALicenceNumberThatCarriesANIKIsFound(t *testing.T) { // PKS-2.2j
	for _, number := range []string{
		someone, "IZIN/" + someone + "/2026", "3303 9901 0190 0001", "330399.010190.0001", "33-03-99-010190-0001", "A 3303 9901 0190 0001 B",
		"３３０３９９０１０１９００００１", "3303990101\u200b900001", "\U0001D7DB\U0001D7DB03990101900001", applicant, "33 03 99 45 07 88 00 02", "NO33039945X07880002", "9" + applicant + "1",
	} {
		if !nik.StandsIn(number, parsed(t, applicant)) {
			t.Errorf("%q passed", number)
		}
	}
}

func TestWithoutANIKOfItsOwnALicenceNumberIsLookedAtToo(t *testing.T) {
	if !nik.StandsIn("IZIN "+someone, nik.NIK{}) || nik.StandsIn("503/1", nik.NIK{}) {
		t.Error("the zero NIK confuses it")
	}
}

// Real licences look like these; a rule that refuses them would keep an office from ever answering for them.
func TestALicenceNumberOfAnOfficePasses(t *testing.T) {
	for _, number := range []string{
		"503/0001/2026", "9120991234567", "91209912345670001", "912099123456700000001", "SK-PBG-330399-04012026-001", "SK-PBG-330399-04012026-01",
		"503.1/0123/IMB/DPMPTSP/II/2026", "Kep. 123/45/6789 Tahun 2026", "", "3303990141900001", // an impossible date
	} {
		if nik.StandsIn(number, parsed(t, applicant)) {
			t.Errorf("%q is refused", number)
		}
	}
}

func FuzzLicenceNumber(f *testing.F) {
	f.Add("IZIN/", "/2026", " ")
	f.Add("", "1", ".")
	f.Fuzz(func(t *testing.T, before, after, gap string) {
		if strings.ContainsAny(gap, "0123456789") || len(gap) > 4 {
			t.Skip() // digits between would make it another number
		}
		if strings.ContainsFunc(gap, unicode.IsDigit) {
			t.Skip() // digits of another script as well
		}
		if !nik.StandsIn(before+strings.Join(strings.Split(applicant, ""), gap)+after, parsed(t, applicant)) {
			t.Error("the unit's own NIK passed")
		}
	})
}

func parsed(t testing.TB, digits string) nik.NIK {
	t.Helper()
	n, err := nik.Parse(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
