package sam

import (
	"errors"
	"fmt"
	"time"

	"simpul/lib/agreement"
)

// What [Inventory.Usable] returns.
var (
	ErrUnknown      = errors.New("no SAM of that label")
	ErrNotActivated = errors.New("the SAM is not activated yet")                         // SIFILMA activates it (JUKNIS-IV.B)
	ErrEnded        = errors.New("the agreement has ended: the SAM is to be given back") // PKS-9.4, JUKNIS-IV.H
)

// Inventory is the SAMs of one bridge, as its configuration lists them.
type Inventory struct {
	ValidUntil agreement.Date `yaml:"valid_until" validate:"required"` // last day of the agreement, inclusive to 24:00 WIB (PKS-4)
	Bridging   *Bridging      `yaml:"bridging"`                        // nil: none
	Modules    []Module       `yaml:"modules" validate:"required,min=1,max=16,unique=Label,dive"`
}

// Bridging lets reads go on while an extension of the agreement is pending (PKS-4; SPTJM 2 and 6).
type Bridging struct {
	SPTJM agreement.Paper `yaml:"sptjm" validate:"required"`
	Until agreement.Date  `yaml:"until" validate:"required"` // last day
}

// Module is one SAM and the reader it is in.
type Module struct {
	Label       string          `yaml:"label" validate:"required,max=40"`      // as it stands on the module
	CardSlot    string          `yaml:"card_slot" validate:"required,max=127"` // the reader's slots, by the names that PC/SC gives them
	SAMSlot     string          `yaml:"sam_slot" validate:"required,max=127"`
	PCIDFile    string          `yaml:"pcid_file" validate:"required,secretfile"` // 16 bytes in hex
	CONFFile    string          `yaml:"conf_file" validate:"required,secretfile"` // 32 bytes in hex
	ActivatedOn agreement.Date  `yaml:"activated_on"`                             // left out: not yet
	Handover    agreement.Paper `yaml:"handover" validate:"required"`             // the BAST it came with
}

// Check refuses what no single value shows. Each line of the error begins with a key below the inventory's.
func (i Inventory) Check() error {
	var faults []error
	if i.Bridging != nil && !i.ValidUntil.Before(i.Bridging.Until) {
		faults = append(faults, errors.New("bridging.until: is not after valid_until"))
	}
	slots := map[string]bool{}
	for n, m := range i.Modules {
		for _, slot := range []string{m.CardSlot, m.SAMSlot} {
			if slots[slot] {
				faults = append(faults, fmt.Errorf("modules[%d]: has a slot that stands twice", n))
			}
			slots[slot] = true
		}
		if m.PCIDFile == m.CONFFile {
			faults = append(faults, fmt.Errorf("modules[%d].conf_file: is the same file as pcid_file", n))
		}
		if i.lastDay().Before(m.ActivatedOn) {
			faults = append(faults, fmt.Errorf("modules[%d].activated_on: is after the agreement's end", n))
		}
	}
	return errors.Join(faults...)
}

// lastDay is the last on which a card may be read.
func (i Inventory) lastDay() agreement.Date {
	if i.Bridging != nil {
		return i.Bridging.Until
	}
	return i.ValidUntil
}

// Ends returns the first moment at which no card may be read any more: the midnight in WIB after the last day.
func (i Inventory) Ends() time.Time { return i.lastDay().Next().Midnight() }

// Usable returns the SAM with that label if a card may be read with it at now, else [ErrUnknown], [ErrNotActivated] or
// [ErrEnded].
func (i Inventory) Usable(label string, now time.Time) (Module, error) {
	for _, m := range i.Modules {
		switch {
		case m.Label != label:
			continue
		case !now.Before(i.Ends()):
			return Module{}, ErrEnded
		case m.ActivatedOn.IsZero() || now.Before(m.ActivatedOn.Midnight()):
			return Module{}, ErrNotActivated
		}
		return m, nil
	}
	return Module{}, ErrUnknown
}
