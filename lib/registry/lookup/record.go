package lookup

import (
	"errors"

	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/registry/dialect"
	"simpul/lib/resident"
)

// record is a person's data (wire §1.4), a statement, or both. Its fields are the allow-list: whatever else an answer carries
// is skipped unread (PKS-2.1a).
type record struct {
	dialect.Statement

	NIK          dialect.Scalar `json:"NIK"`
	Name         dialect.Scalar `json:"NAMA_LGKP"`
	Sex          dialect.Scalar `json:"JENIS_KLMIN"`
	BirthPlace   dialect.Scalar `json:"TMPT_LHR"`
	BirthDate    dialect.Scalar `json:"TGL_LHR"`
	Marital      dialect.Scalar `json:"STATUS_KAWIN"`
	Occupation   dialect.Scalar `json:"JENIS_PKRJN"`
	Address      dialect.Scalar `json:"ALAMAT"`
	Province     dialect.Scalar `json:"PROP_NAME"`
	Regency      dialect.Scalar `json:"KAB_NAME"`
	DistrictCode dialect.Scalar `json:"NO_KEC"`
	District     dialect.Scalar `json:"KEC_NAME"`
	Village      dialect.Scalar `json:"KEL_NAME"`
	RT           dialect.Scalar `json:"NO_RT"`
	RW           dialect.Scalar `json:"NO_RW"`
}

// What makes an answer unusable though it could be read.
var (
	errOther    = errors.New("the answer is about another NIK, or about none")
	errNameless = errors.New("the answer has no name")
)

// check refuses a record about another NIK whatever it says, and data without NIK and name.
func (r record) check(status resident.Status, asked nik.NIK) error {
	switch {
	case string(r.NIK) != asked.RevealPersonalData() && (r.NIK != "" || status == resident.Found):
		return errOther
	case status == resident.Found && r.Name == "":
		return errNameless
	}
	return nil
}

// person returns the elements of JUKNIS-II.C.2a.
func (r record) person() resident.Person {
	text := func(s dialect.Scalar) personal.Text { return personal.New(string(s)) }
	return resident.NewPerson(map[resident.Element]personal.Text{
		resident.NIK:              text(r.NIK),
		resident.NamaLengkap:      text(r.Name),
		resident.JenisKelamin:     text(r.Sex),
		resident.TempatLahir:      text(r.BirthPlace),
		resident.TanggalLahir:     text(r.BirthDate),
		resident.StatusPerkawinan: text(r.Marital),
		resident.Pekerjaan:        text(r.Occupation),
		resident.Alamat:           text(r.Address),
		resident.Provinsi:         text(r.Province),
		resident.Kabupaten:        text(r.Regency),
		resident.KodeKecamatan:    text(r.DistrictCode),
		resident.Kecamatan:        text(r.District),
		resident.Kelurahan:        text(r.Village),
		resident.RT:               text(r.RT),
		resident.RW:               text(r.RW),
	})
}
