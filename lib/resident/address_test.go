package resident_test

import (
	"testing"

	"simpul/lib/resident"
)

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
