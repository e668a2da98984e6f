package ktpel

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/resident"
)

// outside marks a field that no one may see (PKS-2.1a).
const outside = "-"

// What can be wrong with a record. None says what stands in it.
var (
	errText   = errors.New("the record is not UTF-8 text")
	errQuotes = errors.New("the record is not fields in double quotes")
	errFields = errors.New("the record has too few fields")
	errNIK    = errors.New("the record's NIK is none")
	errName   = errors.New("the record has no name")
)

// person reads a record: fields in double quotes, separated by commas; a quote within one is doubled. Only the agreement's
// fields become strings: encoding/csv would make one of each, and a string cannot be wiped. Zeros and blanks behind the last
// field are padding.
func (r Record) person(record []byte) (resident.Person, error) {
	if !utf8.Valid(record) {
		return resident.Person{}, errText
	}
	known, rest := map[resident.Element]personal.Text{}, bytes.TrimRight(record, "\x00 \r\n")
	for i, name := range r.Fields {
		field, next, more, ok := cut(rest)
		if !ok {
			return resident.Person{}, errQuotes
		}
		if name != outside {
			known[resident.Element(name)] = text(field)
		}
		if rest = next; !more {
			if i < r.last() {
				return resident.Person{}, errFields
			}
			break
		}
	}
	return checked(resident.NewPerson(known))
}

// last is the place of the last field that is read.
func (r Record) last() int {
	last := 0
	for i, name := range r.Fields {
		if name != outside {
			last = i
		}
	}
	return last
}

// checked refuses a person without NIK or name: whatever was read, it is no biodata.
func checked(p resident.Person) (resident.Person, error) {
	if _, err := nik.Parse(p.Get(resident.NIK).RevealPersonalData()); err != nil {
		return resident.Person{}, errNIK
	}
	if p.Get(resident.NamaLengkap).Empty() {
		return resident.Person{}, errName
	}
	return p, nil
}

// cut returns the first field, still with its doubled quotes, and what follows the comma behind it. It copies nothing.
func cut(rest []byte) (field, next []byte, more, ok bool) {
	if len(rest) == 0 || rest[0] != '"' {
		return nil, nil, false, false
	}
	for i := 1; i < len(rest); i++ {
		switch {
		case rest[i] != '"':
		case i+1 == len(rest):
			return rest[1:i], nil, false, true
		case rest[i+1] == '"':
			i++
		case rest[i+1] == ',':
			return rest[1:i], rest[i+2:], true, true
		default:
			return nil, nil, false, false
		}
	}
	return nil, nil, false, false
}

// text makes a value of a field.
func text(field []byte) personal.Text {
	plain := bytes.ReplaceAll(bytes.TrimSpace(field), []byte(`""`), []byte(`"`))
	defer clear(plain)
	return personal.New(string(plain))
}
