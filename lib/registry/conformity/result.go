package conformity

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"simpul/lib/registry/dialect"
	"simpul/lib/resident"
)

// match is the one form of a result, whatever the element (wire §2.3).
var match = regexp.MustCompile(`(?i)^(tidak )?sesuai(?: \(([0-9]{1,3})\))?$`)

// band reads a result; false is a text that nobody has seen.
func (s scale) band(text string) (resident.Band, bool) {
	part := match.FindStringSubmatch(strings.Join(strings.Fields(text), " "))
	if part == nil {
		return "", false
	}
	score := best
	if part[2] != "" {
		score, _ = strconv.Atoi(part[2]) // three digits at most
	}
	switch {
	case score > best:
		return "", false
	case part[1] != "" || score < s.mirip:
		return resident.Berbeda, true
	case score < s.sesuai:
		return resident.Mirip, true
	}
	return resident.Sesuai, true
}

// results are the texts of those keys that were asked for; the others are skipped unread.
type results struct {
	wanted map[string]bool // as [key]
	texts  map[string]string
}

// wanted are the keys of what was sent.
func (f form) wanted(sent []filled) results {
	r := results{wanted: map[string]bool{f.nik: true}, texts: map[string]string{}}
	for _, one := range sent {
		r.wanted[one.key] = true
	}
	return r
}

// UnmarshalJSONFrom implements [json.UnmarshalerFrom]. A key that stands twice, in whatever case, makes the answer ambiguous.
func (r *results) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() == 'n' {
		return dec.SkipValue()
	}
	if begin, err := dec.ReadToken(); err != nil || begin.Kind() != '{' {
		return dialect.ErrShape
	}
	for dec.PeekKind() != '}' {
		if err := r.member(dec); err != nil {
			return err
		}
	}
	_, err := dec.ReadToken()
	return err
}

func (r *results) member(dec *jsontext.Decoder) error {
	token, err := dec.ReadToken()
	if err != nil {
		return err
	}
	name := key(token.String())
	if !r.wanted[name] {
		return dec.SkipValue()
	}
	if _, again := r.texts[name]; again {
		return dialect.ErrShape
	}
	var text dialect.Scalar
	err = text.UnmarshalJSONFrom(dec)
	r.texts[name] = string(text)
	return err
}

// empty reports whether nothing that was sent has a result.
func (r *results) empty() bool {
	for _, text := range r.texts {
		if text != "" {
			return false
		}
	}
	return true
}
