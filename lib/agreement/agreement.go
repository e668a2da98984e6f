// Package agreement is the cooperation agreement (PKS) and its technical guideline (JUKNIS) as configuration and rules.
//
// It answers, without I/O and with the clock passed in: is access in force (PKS-4), may this method be used
// (JUKNIS-II.C.1), does this purpose belong to the agreement (PKS-1), how many hits has a day (JUKNIS-II.B). Everything an
// addendum can move is configuration, with the paper's number and date beside it (PKS-9.2). [WIB] and [Date] are the
// agreement's clock and calendar.
package agreement

import (
	"errors"
	"slices"
	"time"

	"simpul/lib/problem"
)

// Agreement is the agreement as configured.
type Agreement struct {
	Number       string    `yaml:"number" validate:"required"`
	ValidFrom    Date      `yaml:"valid_from" validate:"required"`
	ValidUntil   Date      `yaml:"valid_until" validate:"required"` // the last day, inclusive to 24:00 WIB (PKS-4)
	Bridging     *Bridging `yaml:"bridging"`
	Addendum     *Paper    `yaml:"addendum"` // grants a method other than webportal (JUKNIS-II.C.3)
	LicenceTypes []string  `yaml:"licence_types" validate:"required,min=1,unique,dive,required"`
	SubjectRoles []string  `yaml:"subject_roles" validate:"required,min=1,unique,dive,oneof=pemohon penanggung_jawab kuasa"`
	Quota        Quota     `yaml:"quota" validate:"required"`
}

// Paper is a letter on record.
type Paper struct {
	Number string `yaml:"number" json:"number" validate:"required"`
	Date   Date   `yaml:"date" json:"date" validate:"required"`
}

// Bridging lets access go on while an extension is pending (SPTJM 2 and 6). It is never automatic: somebody entered the
// paper and the last day.
type Bridging struct {
	Paper `yaml:",inline"`
	Until Date `yaml:"until" validate:"required"`
}

// Check refuses dates and papers that contradict each other: every error joined in it starts with a key below agreement.
func (a Agreement) Check() error {
	var until, bridging error
	if a.ValidUntil.Before(a.ValidFrom) {
		until = errors.New("valid_until: lies before valid_from (PKS-4)")
	}
	if a.Bridging != nil && a.Bridging.Until.Before(a.ValidUntil) {
		bridging = errors.New("bridging.until: lies before valid_until (SPTJM 2, 6)")
	}
	return errors.Join(until, bridging, a.Quota.Check())
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

// StateAt returns the state at now.
func (a Agreement) StateAt(now time.Time) State {
	today := DateOf(now)
	switch {
	case today.Before(a.ValidFrom):
		return NotYet
	case !a.ValidUntil.Before(today):
		return InForce
	case a.Bridging != nil && !a.Bridging.Until.Before(today):
		return Bridged
	}
	return Finished
}

// CheckInForce refuses access outside the agreement's dates: perjanjian_belum_berlaku, perjanjian_berakhir (PKS-4).
func (a Agreement) CheckInForce(now time.Time) error {
	switch a.StateAt(now) {
	case NotYet:
		return problem.New(problem.CodePerjanjianBelumBerlaku)
	case InForce, Bridged:
		return nil
	case Finished:
	}
	return problem.New(problem.CodePerjanjianBerakhir)
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
