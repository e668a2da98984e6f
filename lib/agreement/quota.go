package agreement

import "errors"

// Mode says whether a day's hits are limited.
type Mode string

// The modes of JUKNIS-II.B.
const (
	ModePoC       Mode = "poc"       // a limit each day (II.B.1)
	ModeUnlimited Mode = "unlimited" // after the proof of concept (II.B.2); still counted
)

// Quota is the daily limit of JUKNIS-II.B.
type Quota struct {
	Mode       Mode   `yaml:"mode" validate:"oneof=poc unlimited"`
	DailyLimit int64  `yaml:"daily_limit" validate:"min=0,max=1000000"`
	PoCLetter  *Paper `yaml:"poc_letter"` // result letter of the proof of concept
}

// Check refuses a mode without its limit or its paper. The text starts with the key below agreement.
func (q Quota) Check() error {
	switch {
	case q.Mode == ModePoC && q.DailyLimit < 1:
		return errors.New("quota.daily_limit: mode poc needs a limit (JUKNIS-II.B.1)")
	case q.Mode == ModeUnlimited && q.PoCLetter == nil:
		return errors.New("quota.poc_letter: mode unlimited needs number and date of the result letter (JUKNIS-II.B.2)")
	}
	return nil
}

// Limit returns the hits a day may have; ok is false when there is no limit. Only the word itself lifts the limit: a mode
// that nobody knows keeps it.
func (q Quota) Limit() (limit int64, ok bool) { return q.DailyLimit, q.Mode != ModeUnlimited }
