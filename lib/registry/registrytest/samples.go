package registrytest

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// Sample is one case at the counter, ready to be sent: what an officer types from the papers, and what must come back.
type Sample struct {
	NIK             string            `json:"nik"`
	ExpectedStatus  string            `json:"expected_status"`  // JUKNIS-II.C.2b.1 and .2
	Claimed         map[string]string `json:"claimed"`          // element → as typed
	LicenceType     string            `json:"licence_type"`     // as in the configuration that is shipped
	SubjectRole     string            `json:"subject_role"`     // pemohon or penanggung_jawab
	ExpectedVerdict string            `json:"expected_verdict"` // sesuai, tidak_sesuai or tidak_dinilai
}

// Samples returns cases for demonstrations: all six statuses, found people whose papers agree though nobody writes as the
// registry does, papers that differ, and papers that say too little. No two NIKs lie close together, so no guard against
// enumeration holds them, in whatever order they come.
func Samples() []Sample {
	return slices.Concat(foundSamples(), []Sample{
		sample(WithExpected(Deceased)[1], properCase, "nib", "pemohon", "tidak_dinilai"),
		sample(WithExpected(Duplicate)[2], smallLetters, "izin_lokasi", "penanggung_jawab", "tidak_dinilai"),
		sample(WithExpected(Inactive)[3], withTitles, "izin_usaha_perdagangan", "pemohon", "tidak_dinilai"),
		sample(WithExpected(NotFound)[0], nobody, "nib", "pemohon", "tidak_dinilai"),
		sample(WithExpected(InvalidFormat)[4], nobody, "izin_usaha_industri", "penanggung_jawab", "tidak_dinilai"),
	})
}

func foundSamples() []Sample {
	ordinary := keep(func(p Person) bool {
		return p.Expected == Found && p.Group == "" && strings.Contains(p.NamaLengkap, " ")
	})
	titled := slices.DeleteFunc(slices.Clone(ordinary), func(p Person) bool { return untitled(p.NamaLengkap) == p.NamaLengkap })
	return []Sample{
		sample(titled[0], properCase, "nib", "pemohon", "sesuai"),
		sample(ordinary[17], smallLetters, "izin_usaha_perdagangan", "pemohon", "sesuai"),
		sample(InGroup(Papua)[0], withTitles, "izin_lokasi", "penanggung_jawab", "sesuai"),
		sample(InGroup(Board)[0], withTitles, "izin_usaha_industri", "penanggung_jawab", "sesuai"),
		sample(InGroup(Twins)[0], properCase, "persetujuan_bangunan_gedung", "pemohon", "sesuai"),
		sample(InGroup(Corrected)[0], smallLetters, "nib", "pemohon", "sesuai"),
		sample(ordinary[42], anotherDate, "nib", "penanggung_jawab", "tidak_sesuai"),
		sample(ordinary[77], anotherName, "izin_lokasi", "pemohon", "tidak_sesuai"),
		sample(ordinary[108], addressOnly, "persetujuan_bangunan_gedung", "pemohon", "tidak_dinilai"),
	}
}

func sample(p Person, typed func(Person) map[string]string, licence, role, verdict string) Sample {
	return Sample{p.NIK, p.Expected, typed(p), licence, role, verdict}
}

// properCase is how most officers type: Capitals At The Start, day first, padded numbers, no titles.
func properCase(p Person) map[string]string {
	claimed := p.Elements()
	for element, value := range claimed {
		claimed[element] = cases.Title(language.Indonesian).String(value)
	}
	claimed["nama_lengkap"] = cases.Title(language.Indonesian).String(untitled(p.NamaLengkap))
	claimed["tanggal_lahir"] = p.born("02-01-2006")
	claimed["kode_kecamatan"] = padded(p.KodeKecamatan, 2)
	claimed["rt"], claimed["rw"] = padded(p.RT, 3), padded(p.RW, 3)
	return claimed
}

// smallLetters is typed in a hurry, slashes in the date.
func smallLetters(p Person) map[string]string {
	claimed := p.Elements()
	for element, value := range claimed {
		claimed[element] = strings.ToLower(value)
	}
	claimed["tanggal_lahir"] = p.born("02/01/2006")
	return claimed
}

// withTitles copies a deed or a card of invitation: titles that the registry does not have.
func withTitles(p Person) map[string]string {
	claimed := properCase(p)
	claimed["nama_lengkap"] = "Ir. H. " + claimed["nama_lengkap"] + ", S.E."
	return claimed
}

func anotherDate(p Person) map[string]string {
	claimed := properCase(p)
	born, _ := time.Parse(time.DateOnly, p.TanggalLahir)
	claimed["tanggal_lahir"] = born.AddDate(-3, 2, 5).Format("02-01-2006")
	return claimed
}

func anotherName(p Person) map[string]string {
	claimed := properCase(p)
	claimed["nama_lengkap"] = "Kencana Purwaningtyas Wulandari"
	return claimed
}

// addressOnly leaves out name and birth date: nothing to judge by.
func addressOnly(p Person) map[string]string {
	claimed := properCase(p)
	for _, element := range []string{"nama_lengkap", "tanggal_lahir", "tempat_lahir", "jenis_kelamin"} {
		delete(claimed, element)
	}
	return claimed
}

// nobody is what forged papers say.
func nobody(Person) map[string]string {
	return map[string]string{
		"nama_lengkap": "Wibisana Tirtakusuma", "tanggal_lahir": "09-09-1979",
		"tempat_lahir": "Purbalingga", "jenis_kelamin": "Laki-laki",
	}
}

func padded(number string, width int) string {
	return strings.Repeat("0", max(0, width-len(number))) + number
}

// untitled takes the titles of [builder.titled] off again.
func untitled(name string) string {
	name, _, _ = strings.Cut(name, ",")
	for _, title := range frontTitles {
		name = strings.TrimPrefix(name, title+" ")
	}
	return name
}
