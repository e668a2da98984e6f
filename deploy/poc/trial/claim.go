package trial

import (
	"simpul/lib/personal"
	"simpul/lib/resident"
)

// claim is what the papers of a test NIK say, as an officer would type it.
type claim struct {
	NamaLengkap      personal.Text `yaml:"nama_lengkap"`
	JenisKelamin     personal.Text `yaml:"jenis_kelamin"`
	TempatLahir      personal.Text `yaml:"tempat_lahir"`
	TanggalLahir     personal.Text `yaml:"tanggal_lahir"`
	StatusPerkawinan personal.Text `yaml:"status_perkawinan"`
	Pekerjaan        personal.Text `yaml:"pekerjaan"`
	Alamat           personal.Text `yaml:"alamat"`
	Provinsi         personal.Text `yaml:"provinsi"`
	Kabupaten        personal.Text `yaml:"kabupaten"`
	KodeKecamatan    personal.Text `yaml:"kode_kecamatan"`
	Kecamatan        personal.Text `yaml:"kecamatan"`
	Kelurahan        personal.Text `yaml:"kelurahan"`
	RT               personal.Text `yaml:"rt"`
	RW               personal.Text `yaml:"rw"`
}

func (c claim) person() resident.Person {
	return resident.NewPerson(map[resident.Element]personal.Text{
		resident.NamaLengkap:      c.NamaLengkap,
		resident.JenisKelamin:     c.JenisKelamin,
		resident.TempatLahir:      c.TempatLahir,
		resident.TanggalLahir:     c.TanggalLahir,
		resident.StatusPerkawinan: c.StatusPerkawinan,
		resident.Pekerjaan:        c.Pekerjaan,
		resident.Alamat:           c.Alamat,
		resident.Provinsi:         c.Provinsi,
		resident.Kabupaten:        c.Kabupaten,
		resident.KodeKecamatan:    c.KodeKecamatan,
		resident.Kecamatan:        c.Kecamatan,
		resident.Kelurahan:        c.Kelurahan,
		resident.RT:               c.RT,
		resident.RW:               c.RW,
	})
}
