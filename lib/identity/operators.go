package identity

import (
	"errors"
	"fmt"
	"strings"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/problem"
)

// operator is one entry of the list of operators. It has no name: the id is what logs and ledger show, and the office knows
// who that is.
type operator struct {
	ID            string         `yaml:"id" validate:"required"`
	Active        bool           `yaml:"active"`
	NDADate       agreement.Date `yaml:"nda_date"`                           // when the NDA was signed; left out: not yet
	AssignedUntil agreement.Date `yaml:"assigned_until" validate:"required"` // the last day, inclusive
	Scopes        []string       `yaml:"scopes" validate:"unique"`
	granted       scopeSet
}

// roster are the operators by id.
type roster map[string]operator

// isOperatorID keeps ids fit for logs, ledger and metrics.
func isOperatorID(s string) bool {
	return 2 <= len(s) && len(s) <= 31 && s[0] != '-' && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" &&
		!nik.ContainsLongDigits(s)
}

// parseRoster reads the list of operators.
func parseRoster(text string) (roster, error) {
	var file struct {
		Operators []operator `yaml:"operators" validate:"required,min=1,unique=ID,dive"`
	}
	if err := config.Unmarshal([]byte(text), &file); err != nil {
		return nil, err
	}
	all := roster{}
	for i, o := range file.Operators {
		if !isOperatorID(o.ID) {
			return nil, fmt.Errorf("operators[%d].id: needs 2 to 31 of a–z, 0–9 and dash, without 16 digits", i)
		}
		scopes, ok := scopesOf(o.Scopes)
		if !ok {
			return nil, fmt.Errorf("operators[%d].scopes: %w", i, errUnknownScope)
		}
		o.granted = scopes
		all[o.ID] = o
	}
	return all, nil
}

// admit returns what the operator may do today, or why nothing: petugas_tidak_terdaftar, petugas_tidak_aktif, nda_belum_ada
// (JUKNIS-VI.E), penugasan_berakhir.
func (r roster) admit(id string, today agreement.Date) (scopeSet, error) {
	o, known := r[id]
	switch {
	case !known:
		return 0, problem.New(problem.CodePetugasTidakTerdaftar)
	case !o.Active:
		return 0, problem.New(problem.CodePetugasTidakAktif)
	case o.NDADate.IsZero():
		return 0, problem.New(problem.CodeNDABelumAda).Because(errors.New("nda_date is missing"))
	case today.Before(o.NDADate):
		return 0, problem.New(problem.CodeNDABelumAda).Because(errors.New("nda_date lies in the future"))
	case o.AssignedUntil.Before(today):
		return 0, problem.New(problem.CodePenugasanBerakhir)
	}
	return o.granted, nil
}

// Assignments returns until when each active operator is assigned, and since when under an NDA: for the calendar of obligations.
func (v *Verifier) Assignments() []agreement.Assignment {
	var all []agreement.Assignment
	for _, o := range v.operators.current() {
		if o.Active {
			all = append(all, agreement.Assignment{Operator: o.ID, NDA: o.NDADate, Until: o.AssignedUntil})
		}
	}
	return all
}
