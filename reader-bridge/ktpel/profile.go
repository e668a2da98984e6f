package ktpel

import (
	_ "embed" // the profile that is shipped
)

// Profile is one way to hold the dialog: publik.yaml, which is shipped, explains every key. Make one with [Parse], or take the
// [Default].
type Profile struct {
	Name   string `yaml:"name" validate:"required,max=40"` // told in logs and by the bridge's health
	CC     []CC   `yaml:"cc" validate:"required,min=1,max=8,unique=Length,dive"`
	Secure Secure `yaml:"secure" validate:"required"`
	Steps  []Step `yaml:"steps" validate:"required,min=1,max=64,unique=Name,dive"`
	Record Record `yaml:"record" validate:"required"`

	steps        []step
	wrap, unwrap template
}

// CC is one kind of card control, told by its length.
type CC struct {
	Length int    `yaml:"length" validate:"min=1,max=200"` // bytes, without the two that tell it
	P2     string `yaml:"p2" validate:"required,len=2"`    // one byte, for {cc_p2}
}

// Secure is how the SAM wraps a command to the card, and unwraps the card's answer.
type Secure struct {
	Wrap   string `yaml:"wrap" validate:"required,max=600"`   // with {command}
	Unwrap string `yaml:"unwrap" validate:"required,max=600"` // with {answer}
}

// Step is one command, or one file read by several.
type Step struct {
	Name    string `yaml:"name" validate:"required,max=40"` // told in errors
	To      string `yaml:"to" validate:"oneof=card sam secure"`
	Unless  string `yaml:"unless" validate:"max=24"` // "": always
	Send    string `yaml:"send" validate:"required,max=600"`
	Read    *Read  `yaml:"read"`
	Keep    *Keep  `yaml:"keep"`
	Refused Class  `yaml:"refused" validate:"omitempty,oneof=bukan_ktp_el sam_menolak tanda_tangan_tidak_cocok baca_gagal"`
	Proves  string `yaml:"proves" validate:"omitempty,oneof=card signature"`
}

// Read is how a file that begins with its own length, in two bytes, is read. All are bytes.
type Read struct {
	First int `yaml:"first" validate:"min=2,max=255"` // asked for first, the length included
	Chunk int `yaml:"chunk" validate:"min=1,max=255"` // asked for at most, after that
	Max   int `yaml:"max" validate:"min=1,max=32000"` // of the file, without its length; offsets have 15 bits (ISO 7816-4 §7.2.2)
}

// Keep is what of an answer is used later.
type Keep struct {
	As       string `yaml:"as" validate:"required,max=24"`
	Length   int    `yaml:"length" validate:"min=0,max=255"` // exactly; 0 for any
	Last     int    `yaml:"last" validate:"min=0,max=255"`   // only so many at the end; 0 for all
	Prefix   string `yaml:"prefix" validate:"max=32"`        // hex
	Optional bool   `yaml:"optional"`
}

// Record is what the fields of the biodata are, in their order.
type Record struct {
	Fields []string `yaml:"fields" validate:"required,min=1,max=64"` // names of package resident, or "-"
}

//go:embed publik.yaml
var public []byte

// Default returns the profile that is shipped: what is public. It has met no real card.
func Default() *Profile {
	p, err := Parse(public)
	if err != nil {
		panic(err) // a test parses it
	}
	return p
}
