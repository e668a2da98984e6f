package lookup

import (
	"errors"
	"strconv"

	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/resident"
)

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
	text := func(s scalar) personal.Text { return personal.New(string(s)) }
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

// quotaLeft returns quotaLimiter where it is a number of hits; nil where it is not there or makes no sense (wire §1.3).
func quotaLeft(s scalar) *int64 {
	left, err := strconv.ParseInt(string(s), 10, 64)
	if err != nil || left < 0 {
		return nil
	}
	return &left
}
