package registrytest

import (
	"strings"
	"time"
)

// occupations is the national list as records write it, without those that [builder.occupation] hands out itself.
var occupations = strings.Split("PEGAWAI NEGERI SIPIL|TENTARA NASIONAL INDONESIA|KEPOLISIAN RI|"+
	"PERDAGANGAN|PETANI/PEKEBUN|PETERNAK|NELAYAN/PERIKANAN|INDUSTRI|KONSTRUKSI|TRANSPORTASI|KARYAWAN BUMN|KARYAWAN BUMD|"+
	"KARYAWAN HONORER|BURUH HARIAN LEPAS|BURUH TANI/PERKEBUNAN|BURUH NELAYAN/PERIKANAN|BURUH PETERNAKAN|"+
	"PEMBANTU RUMAH TANGGA|TUKANG CUKUR|TUKANG LISTRIK|TUKANG BATU|TUKANG KAYU|TUKANG SOL SEPATU|TUKANG LAS/PANDAI BESI|"+
	"TUKANG JAHIT|TUKANG GIGI|PENATA RIAS|PENATA BUSANA|PENATA RAMBUT|MEKANIK|SENIMAN|TABIB|PARAJI|PERANCANG BUSANA|"+
	"PENTERJEMAH|IMAM MASJID|PENDETA|PASTOR|WARTAWAN|USTADZ/MUBALIGH|JURU MASAK|PROMOTOR ACARA|DOSEN|GURU|PENGACARA|NOTARIS|"+
	"ARSITEK|AKUNTAN|KONSULTAN|DOKTER|BIDAN|PERAWAT|APOTEKER|PSIKIATER/PSIKOLOG|PENYIAR TELEVISI|PENYIAR RADIO|PELAUT|"+
	"PENELITI|SOPIR|PIALANG|PARANORMAL|PEDAGANG|PERANGKAT DESA|BIARAWATI|LAINNYA", "|")

// livelihoods are what most applicants for a licence live on.
var livelihoods = []string{"WIRASWASTA", "KARYAWAN SWASTA", "PETANI/PEKEBUN", "PERDAGANGAN"}

// occupation fits the year of birth.
func (b *builder) occupation(born time.Time, female bool) string {
	switch {
	case born.Year() >= 2004:
		return pick(b, []string{"PELAJAR/MAHASISWA", "BELUM/TIDAK BEKERJA"})
	case born.Year() < 1958 && b.oneIn(2):
		return "PENSIUNAN"
	case female && b.oneIn(4):
		return "MENGURUS RUMAH TANGGA"
	case b.oneIn(3):
		return pick(b, occupations)
	}
	return pick(b, livelihoods)
}

// maritalStatus fits the year of birth; the longer words are newer (wire §1.7).
func (b *builder) maritalStatus(born time.Time) string {
	switch {
	case born.Year() >= 2004 || born.Year() >= 1995 && b.oneIn(2):
		return "BELUM KAWIN"
	case born.Year() < 1960 && b.oneIn(4):
		return "CERAI MATI"
	case b.oneIn(12):
		return pick(b, []string{"CERAI HIDUP", "CERAI HIDUP TERCATAT", "KAWIN BELUM TERCATAT"})
	case b.oneIn(4):
		return "KAWIN TERCATAT"
	}
	return "KAWIN"
}
