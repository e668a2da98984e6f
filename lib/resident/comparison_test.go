package resident_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

// record is an invented resident as the registry writes one.
func record() map[resident.Element]string {
	return map[resident.Element]string{
		resident.NIK: "3303990101900001", resident.NamaLengkap: "BUDI SANTOSO, S.H.", resident.JenisKelamin: "Laki-Laki",
		resident.TempatLahir: "PURBALINGGA", resident.TanggalLahir: "1990-01-01", resident.StatusPerkawinan: "KAWIN TERCATAT",
		resident.Pekerjaan: "KARYAWAN SWASTA", resident.Alamat: "DUSUN CONTOH NO. 5", resident.Provinsi: "JAWA TENGAH",
		resident.Kabupaten: "PURBALINGGA", resident.KodeKecamatan: "99", resident.Kecamatan: "CONTOH", resident.Kelurahan: "CONTOHREJO",
		resident.RT: "1", resident.RW: "2",
	}
}

// with returns the person of record, changed: "" takes an element away.
func with(changes map[resident.Element]string) resident.Person {
	texts := record()
	maps.Copy(texts, changes)
	known := map[resident.Element]personal.Text{}
	for e, text := range texts {
		known[e] = personal.New(text)
	}
	return resident.NewPerson(known)
}

type changes = map[resident.Element]string

func TestAPersonAgreesWithItself(t *testing.T) {
	c := resident.Compare(with(nil), with(nil))
	if c.Verdict != resident.VerdictSesuai || len(c.Bands) != len(resident.Elements()) {
		t.Errorf("%s with %d bands", c.Verdict, len(c.Bands))
	}
	for e, band := range c.Bands {
		if band != sesuai {
			t.Errorf("%s is %s", e, band)
		}
	}
}

func TestTheVerdictFollowsTheElementsThatMustAgree(t *testing.T) { // agreement.md, At the counter
	for name, row := range map[string]struct {
		claimed, answered changes
		want              resident.Verdict
	}{
		"name mirip":                       {changes{resident.NamaLengkap: "BOEDI SANTOSO"}, nil, resident.VerdictSesuai},
		"birth place mirip":                {changes{resident.TempatLahir: "PURBALINGA"}, nil, resident.VerdictSesuai},
		"birth place not claimed":          {changes{resident.TempatLahir: ""}, nil, resident.VerdictSesuai},
		"sex not claimed":                  {changes{resident.JenisKelamin: ""}, nil, resident.VerdictSesuai},
		"NIK not claimed":                  {changes{resident.NIK: ""}, nil, resident.VerdictSesuai},
		"birth place left out by registry": {nil, changes{resident.TempatLahir: ""}, resident.VerdictSesuai},
		"notes differ":                     {changes{resident.Pekerjaan: "PETANI", resident.Alamat: "JALAN LAIN"}, nil, resident.VerdictSesuai},
		"name differs":                     {changes{resident.NamaLengkap: "AGUS HARTONO"}, nil, resident.VerdictTidakSesuai},
		"birth date differs in one digit":  {changes{resident.TanggalLahir: "1990-01-02"}, nil, resident.VerdictTidakSesuai},
		"birth place differs":              {changes{resident.TempatLahir: "BANYUMAS"}, nil, resident.VerdictTidakSesuai},
		"sex differs":                      {changes{resident.JenisKelamin: "P"}, nil, resident.VerdictTidakSesuai},
		"NIK differs":                      {changes{resident.NIK: "3303990101900002"}, nil, resident.VerdictTidakSesuai},
		"name not claimed":                 {changes{resident.NamaLengkap: ""}, nil, resident.VerdictTidakDinilai},
		"name a dash":                      {changes{resident.NamaLengkap: "-"}, nil, resident.VerdictTidakDinilai},
		"birth date not claimed":           {changes{resident.TanggalLahir: ""}, nil, resident.VerdictTidakDinilai},
		"birth date with two-digit year":   {changes{resident.TanggalLahir: "01-01-90"}, nil, resident.VerdictTidakDinilai},
		"name left out by registry":        {nil, changes{resident.NamaLengkap: ""}, resident.VerdictTidakDinilai},
		"birth date unknown to registry":   {nil, changes{resident.TanggalLahir: "00-00-0000"}, resident.VerdictTidakDinilai},
		"sex differs and name not claimed": {changes{resident.JenisKelamin: "P", resident.NamaLengkap: ""}, nil, resident.VerdictTidakDinilai},
		"name differs, no sex to compare":  {changes{resident.NamaLengkap: "AGUS"}, changes{resident.JenisKelamin: ""}, resident.VerdictTidakSesuai},
	} {
		t.Run(name, func(t *testing.T) {
			if got := resident.Assess(resident.Found, with(row.claimed), with(row.answered)).Verdict; got != row.want {
				t.Errorf("got %s, want %s", got, row.want)
			}
		})
	}
}

