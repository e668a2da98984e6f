package conformity

import (
	"simpul/lib/config"
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// Classify is the reading of an answer without the line.
func Classify(service config.Conformity, body []byte, asked nik.NIK, claimed resident.Person) (registry.Answer, error) {
	f := newForm(service)
	return f.classify(body, asked, f.fill(claimed))
}
