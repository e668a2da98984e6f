package main

import (
	"slices"

	"github.com/google/uuid"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/cardreader"
	"simpul/lib/function"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/problem"
	"simpul/lib/resident"
	"simpul/lib/shape"
)

// request is the body of POST /function/verify-nik; functions/openapi.yaml is the contract.
type request struct {
	NIK               personal.Text      `json:"nik"`
	ApplicationNumber string             `json:"application_number" validate:"required,max=64,nomor,tanpa_nik"`
	LicenceType       string             `json:"licence_type" validate:"required,max=64,tanpa_nik"`
	SubjectRole       string             `json:"subject_role" validate:"required,oneof=pemohon penanggung_jawab kuasa"`
	IdentityDocument  string             `json:"identity_document" validate:"omitempty,oneof=ktp-el ikd"`
	Claimed           claimed            `json:"claimed"`
	Show              []resident.Element `json:"show" validate:"max=15,unique,dive,elemen"`
	Recheck           bool               `json:"recheck"`
	Override          *override          `json:"override"`
	Reader            string             `json:"reader"` // reads the applicant's card; left out: the NIK was typed
	Consent           consent            `json:"consent"`
	HolderPresent     bool               `json:"holder_present"`
}

// consent is what the resident agreed to, each by itself (JUKNIS-IV.F).
type consent struct {
	Read  bool `json:"read"`
	Store bool `json:"store"`
}

// override goes on where the guard holds (JUKNIS-II.E.1); the code is recorded, the note is the officer's reminder to think and
// is not kept.
type override struct {
	Code string `json:"code" validate:"required,kode"`
	Note string `json:"note" validate:"max=200,tanpa_nik"`
}

// body is a verification, or a decision about one.
type body struct {
	request
	Decision *decision `json:"decision"`
}

// claimed is what the applicant's papers say, as typed.
type claimed struct {
	NamaLengkap      personal.Text `json:"nama_lengkap" validate:"tanpa_nik"`
	JenisKelamin     personal.Text `json:"jenis_kelamin" validate:"tanpa_nik"`
	TempatLahir      personal.Text `json:"tempat_lahir" validate:"tanpa_nik"`
	TanggalLahir     personal.Text `json:"tanggal_lahir" validate:"tanpa_nik"`
	StatusPerkawinan personal.Text `json:"status_perkawinan" validate:"tanpa_nik"`
	Pekerjaan        personal.Text `json:"pekerjaan" validate:"tanpa_nik"`
	Alamat           personal.Text `json:"alamat" validate:"tanpa_nik"`
	Provinsi         personal.Text `json:"provinsi" validate:"tanpa_nik"`
	Kabupaten        personal.Text `json:"kabupaten" validate:"tanpa_nik"`
	KodeKecamatan    personal.Text `json:"kode_kecamatan" validate:"tanpa_nik"`
	Kecamatan        personal.Text `json:"kecamatan" validate:"tanpa_nik"`
	Kelurahan        personal.Text `json:"kelurahan" validate:"tanpa_nik"`
	RT               personal.Text `json:"rt" validate:"tanpa_nik"`
	RW               personal.Text `json:"rw" validate:"tanpa_nik"`
}

// person is the claim as a person, with the NIK that is asked about.
func (r request) person() resident.Person {
	c := r.Claimed
	return resident.NewPerson(map[resident.Element]personal.Text{
		resident.NIK:              r.NIK,
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

var (
	codeShape   = shape.Of(`^[a-z][a-z_]{2,39}$`)
	numberShape = shape.Of(`^[0-9A-Za-z]([0-9A-Za-z ./_-]*[0-9A-Za-z./_-])?$`)
)

// rules are the checks that a request's tags name. An identifier with sixteen digits in a row could carry a NIK to a place
// where it is kept; so could any other field (design.md, Contracts).
var rules = function.NewValidator(
	function.Rule{Tag: "tanpa_nik", Code: "memuat_nik", OK: func(s string) bool { return !nik.ContainsLongDigits(s) },
		Detail: "Isian ini memuat deretan angka sepanjang NIK; NIK hanya boleh pada isian nik."},
	function.Rule{Tag: "nomor", Code: "bentuk", OK: numberShape,
		Detail: "Gunakan huruf, angka, spasi, titik, garis miring, garis bawah, atau tanda hubung, tanpa spasi di awal dan akhir."},
	function.Rule{Tag: "kode", Code: "bentuk", OK: codeShape,
		Detail: "Kode alasan terdiri atas 3 sampai 40 huruf kecil atau garis bawah, misalnya keluarga_besar."},
	function.Rule{Tag: "uuid7", Code: "bentuk", OK: isAccessID,
		Detail: "Isi access_id dari jawaban pemeriksaan."},
	function.Rule{Tag: "elemen", Code: "pilihan", OK: func(s string) bool { return resident.Element(s).Valid() },
		Detail: "Hanya elemen data dalam perjanjian yang dapat ditampilkan."},
)

// question is a request found well-formed.
type question struct {
	request
	nik     nik.NIK
	paper   resident.Person  // what was typed
	claimed resident.Person  // what is claimed: paper, completed by the card
	card    *cardreader.Read // genuine, of this NIK; nil: typed
	key     string           // Idempotency-Key, "" for none
}

// isAccessID reports whether s is an access id as verify-nik writes them.
func isAccessID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.Version() == 7 && id.String() == s
}

// decode returns the body, which may hold anything that fits.
func decode(req handler.Request) (body, error) {
	var b body
	err := function.Decode(req, &b)
	return b, err
}

// parse returns the question, or every wrong field at once. knows says which readers there are.
func parse(req handler.Request, b body, knows func(reader string) bool) (question, error) {
	key, wrongKey := function.IdempotencyKey(req.Header)
	q := question{request: b.request, key: key}
	q.paper = q.person()
	q.claimed = q.paper
	fields := slices.Concat(rules.Validate(q.request), resident.CheckClaim(q.claimed), checkCard(q.request, knows), wrongKey, checkQuery(req.QueryString))
	var err error
	if q.nik, err = nik.Parse(q.NIK.RevealPersonalData()); err != nil {
		fields = append(fields, nik.Field(err))
	}
	if len(fields) > 0 {
		return question{}, problem.Invalid(fields...)
	}
	return q, nil
}

// checkQuery refuses a query: addresses are written down in many places, and a NIK must not be in one.
func checkQuery(query string) []problem.Field {
	if query == "" {
		return nil
	}
	return []problem.Field{{Name: "query", Code: "tidak_dikenal", Detail: "Kirim semua isian di badan permintaan, bukan pada alamat."}}
}
