package main

import (
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/feedback"
	"simpul/lib/function"
	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/problem"
)

// unit is what a frontend says of one (application, NIK).
type unit struct {
	ApplicationNumber string        `json:"application_number" validate:"required,max=64,nomor,tanpa_nik"`
	AccessIDs         []string      `json:"access_ids" validate:"max=20,unique,dive,uuid7"`
	NIK               personal.Text `json:"nik"`
	Receipt           string        `json:"receipt" validate:"omitempty,tanda_terima"`
	Licences          []licence     `json:"licences" validate:"max=20,dive"`
	Closed            *closed       `json:"closed_without_licence"`
	Correction        bool          `json:"correction"`
	Override          *override     `json:"override"`
	AccessOrigin      string        `json:"access_origin" validate:"omitempty,oneof=manual"`
}

type licence struct {
	Number personal.Text `json:"number" validate:"required,max=64,tercetak"`
	Type   string        `json:"type" validate:"required,max=64,tanpa_nik"`
}

// closed says why there is no licence. The note is for people and is not kept, since it could name a person.
type closed struct {
	Code string `json:"code" validate:"required,oneof=ditolak ditarik tidak_sesuai lainnya"`
	Note string `json:"note" validate:"max=200,tercetak,tanpa_nik"`
}

// override lets a licence go out although the latest status was not found (PKS-2.2a); the code is counted, the note is not kept.
type override struct {
	Code string `json:"code" validate:"required,kode"`
	Note string `json:"note" validate:"max=200,tercetak,tanpa_nik"`
}

// read returns the submission of one unit, or every wrong field of it at once.
func (s *submitter) read(raw jsontext.Value) (feedback.Submission, error) {
	var u unit
	if err := function.Decode(handler.Request{Body: raw}, &u); err != nil {
		return feedback.Submission{}, err
	}
	who, err := nik.Parse(u.NIK.RevealPersonalData())
	fields := slices.Concat(rules.Validate(u), u.checkKind(), s.checkLicences(u, who))
	if err != nil {
		fields = append(fields, nik.Field(err))
	}
	if len(fields) > 0 {
		return feedback.Submission{}, problem.Invalid(fields...)
	}
	if u.AccessOrigin == "" && !s.proven(u, who) {
		return feedback.Submission{}, problem.New(problem.CodeTandaTerimaSalah)
	}
	return u.submission(who), nil
}

// proven reports whether the receipt shows that one of the accesses was about this NIK: nothing else is kept to check it
// (agreement.md, "What counts as storing").
func (s *submitter) proven(u unit, who nik.NIK) bool {
	return slices.ContainsFunc(u.AccessIDs, func(id string) bool { return s.receipts.Check(u.Receipt, id, who) == nil })
}

// checkKind wants licences or a reason, and access ids with a receipt or the word that there are none.
func (u unit) checkKind() []problem.Field {
	var wrong []problem.Field
	add := func(bad bool, name, code, detail string) {
		if bad {
			wrong = append(wrong, problem.Field{Name: name, Code: code, Detail: detail})
		}
	}
	manual := u.AccessOrigin != ""
	add(len(u.Licences) == 0 && u.Closed == nil, "licences", "wajib", "Isi izin yang terbit, atau closed_without_licence bila tidak ada.")
	add(len(u.Licences) > 0 && u.Closed != nil, "closed_without_licence", "tidak_boleh_diisi", "Kosongkan: izinnya sudah disebut pada licences.")
	add(u.Override != nil && u.Closed != nil, "override", "tidak_boleh_diisi", "Kosongkan: tanpa izin tidak ada yang perlu diteruskan.")
	add(!manual && len(u.AccessIDs) == 0, "access_ids", "wajib", "Isi access_id dari pemeriksaan, atau access_origin manual bila akses dilakukan di luar Simpul.")
	add(!manual && u.Receipt == "", "receipt", "wajib", "Isi receipt dari jawaban pemeriksaan.")
	add(manual && len(u.AccessIDs) > 0, "access_ids", "tidak_boleh_diisi", "Kosongkan: akses di luar Simpul tidak mempunyai access_id.")
	add(manual && u.Receipt != "", "receipt", "tidak_boleh_diisi", "Kosongkan: akses di luar Simpul tidak mempunyai receipt.")
	return wrong
}

// checkLicences wants each licence once, of a type of the agreement (PKS-1), with a number that is no NIK.
func (s *submitter) checkLicences(u unit, who nik.NIK) []problem.Field {
	var wrong []problem.Field
	for i, l := range u.Licences {
		name := fmt.Sprintf("licences[%d].", i)
		if nik.StandsIn(l.Number.RevealPersonalData(), who) {
			wrong = append(wrong, problem.Field{Name: name + "number", Code: "memuat_nik", Detail: "Nomor izin ini memuat NIK. Isi nomor izin seperti tercetak pada dokumennya."})
		}
		if l.Type != "" && !slices.Contains(s.agreement.LicenceTypes, l.Type) {
			wrong = append(wrong, problem.Field{Name: name + "type", Code: string(problem.CodeJenisIzinTidakTerdaftar), Detail: "Isi jenis izin yang terdaftar dalam perjanjian."})
		}
		if slices.Contains(u.Licences[:i], l) {
			wrong = append(wrong, problem.Field{Name: fmt.Sprintf("licences[%d]", i), Code: "kembar", Detail: "Izin ini sudah disebut; hapus salah satunya."})
		}
	}
	return wrong
}

func (u unit) submission(who nik.NIK) feedback.Submission {
	s := feedback.Submission{
		Application: u.ApplicationNumber, NIK: who, AccessIDs: u.AccessIDs,
		Correction: u.Correction, Manual: u.AccessOrigin != "",
	}
	for _, l := range u.Licences {
		s.Licences = append(s.Licences, feedback.Licence{Number: l.Number, Type: l.Type})
	}
	if u.Closed != nil {
		s.Closed = u.Closed.Code
	}
	if u.Override != nil {
		s.Override = u.Override.Code
	}
	return s
}
