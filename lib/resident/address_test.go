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

func TestRTAndRWAreNumbers(t *testing.T) { // wire §1.4
	for _, e := range []resident.Element{resident.RT, resident.RW} {
		check(t, e, []pair{
			{"001", "1", sesuai},
			{"RT 01", "1", sesuai},
			{"RW.001", "1", sesuai},
			{"RT001", "1", sesuai},
			{"010", "1", berbeda},
			{"1", "2", berbeda},
			{"000", "1", kosong},
			{"0", "0", kosong},
			{"-", "1", kosong},
			{"satu", "1", kosong},
			{"1/2/3", "1", kosong},
		})
	}
	check(t, resident.RT, []pair{{"007/008", "7", sesuai}, {"RT/RW 007/008", "8", berbeda}})
	check(t, resident.RW, []pair{{"007/008", "8", sesuai}, {"RT/RW 007/008", "7", berbeda}})
}

func TestAnAddressIsComparedByItsNameAndNumbers(t *testing.T) {
	check(t, resident.Alamat, []pair{
		{"JL. CONTOH NO. 5", "Jalan Contoh 5", sesuai},
		{"JLN CONTOH NOMOR 5", "JL CONTOH NO.5", sesuai},
		{"GG. CONTOH", "GANG CONTOH", sesuai},
		{"DSN. CONTOH", "DUSUN CONTOH", sesuai},
		{"JL. CONTOH 5 RT 001 RW 002", "JALAN CONTOH 5", sesuai},
		{"JL. CONTOH RT 001/002 NO 5", "JALAN CONTOH 5", sesuai},
		{"DUSUN CONTOH RT01 RW02", "DUSUN CONTOH", sesuai},
		{"DS CONTOH", "DUSUN CONTOH", mirip},
		{"CONTOH", "JALAN CONTOH", mirip},
		{"JL. CONTOH 05", "JL. CONTOH 5", mirip},
		{"JL. CONTOH MERAH 5", "JL. CONTOH MERA 5", mirip},
		{"JL. TJONTOH", "JL. CONTOH", mirip},
		{"JL. CONTOH 5", "JL. CONTOH 7", berbeda},
		{"JL. CONTOH", "JL. CONTOH 7", berbeda},
		{"JL. MAWAR MERAH", "JL. MAWAR PUTIH", berbeda},
		{"JL. MAWAR", "JL. MELATI", berbeda},
		{"RT 1 RW 2", "JL. CONTOH", kosong},
		{"JALAN", "GANG", berbeda},
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
		{"PADANG", "PADANG PANJANG", berbeda},
		{"SERANG", "SEMARANG", berbeda},
		{"MALANG", "MAGELANG", berbeda},
		{"PATI", "PATIA", berbeda},
		{"BANYUMAS", "PURBALINGGA", berbeda},
		{"-", "PURBALINGGA", kosong},
	})
}

func TestMaritalStatusesOldNewAndEveryday(t *testing.T) { // wire §1.7
	check(t, resident.StatusPerkawinan, []pair{
		{"Belum Kawin", "BELUM KAWIN", sesuai},
		{"KAWIN", "BELUM KAWIN", berbeda},
		{"KAWIN TERCATAT", "KAWIN", sesuai},
		{"KAWIN BELUM TERCATAT", "KAWIN", mirip},
		{"KAWIN BELUM TERCATAT", "KAWIN TERCATAT", mirip},
		{"KAWIN TIDAK TERCATAT", "KAWIN BELUM TERCATAT", sesuai},
		{"CERAI", "CERAI HIDUP", mirip},
		{"CERAI", "CERAI MATI", mirip},
		{"CERAI HIDUP", "CERAI MATI", berbeda},
		{"CERAI HIDUP", "CERAI HIDUP TERCATAT", sesuai},
		{"CERAI HIDUP BELUM TERCATAT", "CERAI HIDUP TERCATAT", mirip},
		{"CERAI HIDUP", "KAWIN", berbeda},
		{"MENIKAH", "KAWIN", mirip},
		{"Menikah", "KAWIN TERCATAT", mirip},
		{"LAJANG", "BELUM KAWIN", mirip},
		{"BELUM MENIKAH", "BELUM KAWIN", mirip},
		{"DUDA", "CERAI MATI", mirip},
		{"JANDA", "CERAI HIDUP", mirip},
		{"DUDA/JANDA", "CERAI MATI", mirip},
		{"JANDA", "KAWIN", berbeda},
		{"LAJANG", "KAWIN", berbeda},
		{"KAWINAN", "KAWIN", berbeda},
		{"entah", "KAWIN", berbeda},
		{"entah", "ENTAH", sesuai},
		{"-", "KAWIN", kosong},
	})
}

func TestOccupationsByTheNationalListAndInParts(t *testing.T) { // wire §1.7
	check(t, resident.Pekerjaan, []pair{
		{"Karyawan Swasta", "KARYAWAN SWASTA", sesuai},
		{"PEGAWAI NEGERI SIPIL", "PEGAWAI NEGERI SIPIL (PNS)", mirip},
		{"PNS", "PEGAWAI NEGERI SIPIL (PNS)", mirip},
		{"ASN", "PEGAWAI NEGERI SIPIL (PNS)", mirip},
		{"MAHASISWA", "PELAJAR/MAHASISWA", mirip},
		{"IBU RUMAH TANGGA", "MENGURUS RUMAH TANGGA", mirip},
		{"WIRAUSAHA", "WIRASWASTA", mirip},
		{"WIRASWATA", "WIRASWASTA", mirip},
		{"KARYAWAN BUMN", "KARYAWAN BUMD", berbeda},
		{"PETANI", "PEDAGANG", berbeda},
		{"KARYAWAN SWASTA", "WIRASWASTA", berbeda},
		{"-", "PETANI", kosong},
	})
}

func TestTheNIKIsComparedDigitByDigit(t *testing.T) {
	check(t, resident.NIK, []pair{
		{"3303990101900001", "3303990101900001", sesuai},
		{"3303 9901 0190 0001", "3303990101900001", sesuai},
		{"3303990101900001", "3303990101900002", berbeda},
		{"-", "3303990101900001", kosong},
	})
}
