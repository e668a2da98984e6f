package config

import (
	"cmp"
	"time"
)

// Guard is what the access guard holds (JUKNIS-II.E.1). The thresholds are to be agreed with Dukcapil at the proof of concept.
type Guard struct {
	KeyFile    string        `yaml:"key_file" validate:"required,secretfile"` // HMAC keys of the evidence (lib/keyring)
	Operator   Pace          `yaml:"operator" validate:"required"`
	Office     Pace          `yaml:"office" validate:"required"`
	Sequential int64         `yaml:"sequential" validate:"min=2,max=1000000"` // the access that would be this one of a run of serials is held
	Patterned  int64         `yaml:"patterned" validate:"min=2,max=1000000"`  // likewise, of a run in which date or region moves
	Guesses    int64         `yaml:"guesses" validate:"min=1,max=1000000"`    // answers that there is no such NIK, one operator
	Stuffing   int64         `yaml:"stuffing" validate:"min=1,max=1000000"`   // different NIKs in one application
	Repeat     time.Duration `yaml:"repeat" validate:"min=1ms,max=1h"`        // between two accesses to one NIK in one application
	Rechecks   int64         `yaml:"rechecks" validate:"min=0,max=1000000"`   // of one NIK in one application; 0: none
}

// Pace lets Burst accesses pass at once, and one more after each Interval.
type Pace struct {
	Interval time.Duration `yaml:"interval" validate:"min=1ms,max=1h"`
	Burst    int64         `yaml:"burst" validate:"min=1,max=1000000"`
}

// Ledger says who signs the record of accesses, and how long it is kept.
type Ledger struct {
	MACFile         string `yaml:"mac_file" validate:"required,secretfile"`         // HMAC keys of its records (lib/keyring)
	ApplicationFile string `yaml:"application_file" validate:"required,secretfile"` // HMAC keys of its tokens of application numbers
	SealKeyFile     string `yaml:"seal_key_file" validate:"omitempty,secretfile"`   // the Ed25519 key of its seals; quota-check only
	RetentionYears  int    `yaml:"retention_years" validate:"min=0,max=30"`         // 0: three
}

// usualYears is how long records are kept where the file does not say.
const usualYears = 3

// Retention is at least that many years, leap days and all; three if none are set.
func (l Ledger) Retention() time.Duration {
	return time.Duration(cmp.Or(l.RetentionYears, usualYears)) * 366 * 24 * time.Hour
}
