package ktpel

import (
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
)

// template is an APDU with gaps.
type template []part

// part is bytes as they stand, or a name in braces.
type part struct {
	bytes []byte
	name  string
}

const maxData = 255 // a short APDU: what the public programs send

var (
	errTemplate = errors.New("is not hex with names in braces")
	errHeader   = errors.New("has no four bytes of header")
	errLength   = errors.New("data longer than a short APDU holds")

	piece    = regexp.MustCompile(`\{([a-z][a-z0-9_]{0,23})\}|([0-9A-Fa-f]+)|([^{0-9A-Fa-f]|\{)`)
	variable = regexp.MustCompile(`^[a-z][a-z0-9_]{0,23}$`)
)

// parseTemplate reads "00F1 00{cc_p2} {lc} {cc}".
func parseTemplate(text string) (template, error) {
	var t template
	fixed := 0
	for _, m := range piece.FindAllStringSubmatch(strings.Join(strings.Fields(text), ""), -1) {
		if m[3] != "" {
			return nil, errTemplate
		}
		if m[1] != "" {
			t = append(t, part{name: m[1]})
			fixed += headerBytes[m[1]]
			continue
		}
		b, err := hex.DecodeString(m[2])
		if err != nil {
			return nil, errTemplate
		}
		t = append(t, part{bytes: b})
		fixed += len(b)
	}
	if fixed < 4 {
		return nil, errHeader
	}
	return t, nil
}

// headerBytes are the names whose lengths are fixed, and that stand in a header.
var headerBytes = map[string]int{"cc_p2": 1, "offset": 2}

// names are those that the template needs from elsewhere.
func (t template) names() []string {
	var names []string
	for _, p := range t {
		if p.name != "" && p.name != "lc" && p.name != "end" {
			names = append(names, p.name)
		}
	}
	return names
}

// fill returns the APDU. The caller wipes it.
func (t template) fill(values map[string][]byte) ([]byte, error) {
	a := apdu{bytes: make([]byte, 0, 4+1+maxData+1), lc: -1} // never grown, so that no copy is left behind
	for _, p := range t {
		if !a.add(p, values) {
			clear(a.bytes)
			return nil, errLength
		}
	}
	if !a.seal() {
		clear(a.bytes)
		return nil, errLength
	}
	return a.bytes, nil
}

// apdu is a command that is being filled.
type apdu struct {
	bytes []byte
	lc    int // where the open {lc} stands; -1 for none
}

// add reports false if a does not hold p.
func (a *apdu) add(p part, values map[string][]byte) bool {
	more := p.bytes
	switch p.name {
	case "":
	case "end":
		return a.seal()
	case "lc":
		a.lc, more = len(a.bytes), []byte{0}
	default:
		more = values[p.name]
	}
	if len(a.bytes)+len(more) > cap(a.bytes) {
		return false
	}
	a.bytes = append(a.bytes, more...)
	return true
}

// seal fills in {lc}. It reports false if that does not fit into one byte.
func (a *apdu) seal() bool {
	if a.lc < 0 {
		return true
	}
	n := len(a.bytes) - a.lc - 1
	a.bytes[a.lc], a.lc = byte(n), -1
	return n <= maxData
}
