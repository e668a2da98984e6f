package resident_test

import (
	"testing"

	"pgregory.net/rapid"

	"simpul/lib/personal"
	"simpul/lib/resident"
)

func TestAClaimIsWrittenAsTheRegistryWrites_Wire_1_4(t *testing.T) {
	for e, rows := range map[resident.Element]map[string]string{
		resident.NIK:              {" 3303 9901 0190 0001 ": "3303990101900001"},
		resident.NamaLengkap:      {"  budi  Santoso, S.Pd. ": "BUDI SANTOSO, S.PD.", "Nur’aini": "NUR'AINI", "Nur´aini": "NUR'AINI", "José": "JOSE", "": ""},
		resident.JenisKelamin:     {"L": "LAKI-LAKI", "laki laki": "LAKI-LAKI", "Pr": "PEREMPUAN", "1": ""},
		resident.TempatLahir:      {"Kab. Purbalingga": "KAB. PURBALINGGA"},
		resident.TanggalLahir:     {"1-2-1990": "1990-02-01", "17 Agustus 1945": "1945-08-17", "00-00-0000": ""},
		resident.StatusPerkawinan: {"Kawin": "KAWIN", "menikah": "KAWIN", "Lajang": "BELUM KAWIN", "janda": "", "cerai  mati": "CERAI MATI", "Kawin Tercatat": "KAWIN TERCATAT"},
		resident.Pekerjaan:        {"Karyawan  Swasta": "KARYAWAN SWASTA"},
		resident.Alamat:           {"Jl. Melati No. 5": "JL. MELATI NO. 5"},
		resident.Provinsi:         {"Provinsi Jawa Tengah": "JAWA TENGAH", "Prov. Jawa Tengah": "JAWA TENGAH", "DKI Jakarta": "DKI JAKARTA", "Prov": "PROV"},
		resident.Kabupaten: {"Kab. Purbalingga": "PURBALINGGA", "KABUPATEN BANYUMAS": "BANYUMAS", "Purbalingga": "PURBALINGGA",
			"Kota Semarang": "KOTA SEMARANG", "Kodya Semarang": "KOTA SEMARANG", "Kota Administrasi Jakarta Selatan": "KOTA ADM. JAKARTA SELATAN", "Kota": "KOTA"},
		resident.KodeKecamatan: {"07": "7", "33.03.07": "7", "10": "10", "x": ""},
		resident.Kecamatan:     {"Kec. Contoh": "CONTOH", "Contoh Kidul": "CONTOH KIDUL"},
		resident.Kelurahan:     {"Desa Contoh": "CONTOH", "Kelurahan Contoh Lor": "CONTOH LOR"},
		resident.RT:            {"003": "3", "RT 003/RW 002": "3", "000": "", "x": ""},
		resident.RW:            {"002": "2", "003/002": "2"},
	} {
		for claimed, want := range rows {
			p := resident.NewPerson(map[resident.Element]personal.Text{e: personal.New(claimed)})
			if got := p.AsRegistered(e).RevealPersonalData(); got != want {
				t.Errorf("%s: %q became %q, want %q", e, claimed, got, want)
			}
		}
	}
}

// Whatever is claimed, the registry's way of writing says the same.
func TestWritingAsTheRegistryChangesNothingButTheWriting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claimed := build(people(texts).Draw(t, "claimed"))
		written := map[resident.Element]personal.Text{}
		for _, e := range resident.Elements() {
			written[e] = claimed.AsRegistered(e)
		}
		for e, band := range resident.Compare(claimed, resident.NewPerson(written)).Bands {
			if band == resident.Berbeda {
				t.Errorf("%s: %q became %q", e, claimed.Get(e).RevealPersonalData(), written[e].RevealPersonalData())
			}
		}
	})
}
