package resident_test

import (
	"testing"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

func TestADateIsTheSameHoweverItIsWritten(t *testing.T) { // wire §1.6
	for _, s := range []string{
		"1990-01-02", "1990/01/02", "1990.01.02", "1990-1-2", "02-01-1990", "2-1-1990", "02.01.1990", "02/01/1990", "02 01 1990",
		" 02-01-1990 ", "02-01-1990 00:00:00", "1990-01-02 00:00:00", "1990-01-02T00:00:00", "1990-01-02 00:00:00.0",
		"02/01/1990 00:00", "1990-01-02  00.00.00",
		"2 Januari 1990", "02 JANUARI 1990", "2-Jan-1990", "02 jan. 1990", "０２－０１－１９９０",
	} {
		check(t, resident.TanggalLahir, []pair{{s, "1990-01-02", sesuai}})
	}
	for name, month := range map[string]string{
		"Januari": "01", "Februari": "02", "Pebruari": "02", "Feb": "02", "Peb": "02", "Maret": "03", "Mar": "03", "April": "04",
		"Mei": "05", "Juni": "06", "Jun": "06", "Juli": "07", "Agustus": "08", "Agu": "08", "Agt": "08", "Ags": "08",
		"September": "09", "Sept": "09", "Oktober": "10", "Okt": "10", "November": "11", "Nopember": "11", "Nop": "11",
		"Desember": "12", "Des": "12",
	} {
		check(t, resident.TanggalLahir, []pair{{"5 " + name + " 1985", "1985-" + month + "-05", sesuai}})
	}
}

func TestADateThatDiffersInOneDigitIsBerbeda(t *testing.T) {
	check(t, resident.TanggalLahir, []pair{
		{"1990-01-02", "1990-01-03", berbeda},
		{"1990-01-02", "1990-01-12", berbeda},
		{"1990-01-02", "1991-01-02", berbeda},
		{"1990-01-02", "1990-02-01", berbeda},
		{"02-01-1990", "01-02-1990", berbeda},
	})
}

func TestADateThatNobodyCanReadIsNotCompared(t *testing.T) {
	for _, s := range []string{
		"00-00-0000", "31-02-1990", "02-01-90", "90-01-02", "1990-13-01", "0090-01-02", "2190-01-02", "1990", "Januari 1990", "2 Jumat 1990", "2 Ja 1990",
		"1990-01-02T17:00:00Z", "1990-01-02T00:00:00+07:00", "19900102",
		"-", "kemarin", "1990-01-02x", "1-1-1990 pagi", "2 Januaris 1990",
	} {
		check(t, resident.TanggalLahir, []pair{{s, "1990-01-02", kosong}, {s, s, kosong}})
		if !person(resident.TanggalLahir, s).BirthDate().IsZero() {
			t.Errorf("%q was read", s)
		}
	}
}

func TestSexIsReadInAllItsWords(t *testing.T) { // wire §1.4, §2.2
	men := []string{"L", "l", "LK", "Laki-Laki", "LAKI-LAKI", "Laki laki", "laki", "Laki2", "Pria"}
	women := []string{"P", "p", "PR", "Perempuan", "PEREMPUAN", "Wanita", "W"}
	for _, m := range men {
		check(t, resident.JenisKelamin, []pair{{m, "LAKI-LAKI", sesuai}, {m, "Perempuan", berbeda}})
	}
	for _, w := range women {
		check(t, resident.JenisKelamin, []pair{{w, "Perempuan", sesuai}, {w, "Laki-Laki", berbeda}})
	}
	for _, s := range []string{"1", "2", "X", "-", "Male", "LP"} { // systems do not agree on what 1 and 2 stand for
		check(t, resident.JenisKelamin, []pair{{s, "Laki-Laki", kosong}})
	}
}

func TestBirthDateAndSexComeOutForTheWarningsOfANIK(t *testing.T) {
	p := resident.NewPerson(map[resident.Element]personal.Text{
		resident.TanggalLahir: personal.New("2 Januari 1990"), resident.JenisKelamin: personal.New("Wanita"),
	})
	if p.BirthDate().String() != "1990-01-02" || p.Sex() != "P" {
		t.Errorf("got %s, %s", p.BirthDate(), p.Sex())
	}
	if p = (resident.Person{}); !p.BirthDate().IsZero() || p.Sex() != "" {
		t.Error("nobody was born")
	}
}

func FuzzBirthDate(f *testing.F) {
	for _, seed := range []string{"1990-01-02", "02-01-1990 00:00", "2 Januari 1990", "00-00-0000", "2.Mei.1990", "1990-01-02T00:00:00Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		birth := person(resident.TanggalLahir, s).BirthDate()
		if year, _, _ := birth.Date(); !birth.IsZero() && (year < 1800 || year > 2099) {
			t.Errorf("born in %d", year)
		}
		if !birth.IsZero() && len(s) <= 256 && bandOf(resident.TanggalLahir, s, birth.String()) != sesuai {
			t.Errorf("%s does not agree with what it was read from", birth)
		}
	})
}
