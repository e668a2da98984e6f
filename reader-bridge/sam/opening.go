package sam

import (
	"fmt"

	"simpul/lib/config"
	"simpul/reader-bridge/ktpel"
)

// Slots are those of the reader that the SAM is in.
func (m Module) Slots() ktpel.Slots { return ktpel.Slots{Card: m.CardSlot, SAM: m.SAMSlot} }

// Opening reads what unlocks the SAM. The error names the module's label and which file is wrong, and nothing of either.
func (m Module) Opening(secrets *config.Secrets) (ktpel.Opening, error) {
	pcid, err := secrets.Read(m.PCIDFile)
	if err != nil {
		return ktpel.Opening{}, fmt.Errorf("SAM %s: pcid_file: %w", m.Label, err)
	}
	conf, err := secrets.Read(m.CONFFile)
	if err != nil {
		return ktpel.Opening{}, fmt.Errorf("SAM %s: conf_file: %w", m.Label, err)
	}
	opening, err := ktpel.NewOpening(pcid.Reveal(), conf.Reveal())
	if err != nil {
		return ktpel.Opening{}, fmt.Errorf("SAM %s: %w", m.Label, err)
	}
	return opening, nil
}
