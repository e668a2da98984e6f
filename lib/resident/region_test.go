package resident_test

import (
	"testing"

	"simpul/lib/resident"
)

func TestAKotaAndAKabupatenOfOneNameAreDifferentPlaces(t *testing.T) { // wire §1.4
	check(t, resident.Kabupaten, []pair{
		{"KOTA PEKALONGAN", "PEKALONGAN", berbeda},
		{"KOTA PEKALONGAN", "KAB. PEKALONGAN", berbeda},
		{"KODYA TEGAL", "KABUPATEN TEGAL", berbeda},
		{"KOTA PEKALONGN", "PEKALONGAN", berbeda},
		{"KAB. PURBALINGGA", "PURBALINGGA", sesuai},
		{"Kabupaten Purbalingga", "PURBALINGGA", sesuai},
		{"KAB PEKALONGAN", "PEKALONGAN", sesuai},
		{"KOTA PEKALONGAN", "Kota Pekalongan", sesuai},
		{"SURAKARTA", "KOTA SURAKARTA", sesuai},
		{"KAB. SURAKARTA", "KOTA SURAKARTA", berbeda},
		{"JAKARTA SELATAN", "KOTA ADM. JAKARTA SELATAN", sesuai},
		{"KOTA ADMINISTRASI JAKARTA SELATAN", "KOTA ADM. JAKARTA SELATAN", sesuai},
		{"JAKARTA BARAT", "KOTA ADM. JAKARTA SELATAN", berbeda},
		{"KAB. ADM. KEP. SERIBU", "KEPULAUAN SERIBU", sesuai},
		{"PURBALINGA", "PURBALINGGA", mirip},
		{"POERBALINGGA", "PURBALINGGA", mirip},
		{"BANYUMAS", "PURBALINGGA", berbeda},
		{"KOTA", "KOTA", sesuai},
		{"-", "PURBALINGGA", kosong},
		{"KOTA PEKALONGAN", ".", kosong},
	})
}

func TestProvincesByTheirNames(t *testing.T) {
	check(t, resident.Provinsi, []pair{
		{"PROV. JAWA TENGAH", "JAWA TENGAH", sesuai},
		{"Provinsi Jawa Tengah", "JAWA TENGAH", sesuai},
		{"JATENG", "JAWA TENGAH", sesuai},
		{"DAERAH KHUSUS JAKARTA", "DKI JAKARTA", sesuai},
		{"DAERAH KHUSUS IBUKOTA JAKARTA", "DKI JAKARTA", sesuai},
		{"D.K.I. JAKARTA", "DKI JAKARTA", sesuai},
		{"DK I JAKARTA", "JAKARTA", sesuai},
		{"D.I. YOGYAKARTA", "DAERAH ISTIMEWA YOGYAKARTA", sesuai},
		{"DIY", "DI YOGYAKARTA", sesuai},
		{"KEP. RIAU", "KEPULAUAN RIAU", sesuai},
		{"KEP. RIAU", "RIAU", berbeda},
		{"SUMATRA UTARA", "SUMATERA UTARA", mirip},
		{"SUMATERA BARAT", "SUMATERA UTARA", berbeda},
		{"PAPUA BARAT", "PAPUA BARAT DAYA", berbeda},
		{"PAPUA", "PAPUA BARAT", berbeda},
		{"SULAWESI TENGAH", "SULAWESI TENGGARA", berbeda},
		{"KALIMANTAN BARAT", "KALIMANTAN UTARA", berbeda},
		{"PROVINSI", "PROVINSI", sesuai},
	})
}

func TestKecamatanAndKelurahanWithoutTheirKind(t *testing.T) {
	check(t, resident.Kecamatan, []pair{
		{"KEC. CONTOH RAYA", "CONTOH RAYA", sesuai},
		{"Distrik Contoh", "KECAMATAN CONTOH", sesuai},
		{"CONTOH KIDUL", "CONTOH LOR", berbeda},
		{"CONTOHREJO", "CONTOH REJO", mirip},
		{"KECAMATAN", "KECAMATAN", sesuai},
	})
	check(t, resident.Kelurahan, []pair{
		{"DESA CONTOH", "CONTOH", sesuai},
		{"KEL. CONTOH", "KELURAHAN CONTOH", sesuai},
		{"DS CONTOH", "DESA CONTOH", sesuai},
		{"CONTOH WETAN", "CONTOH KULON", berbeda},
	})
}

func TestTheKecamatanCodeIsTheSameHoweverPadded(t *testing.T) { // wire §1.4, §2.2
	check(t, resident.KodeKecamatan, []pair{
		{"3", "03", sesuai},
		{"003", "3", sesuai},
		{"33.03.03", "03", sesuai},
		{"330303", "3", sesuai},
		{"33.03.03", "330303", sesuai},
		{"33.03.03", "33.04.03", berbeda},
		{"33.03.04", "03", berbeda},
		{"3", "4", berbeda},
		{"0", "3", kosong},
		{"100", "3", kosong},
		{"3303031", "3", kosong},
		{"CONTOH", "3", kosong},
	})
}

func TestABirthPlaceLeavesTheRegionOpen(t *testing.T) {
	check(t, resident.TempatLahir, []pair{
		{"Purbalingga", "PURBALINGGA", sesuai},
		{"KAB. PURBALINGGA", "PURBALINGGA", sesuai},
		{"KOTA PEKALONGAN", "PEKALONGAN", mirip},
		{"JAKARTA", "JAKARTA SELATAN", mirip},
		{"PURBALINGA", "PURBALINGGA", mirip},
		{"POERBALINGGA", "PURBALINGGA", mirip},
		{"DJAKARTA", "JAKARTA", mirip},
		{"SOERABAJA", "SURABAYA", mirip},
		{"SOLO", "SURAKARTA", mirip},
		{"YOGYA", "YOGYAKARTA", mirip},
		{"JAKARTA", "DKI JAKARTA", mirip},
		{"D.K.I. Jakarta", "JAKARTA", mirip},
		{"DAERAH KHUSUS JAKARTA", "DKI JAKARTA", mirip},
		{"DKI JAKARTA", "JAKARTA SELATAN", mirip},
		{"DIY", "JOGJA", mirip},
		{"DKI JAKARTA", "DI YOGYAKARTA", berbeda},
		{"Purbalingga, Jawa Tengah", "PURBALINGGA", mirip},
		{"Purbalingga; Jateng", "PURBALINGGA, JAWA TENGAH", mirip},
		{"Purbalingga, Jawa Tengah", "PURBALINGGA JAWA TENGAH", sesuai},
		{"Poerbalingga, Jawa Tengah", "KAB. PURBALINGGA", mirip},
		{"KOTA BANDUNG, JAWA BARAT", "BANDUNG", mirip},
		{"Jakarta, Indonesia", "DKI JAKARTA", mirip},
		{"KAB., PURBALINGGA", "PURBALINGGA", sesuai},
		{", Jawa Tengah", "PURBALINGGA", berbeda},
		{"Banyumas, Jawa Tengah", "PURBALINGGA, JAWA TENGAH", berbeda},
		{"Banyumas, Purbalingga", "PURBALINGGA", berbeda},
		{"PADANG", "PADANG PANJANG", berbeda},
		{"SERANG", "SEMARANG", berbeda},
		{"MALANG", "MAGELANG", berbeda},
		{"PATI", "PATIA", berbeda},
		{"BANYUMAS", "PURBALINGGA", berbeda},
		{"-", "PURBALINGGA", kosong},
	})
}
