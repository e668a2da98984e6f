package lookup

import (
	"simpul/lib/nik"
	"simpul/lib/registry"
)

// classify reads the answer to a question about asked. The error is a [*registry.Fault].
func classify(body []byte, asked nik.NIK) (registry.Answer, error) {
	r, err := decode(body)
	if err != nil {
		return registry.Answer{}, &registry.Fault{Kind: registry.BrokenAnswer, Cause: err}
	}
	rec, left := r.theRecord(), quotaLeft(r.Left)
	says, code := rec.meaning(), rec.shownCode()
	if says.fault != "" {
		return registry.Answer{}, &registry.Fault{Kind: says.fault, Code: code, Left: left}
	}
	if err := rec.check(says.status, asked); err != nil {
		return registry.Answer{}, &registry.Fault{Kind: registry.BrokenAnswer, Code: code, Left: left, Cause: err}
	}
	answer := registry.Answer{Status: says.status, Code: code, Left: left}
	if says == found {
		answer.Person = rec.person()
	}
	return answer, nil
}

// theRecord returns the record of "content", or the answer itself when there is none; a statement that stands beside
// "content" holds for a record that has none.
func (r reply) theRecord() record {
	if !r.Content.present {
		return r.record
	}
	rec := r.Content.record
	if rec.code() == "" && len(rec.texts()) == 0 {
		rec.Code, rec.Respon, rec.Response, rec.Desc = r.Code, r.Respon, r.Response, r.Desc
	}
	return rec
}

// meaning decides what a record says: by code, else by text, else by its being there. Data beside a statement changes
// nothing: who is dead is not found, whatever else is told of them (wire §1.8). An empty record says nothing, and least of
// all not_found.
func (r record) meaning() meaning {
	said, spoke := r.said()
	if code := r.code(); code != "" {
		means, known := byCode[code]
		if !known || means == found && spoke && said != found && said != unknown {
			return unknown
		}
		return means
	}
	if spoke {
		return said
	}
	if r.person().Empty() {
		return unknown
	}
	return found
}
