package config

import (
	"fmt"
	"slices"
	"strings"

	"simpul/lib/agreement"
	"simpul/lib/resident"
)

// Conformity is the kesesuaian service as an installation has it (wire §2): what is sent, under which names, and what a score
// is worth. Address, trust and credentials are those of [Registry].
type Conformity struct {
	Path          string              `yaml:"path" validate:"required,startswith=/"`
	Keys          ConformityKeys      `yaml:"keys" validate:"required"`
	Threshold     int                 `yaml:"threshold" validate:"min=1,max=100"`                            // of 100; the registry says Sesuai from this score on
	ThresholdType string              `yaml:"threshold_type" validate:"oneof=string number"`                 // in JSON; both are seen
	DateFormat    string              `yaml:"date_format" validate:"oneof=dd-mm-yyyy dd/mm/yyyy yyyy-mm-dd"` // of a claimed birth date; most send the first
	Elements      []ConformityElement `yaml:"elements" validate:"required,min=1,max=14,unique=Element,dive"` // what is sent, if it is claimed
}

// ConformityKeys are the spellings of the request's keys. The threshold's is TRESHOLD wherever it was seen.
type ConformityKeys struct {
	RequestKeys `yaml:",inline"`
	Threshold   string `yaml:"threshold" validate:"required"`
}

// ConformityElement is an element that is sent to be matched. Where the answer scores it, a score of Sesuai or more is the same,
// one of Mirip or more is alike, less differs; what the registry itself calls Tidak Sesuai always differs.
type ConformityElement struct {
	Element resident.Element `yaml:"element" validate:"required"`
	Key     string           `yaml:"key" validate:"required"`         // in request and answer; an answer may write it in any case
	Digits  int              `yaml:"digits" validate:"min=0,max=4"`   // zeros are put before a number up to this many; 0 for none
	Sesuai  int              `yaml:"sesuai" validate:"min=0,max=100"` // 0 for 100
	Mirip   int              `yaml:"mirip" validate:"min=0,max=100"`  // 0 for the threshold
}

// noSimilarity are elements of which a part is another person's.
var noSimilarity = []resident.Element{resident.TanggalLahir, resident.JenisKelamin}

func (r Registry) checkConformity(p problems) {
	const path = "registry.conformity"
	c := r.Conformity
	if c == nil {
		if r.Method == agreement.MethodKesesuaian {
			p.add(path, "is missing, but registry.method is kesesuaian")
		}
		return
	}
	if c.Keys.IPUser != "" && r.IPUser == "" {
		p.add("registry.ip_user", "is missing, but conformity.keys.ip_user names its key")
	}
	for key, name := range map[string]string{"nik": c.Keys.NIK, "user_id": c.Keys.UserID, "password": c.Keys.Password} {
		if name == "" {
			p.add(path+".keys."+key, "is missing")
		}
	}
	keys := []string{c.Keys.NIK, c.Keys.UserID, c.Keys.Password, c.Keys.Threshold}
	if c.Keys.IPUser != "" {
		keys = append(keys, c.Keys.IPUser)
	}
	for i, e := range c.Elements {
		keys = append(keys, e.Key)
		e.check(fmt.Sprintf("%s.elements[%d]", path, i), c.Threshold, p)
	}
	if repeats(keys) {
		p.add(path, "two keys are spelt alike: one would overwrite the other")
	}
	for _, needed := range []resident.Element{resident.NamaLengkap, resident.TanggalLahir} {
		if !slices.ContainsFunc(c.Elements, func(e ConformityElement) bool { return e.Element == needed }) {
			p.add(path+".elements", "lack %s, without which nothing can be judged and each question is a hit for nothing", needed)
		}
	}
}

func (e ConformityElement) check(path string, threshold int, p problems) {
	switch {
	case !e.Element.Valid() || e.Element == resident.NIK:
		p.add(path+".element", "is no element of the agreement that can be claimed")
	case (e.Sesuai != 0 || e.Mirip != 0) && slices.Contains(noSimilarity, e.Element):
		p.add(path, "a birth date or sex is the same or differs: it has no thresholds of its own")
	case e.Sesuai != 0 && e.Sesuai < max(e.Mirip, threshold), e.Mirip != 0 && e.Mirip < threshold:
		p.add(path, "thresholds must rise: conformity.threshold, mirip, sesuai; the registry itself differs below the first")
	}
}

// repeats reports whether two keys differ in case at most: the registry is thought to read them in any case (wire §1.2).
func repeats(keys []string) bool {
	seen := map[string]bool{}
	for _, key := range keys {
		if seen[strings.ToLower(key)] {
			return true
		}
		seen[strings.ToLower(key)] = true
	}
	return false
}
