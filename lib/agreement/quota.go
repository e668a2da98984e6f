package agreement

import "errors"

// Mode says whether a day's hits are limited. Which one holds is an act on record (lib/admission), no configuration: switching
// needs the result letter of the proof of concept, and holds for all replicas at once.
type Mode string

// The modes of JUKNIS-II.B.
const (
	ModePoC       Mode = "poc"       // a limit each day (II.B.1)
	ModeUnlimited Mode = "unlimited" // after the proof of concept (II.B.2); still counted
)

// Quota is the daily limit of JUKNIS-II.B.1.
type Quota struct {
	DailyLimit int64 `yaml:"daily_limit" validate:"min=0,max=1000000"`
}

// Check refuses a quota without a limit. The text starts with the key below agreement.
func (q Quota) Check() error {
	if q.DailyLimit < 1 {
		return errors.New("quota.daily_limit: needs a limit (JUKNIS-II.B.1)")
	}
	return nil
}