func TestWhatTheRegistryLeftEmptyIsNotHeldAgainstTheApplicant(t *testing.T) {
	for e, band := range resident.Compare(with(nil), resident.Person{}).Bands {
		if band != kosong {
			t.Errorf("%s is %s", e, band)
		}
	}
}

func TestAnyOtherStatusHasNoBands(t *testing.T) { // JUKNIS-II.C.2b.2
	for _, s := range resident.Statuses() {
		c := resident.Assess(s, with(nil), with(nil))
		if s != resident.Found && (c.Bands == nil || len(c.Bands) != 0 || c.Verdict != resident.VerdictTidakDinilai || c.Proven()) {
			t.Errorf("%s: %+v", s, c)
		}
	}
}

func TestOnlyNameAndBirthDateProve(t *testing.T) { // JUKNIS-II.E.1
	for name, row := range map[string]struct {
		claimed changes
		want    bool
	}{
		"all":                     {nil, true},
		"name mirip":              {changes{resident.NamaLengkap: "BOEDI SANTOSO"}, true},
		"sex differs":             {changes{resident.JenisKelamin: "P"}, true},
		"no name":                 {changes{resident.NamaLengkap: ""}, false},
		"no birth date":           {changes{resident.TanggalLahir: ""}, false},
		"another name":            {changes{resident.NamaLengkap: "AGUS"}, false},
		"another day":             {changes{resident.TanggalLahir: "1990-01-02"}, false},
		"a year of two digits":    {changes{resident.TanggalLahir: "01-01-90"}, false},
		"the same, other writing": {changes{resident.NamaLengkap: "h. budi santoso", resident.TanggalLahir: "1 Jan 1990"}, true},
	} {
		if got := resident.Compare(with(row.claimed), with(nil)).Proven(); got != row.want {
			t.Errorf("%s: got %t", name, got)
		}
	}
}

func TestOverlongTextsAreComparedAsTheyStand(t *testing.T) {
	long := strings.Repeat("BUDI ", 4000)
	check(t, resident.NamaLengkap, []pair{{long, long, sesuai}, {long, long + "X", berbeda}, {long, "BUDI", berbeda}})
}

func TestElementsAreTheAgreementsInItsOrder(t *testing.T) { // PKS-2.1a, JUKNIS-II.C.2a
	want := []resident.Element{
		"nik", "nama_lengkap", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "status_perkawinan", "pekerjaan", "alamat",
		"provinsi", "kabupaten", "kode_kecamatan", "kecamatan", "kelurahan", "rt", "rw",
	}
	if got := resident.Elements(); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	for i, e := range want {
		mustAgree := i < 5
		if !e.Valid() || e.Label() == "" || (e.Class() == resident.Wajib) != mustAgree || (e.Class() == resident.Catatan) == mustAgree {
			t.Errorf("%s: label %q, class %q", e, e.Label(), e.Class())
		}
	}
	if e := resident.Element("agama"); e.Valid() || e.Label() != "" || e.Class() != "" {
		t.Error("agama is not in the agreement")
	}
}

func TestStatusesSpeakTheWordsOfTheJUKNIS(t *testing.T) { // JUKNIS-II.C.2b
	want := map[resident.Status]string{
		"found":          "Data Ditemukan",
		"deceased":       "Data Ditemukan, Meninggal Dunia",
		"duplicate":      "Data Ditemukan, Data Ganda",
		"not_found":      "Data tidak ditemukan, NIK tidak terdapat di database kependudukan",
		"inactive":       "Data Ditemukan, Status Non Aktif silahkan hubungi Dinas Dukcapil",
		"invalid_format": "Data tidak ditemukan, NIK tidak sesuai format Dukcapil",
	}
	if len(resident.Statuses()) != len(want) {
		t.Errorf("%d statuses", len(resident.Statuses()))
	}
	for _, s := range resident.Statuses() {
		if s.Text() != want[s] || s.Text() == "" {
			t.Errorf("%s: %q", s, s.Text())
		}
	}
	if resident.Status("login").Text() != "" {
		t.Error("a fault is no status")
	}
}
