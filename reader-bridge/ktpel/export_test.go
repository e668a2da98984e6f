package ktpel

import "simpul/lib/resident"

// Person reads a record as a dialog does.
func (p *Profile) Person(record []byte) (resident.Person, error) { return p.Record.person(record) }

// Fill fills a template.
func Fill(text string, values map[string][]byte) ([]byte, error) {
	t, err := parseTemplate(text)
	if err != nil {
		return nil, err
	}
	return t.fill(values)
}
