package profile

import "simpul/lib/resident"

// Elements say where each element of JUKNIS-II.C.2a stands. NIK and name must be there; one that the portal does not show is
// left out.
type Elements struct {
	NIK              Value `yaml:"nik"`
	NamaLengkap      Value `yaml:"nama_lengkap"`
	JenisKelamin     Value `yaml:"jenis_kelamin"`
	TempatLahir      Value `yaml:"tempat_lahir"`
	TanggalLahir     Value `yaml:"tanggal_lahir"`
	StatusPerkawinan Value `yaml:"status_perkawinan"`
	Pekerjaan        Value `yaml:"pekerjaan"`
	Alamat           Value `yaml:"alamat"`
	Provinsi         Value `yaml:"provinsi"`
	Kabupaten        Value `yaml:"kabupaten"`
	KodeKecamatan    Value `yaml:"kode_kecamatan"`
	Kecamatan        Value `yaml:"kecamatan"`
	Kelurahan        Value `yaml:"kelurahan"`
	RT               Value `yaml:"rt"`
	RW               Value `yaml:"rw"`
}

type place struct {
	element resident.Element
	value   Value
}

// places lists the elements, in the agreement's order.
func (e Elements) places() []place {
	return []place{
		{resident.NIK, e.NIK}, {resident.NamaLengkap, e.NamaLengkap}, {resident.JenisKelamin, e.JenisKelamin},
		{resident.TempatLahir, e.TempatLahir}, {resident.TanggalLahir, e.TanggalLahir},
		{resident.StatusPerkawinan, e.StatusPerkawinan}, {resident.Pekerjaan, e.Pekerjaan}, {resident.Alamat, e.Alamat},
		{resident.Provinsi, e.Provinsi}, {resident.Kabupaten, e.Kabupaten}, {resident.KodeKecamatan, e.KodeKecamatan},
		{resident.Kecamatan, e.Kecamatan}, {resident.Kelurahan, e.Kelurahan}, {resident.RT, e.RT}, {resident.RW, e.RW},
	}
}

func (v Value) nowhere() bool { return v.Label == "" && v.Selector == "" }
