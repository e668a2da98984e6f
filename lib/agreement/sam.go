package agreement

// SAM is one Secure Access Module of the office's inventory. It is active while the agreement is (JUKNIS-IV.E).
type SAM struct {
	Serial    string `yaml:"serial" json:"serial" validate:"required,max=64"`
	Reader    string `yaml:"reader" json:"reader" validate:"max=64"` // "" for one in no reader
	Counter   string `yaml:"counter" json:"counter" validate:"max=64"`
	Activated Date   `yaml:"activated" json:"activated,omitzero"` // left out: not yet
	Returned  Date   `yaml:"returned" json:"returned,omitzero"`   // with a BAST (PKS-9.4)
}
