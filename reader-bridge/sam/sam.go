package sam

import (
	"errors"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/problem"
)

// SAM is one module, as the office recorded it.
type SAM struct {
	Label     string         `yaml:"label" validate:"required,max=40"`         // printed on it
	Activated agreement.Date `yaml:"activated"`                                // by SIFILMA; left out: not yet
	PCIDFile  string         `yaml:"pcid_file" validate:"required,secretfile"` // 16 bytes in hex, come with the activation
	CONFFile  string         `yaml:"conf_file" validate:"required,secretfile"` // 32 bytes in hex, likewise
}

// Term is how long the office's SAMs may be used.
type Term struct {
	Number     string         `yaml:"number" validate:"required"`      // of the agreement
	ValidUntil agreement.Date `yaml:"valid_until" validate:"required"` // its last day (PKS-4)
	Bridging   *Bridging      `yaml:"bridging"`                        // while an extension is pending; never automatic
}

// Bridging lets use go on after the agreement's last day, by the paper that says so (SPTJM 2, 6).
type Bridging struct {
	Number string         `yaml:"number" validate:"required"` // of the SPTJM
	Date   agreement.Date `yaml:"date" validate:"required"`
	Until  agreement.Date `yaml:"until" validate:"required"` // the last day
}

// LastDay returns the last day of use.
func (t Term) LastDay() agreement.Date {
	if t.Bridging != nil && t.ValidUntil.Before(t.Bridging.Until) {
		return t.Bridging.Until
	}
	return t.ValidUntil
}

// Why a SAM is not used; for the log and the doctor.
var (
	ErrNotActivated = errors.New("the SAM is not recorded as activated (PKS-2.1c)")
	ErrOver         = errors.New("agreement and bridging are over (PKS-9.4)")
)

// Usable returns nil on a day on which the SAM may be used, else sam_tidak_aktif because of [ErrNotActivated] or [ErrOver].
func (s SAM) Usable(term Term, now time.Time) error {
	today := agreement.DateOf(now)
	switch {
	case s.Activated.IsZero() || today.Before(s.Activated):
		return problem.New(problem.CodeSAMTidakAktif).Because(ErrNotActivated)
	case term.LastDay().Before(today):
		return problem.New(problem.CodeSAMTidakAktif).Because(ErrOver)
	}
	return nil
}
