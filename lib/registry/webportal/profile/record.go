package profile

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"simpul/lib/nik"
	"simpul/lib/personal"
	"simpul/lib/registry"
	"simpul/lib/resident"
)

// person reads the one record of the page.
func (g *Page) person(asked nik.NIK) (resident.Person, *registry.Fault) {
	record := g.find(g.root, g.profile.Result.Record)
	switch record.Length() {
	case 0:
		return resident.Person{}, &registry.Fault{Kind: registry.PageChanged, Cause: errNoResult}
	case 1:
	default:
		return resident.Person{}, &registry.Fault{Kind: registry.PageChanged, Cause: errRecords}
	}
	known := map[resident.Element]personal.Text{}
	for _, place := range g.profile.Result.Elements.places() {
		text, err := g.value(record, place.value)
		if err != nil && !place.value.Optional {
			return resident.Person{}, &registry.Fault{Kind: registry.PageChanged, Cause: errElement}
		}
		known[place.element] = personal.New(text)
	}
	if digits(known[resident.NIK].RevealPersonalData()) != asked.RevealPersonalData() {
		return resident.Person{}, &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true, Cause: errOther}
	}
	if known[resident.NamaLengkap].Empty() {
		return resident.Person{}, &registry.Fault{Kind: registry.BrokenAnswer, NotTheLine: true, Cause: errNameless}
	}
	known[resident.NIK] = asked.Text()
	return resident.NewPerson(known), nil
}

var spacing = strings.NewReplacer(" ", "", ".", "", "-", "")

// digits returns a NIK as it may be spaced, without the spacing; "" for a text with anything else in it.
func digits(text string) string {
	bare := spacing.Replace(text)
	if strings.ContainsFunc(bare, func(r rune) bool { return r < '0' || r > '9' }) {
		return ""
	}
	return bare
}

// firstNumber is a count as it is written in Indonesia, with dots between thousands.
var firstNumber = regexp.MustCompile(`[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+`)

// left returns the remaining hits that the page tells; nil where it tells none that makes sense (many portals do not).
func (g *Page) left() *int64 {
	text, err := g.value(g.root, g.profile.Result.Quota)
	if err != nil {
		return nil
	}
	left, err := strconv.ParseInt(strings.ReplaceAll(firstNumber.FindString(text), ".", ""), 10, 32)
	if err != nil {
		return nil
	}
	return &left
}

// tidy returns a value as the portal means it: one blank between words, no colon of the label's, nothing for a dash.
func tidy(text string) string {
	text = strings.TrimSpace(strings.TrimPrefix(strings.Join(strings.Fields(text), " "), ":"))
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	return text
}
