package ktpel

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"simpul/lib/config"
	"simpul/lib/resident"
)

// step is a [Step] made ready.
type step struct {
	Step
	send   template
	prefix []byte
}

// Parse reads a profile: strict YAML (package config), at most 256 KiB, and everything about it that can be wrong before a
// card is there. A profile that does not prove the card and then its signature, around the reading of the record, is refused:
// what it calls genuine would be nothing of the kind. The error has a line for each problem, and repeats no value.
func Parse(data []byte) (*Profile, error) {
	var p Profile
	if err := config.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("card profile refused:\n%w", err)
	}
	c := complaints{}
	p.compile(&c)
	p.checkNames(&c)
	p.checkProofs(&c)
	p.Record.check(&c)
	if len(c) > 0 {
		slices.Sort(c)
		return nil, errors.New("card profile refused:\n" + strings.Join(c, "\n"))
	}
	return &p, nil
}

type complaints []string

func (c *complaints) add(path, text string) { *c = append(*c, path+": "+text) }

func (c *complaints) template(path, text string) template {
	t, err := parseTemplate(text)
	if err != nil {
		c.add(path, err.Error())
	}
	return t
}

func (c *complaints) hex(path, text string) []byte {
	b, err := hex.DecodeString(text)
	if err != nil {
		c.add(path, "is not hex")
	}
	return b
}

// compile makes templates and bytes of the text.
func (p *Profile) compile(c *complaints) {
	p.wrap, p.unwrap = c.template("secure.wrap", p.Secure.Wrap), c.template("secure.unwrap", p.Secure.Unwrap)
	for i, kind := range p.CC {
		c.hex(fmt.Sprintf("cc[%d].p2", i), kind.P2)
	}
	for i, s := range p.Steps {
		ready := step{Step: s, send: c.template(path(i)+".send", s.Send)}
		if s.Keep != nil {
			ready.prefix = c.hex(path(i)+".keep.prefix", s.Keep.Prefix)
		}
		p.steps = append(p.steps, ready)
	}
}

func path(i int) string { return fmt.Sprintf("steps[%d]", i) }

// check wants known names, each once, and those without which there is nobody.
func (r Record) check(c *complaints) {
	seen := map[string]bool{}
	for i, name := range r.Fields {
		at := fmt.Sprintf("record.fields[%d]", i)
		switch {
		case name == outside:
		case !resident.Element(name).Valid():
			c.add(at, "is no element of the agreement; - stands for all others")
		case seen[name]:
			c.add(at, "stands twice")
		}
		seen[name] = true
	}
	for _, needed := range []resident.Element{resident.NIK, resident.NamaLengkap} {
		if !seen[string(needed)] {
			c.add("record.fields", "lacks "+string(needed))
		}
	}
}
