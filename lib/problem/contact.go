package problem

import (
	"maps"
	"strings"
)

// Contact is somebody of the office or of Dukcapil to turn to (JUKNIS-VI.A–C), never an applicant. It has no bounds that validate
// does not state, and is shown as it stands.
type Contact struct {
	Side  string `yaml:"side" json:"side" validate:"required,oneof=kantor dukcapil"`
	Name  string `yaml:"name" json:"name" validate:"required,max=100"`
	Reach string `yaml:"reach" json:"reach" validate:"required,max=200"` // telephone, room, mail
}

const unauthorized = 401

// WithContacts returns p with the extension member "contacts" where its text sends people to an administrator, else p itself. Whoever
// has no token is told no names.
func (p *Problem) WithContacts(all []Contact) *Problem {
	if len(all) == 0 || p.Status() == unauthorized || !strings.Contains(Remedy(p.Code), "dministrator") {
		return p
	}
	told := *p
	told.Extra = maps.Clone(p.Extra)
	return told.With("contacts", all)
}
