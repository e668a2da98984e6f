package agreement

import "fmt"

// SAM is one Secure Access Module of the office's inventory. It is active while the agreement is (JUKNIS-IV.E).
type SAM struct {
	Serial    string `yaml:"serial" json:"serial" validate:"required,max=64"`
	Reader    string `yaml:"reader" json:"reader" validate:"max=64"` // "" for one in no reader
	Counter   string `yaml:"counter" json:"counter" validate:"max=64"`
	Activated Date   `yaml:"activated" json:"activated,omitzero"` // left out: not yet
	Returned  Date   `yaml:"returned" json:"returned,omitzero"`   // with a BAST (PKS-9.4)
}

// sams is what is owed for the SAMs: they are active while the agreement is, or its bridging, and go back with a BAST if it is not
// extended. It is done once all of them did.
func (a Agreement) sams(bridged Date) []Obligation {
	active, returned := 0, Date{}
	for _, s := range a.SAM {
		switch {
		case s.Returned.IsZero():
			active++
		case returned.Before(s.Returned):
			returned = s.Returned
		}
	}
	if len(a.SAM) == 0 {
		return nil
	}
	o := Obligation{ID: "sam", Title: fmt.Sprintf("Akhir masa aktif %d kartu SAM: perpanjang, atau kembalikan dengan BAST", active), Basis: "JUKNIS-IV.E, PKS-9.4", Due: a.ValidUntil}
	if a.ValidUntil.Before(bridged) {
		o.Due = bridged
	}
	if active == 0 {
		o.Title, o.Done = "Pengembalian kartu SAM", &Paper{Number: "BAST", Date: returned}
	}
	return []Obligation{o}
}
