// Package agreement is the cooperation agreement (PKS) and its technical guideline (JUKNIS) as configuration and rules.
//
// It answers, without I/O and with the clock passed in: is access in force (PKS-4), may this method be used
// (JUKNIS-II.C.1), does this purpose belong to the agreement (PKS-1), how many hits has a day (JUKNIS-II.B). Everything an
// addendum can move is configuration, with the paper's number and date beside it (PKS-9.2). [WIB] and [Date] are the
// agreement's clock and calendar.
package agreement

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"simpul/lib/problem"
)

// Agreement is the agreement as configured.
type Agreement struct {
	Number       string   `yaml:"number" validate:"required"`
	ValidFrom    Date     `yaml:"valid_from" validate:"required"`
	ValidUntil   Date     `yaml:"valid_until" validate:"required"` // the last day, inclusive to 24:00 WIB (PKS-4)
	Addendum     *Paper   `yaml:"addendum"`                        // grants a method other than webportal (JUKNIS-II.C.3)
	PoCLetter    *Paper   `yaml:"poc_letter"`                      // the result of this application's proof of concept (JUKNIS-II.D)
	LicenceTypes []string `yaml:"licence_types" validate:"required,min=1,unique,dive,required"`
	SubjectRoles []string `yaml:"subject_roles" validate:"required,min=1,unique,dive,oneof=pemohon penanggung_jawab kuasa"`
	Quota        Quota    `yaml:"quota"`

	Holidays []Holidays `yaml:"holidays" validate:"max=30,unique=Year,dive"` // years beside those that are shipped, or in their place
	Owed     []Owed     `yaml:"obligations" validate:"max=100,unique=ID,dive"`
	Changes  []Change   `yaml:"changes_of_office" validate:"max=100,dive"`
	SAM      []SAM      `yaml:"sam" validate:"max=100,unique=Serial,dive"`

	Contacts []problem.Contact `yaml:"contacts" validate:"max=10,dive"` // of both sides (JUKNIS-VI.A–C)
}

// Paper is a letter on record.
type Paper struct {
	Number string `yaml:"number" json:"number" validate:"required"`
	Date   Date   `yaml:"date" json:"date" validate:"required"`
}

// Check refuses dates and papers that contradict each other: every error joined in it starts with a key below agreement.
func (a Agreement) Check() error {
	var until error
	if a.ValidUntil.Before(a.ValidFrom) {
		until = errors.New("valid_until: lies before valid_from (PKS-4)")
	}
	return errors.Join(until, a.Quota.Check(), a.checkOwed())
}

// checkOwed refuses a year that is none, and an obligation of the office's own without title or day.
func (a Agreement) checkOwed() error {
	for i, year := range a.Holidays {
		if err := year.Check(); err != nil {
			return fmt.Errorf("holidays[%d]: %w", i, err)
		}
	}
	for i, o := range a.Owed {
		alone := Agreement{ValidFrom: a.ValidFrom, ValidUntil: a.ValidUntil, Owed: []Owed{o}}.papers()
		if last := alone[len(alone)-1]; last.Title == "" || last.Due.IsZero() {
			return fmt.Errorf("obligations[%d]: needs title and due, or an id of the agreement's", i)
		}
	}
	return nil
}

// State is where the agreement stands on a day.
type State string

// The states of PKS-4.
const (
	NotYet   State = "belum_berlaku"
	InForce  State = "berlaku"
	Bridged  State = "masa_peralihan"
	Finished State = "berakhir"
)

// Ends returns the first moment that is no longer in force: the midnight in WIB after the last day (PKS-4).
func (a Agreement) Ends() time.Time { return a.ValidUntil.Next().Midnight() }

// StateAt returns the state at now. bridged is until when access goes on after the end while an extension is pending (SPTJM 2
// and 6), the zero time for not at all: that is never automatic, but an act on record, so it is no part of the configuration.
func (a Agreement) StateAt(now, bridged time.Time) State {
	switch {
	case DateOf(now).Before(a.ValidFrom):
		return NotYet
	case now.Before(a.Ends()):
		return InForce
	case now.Before(bridged):
		return Bridged
	}
	return Finished
}

// CheckBegun refuses access before the agreement's first day: perjanjian_belum_berlaku (PKS-4). Its end, and the bridging
// after it, are for the one step that decides about an access (lib/admission).
func (a Agreement) CheckBegun(now time.Time) error {
	if DateOf(now).Before(a.ValidFrom) {
		return problem.New(problem.CodePerjanjianBelumBerlaku)
	}
	return nil
}

// The methods of access. MethodWebPortal is what the agreement grants today; the others need an addendum (JUKNIS-II.C.1,
// II.C.3). MethodKesesuaian discloses nothing.
const (
	MethodWebPortal  = "webportal"
	MethodLookup     = "lookup"
	MethodKesesuaian = "kesesuaian"
)

// CheckMethod refuses a method without its paper, or before the paper's date: metode_belum_diizinkan. The simulator is no
// registry and needs none.
func (a Agreement) CheckMethod(method string, simulator bool, now time.Time) error {
	granted := a.Addendum != nil && !DateOf(now).Before(a.Addendum.Date)
	if method == MethodWebPortal || simulator || granted {
		return nil
	}
	return problem.New(problem.CodeMetodeBelumDiizinkan)
}

// CheckProven refuses a call to the registry itself before this application's proof of concept has its result letter (JUKNIS-II.D).
// The text starts with the key below agreement. The run of the proof of concept does not ask.
func (a Agreement) CheckProven(simulator bool, now time.Time) error {
	if simulator || a.PoCLetter != nil && !DateOf(now).Before(a.PoCLetter.Date) {
		return nil
	}
	return errors.New("poc_letter: needs number and date of the result letter of the proof of concept, not later than today (JUKNIS-II.D)")
}

// CheckPurpose refuses what the agreement was not made for: jenis_izin_tidak_terdaftar, peran_tidak_diizinkan (PKS-1).
func (a Agreement) CheckPurpose(licenceType, role string) error {
	if !slices.Contains(a.LicenceTypes, licenceType) {
		return problem.New(problem.CodeJenisIzinTidakTerdaftar)
	}
	if !slices.Contains(a.SubjectRoles, role) {
		return problem.New(problem.CodePeranTidakDiizinkan)
	}
	return nil
}
