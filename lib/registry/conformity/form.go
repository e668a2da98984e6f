package conformity

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"simpul/lib/config"
	"simpul/lib/registry/exchange"
	"simpul/lib/resident"
)

// form is the question of one installation.
type form struct {
	nik       string // as a [key]
	threshold exchange.Member
	layout    string // of dates, as in package time
	fields    []field
}

// field is an element that the installation matches.
type field struct {
	element resident.Element
	name    string // in the question
	key     string // of the result, as a [key]
	digits  int
	scale   scale
}

// layouts are the date formats of the configuration.
var layouts = map[string]string{"dd-mm-yyyy": "02-01-2006", "dd/mm/yyyy": "02/01/2006", "yyyy-mm-dd": time.DateOnly}

func newForm(service config.Conformity) form {
	f := form{nik: key(service.Keys.NIK), layout: layouts[service.DateFormat],
		threshold: exchange.Number(service.Keys.Threshold, service.Threshold)}
	if service.ThresholdType == "string" {
		f.threshold = exchange.Text(service.Keys.Threshold, strconv.Itoa(service.Threshold))
	}
	for _, e := range service.Elements {
		f.fields = append(f.fields, field{element: e.Element, name: e.Key, key: key(e.Key), digits: e.Digits,
			scale: newScale(e, service.Threshold)})
	}
	return f
}

// key is a key as it is compared: JSON libraries of hosts differ in case and joints.
func key(name string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToUpper(name))
}

// filled is a field with what is claimed of it.
type filled struct {
	field
	text string
}

// fill returns the fields that something readable is claimed of.
func (f form) fill(claimed resident.Person) []filled {
	var all []filled
	for _, one := range f.fields {
		if text := f.write(one, claimed); text != "" {
			all = append(all, filled{one, text})
		}
	}
	return all
}

func (f form) write(one field, claimed resident.Person) string {
	text := claimed.AsRegistered(one.element).RevealPersonalData()
	if one.element == resident.TanggalLahir {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil { // "", for none that can be read
			return ""
		}
		return day.Format(f.layout)
	}
	if _, err := strconv.ParseUint(text, 10, 64); err == nil {
		return strings.Repeat("0", max(0, one.digits-len(text))) + text
	}
	return text
}

// members are what is sent beside NIK and credentials.
func (f form) members(sent []filled) []exchange.Member {
	members := []exchange.Member{f.threshold}
	for _, one := range sent {
		members = append(members, exchange.Text(one.name, one.text))
	}
	return members
}

// scale says what scores are worth; see [config.ConformityElement].
type scale struct{ sesuai, mirip int }

// best is the score of a match without one, and of elements of which a part is another person's.
const best = 100

func newScale(e config.ConformityElement, threshold int) scale {
	if e.Element == resident.TanggalLahir || e.Element == resident.JenisKelamin {
		return scale{best, best}
	}
	return scale{sesuai: cmp.Or(e.Sesuai, best), mirip: cmp.Or(e.Mirip, threshold)}
}
