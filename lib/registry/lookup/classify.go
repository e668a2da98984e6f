package lookup

import (
	"simpul/lib/nik"
	"simpul/lib/registry"
	"simpul/lib/registry/dialect"
	"simpul/lib/resident"
)

// classify reads the answer to a question about asked. The error is a [*registry.Fault].
func classify(body []byte, asked nik.NIK) (registry.Answer, error) {
	var rec record
	envelope, err := dialect.Open(body)
	if err == nil {
		err = dialect.Decode(envelope.Record, &rec)
	}
	if err != nil {
		return registry.Answer{}, &registry.Fault{Kind: registry.BrokenAnswer, Cause: err}
	}
	word := envelope.Word(rec.Statement, !rec.person().Empty())
	if err := word.Err(); err != nil {
		return registry.Answer{}, err
	}
	if err := rec.check(word.Status, asked); err != nil {
		return registry.Answer{}, word.Refuse(registry.BrokenAnswer, err)
	}
	answer := word.Answer()
	if answer.Status == resident.Found {
		answer.Person = rec.person()
	}
	return answer, nil
}
