package profile

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// value returns the text of one value, "" if it is empty or the profile places it nowhere. The error is errElement: it is not
// there, or there more than once, and nobody knows which one counts.
func (g *Page) value(in *goquery.Selection, v Value) (string, error) {
	if v.nowhere() {
		return "", nil
	}
	holders := g.holders(in, v)
	if len(holders) != 1 {
		return "", errElement
	}
	return v.part(content(holders[0]))
}

// holders returns the elements that hold the value.
func (g *Page) holders(in *goquery.Selection, v Value) []*goquery.Selection {
	if v.Selector != "" {
		var found []*goquery.Selection
		for _, s := range g.find(in, v.Selector).EachIter() {
			found = append(found, s)
		}
		return found
	}
	return g.beside(in, Plain(v.Label))
}

// part cuts off what the profile does not want. A text without the sign is not what the profile expects, unless it is empty.
func (v Value) part(text string) (string, error) {
	for _, cut := range []struct {
		sign string
		side func(text string, at, length int) string
	}{
		{v.Before, func(text string, at, _ int) string { return text[:at] }},
		{v.After, func(text string, at, length int) string { return text[at+length:] }},
	} {
		if cut.sign == "" || tidy(text) == "" {
			continue
		}
		at := strings.LastIndex(text, cut.sign)
		if at < 0 {
			return "", errElement
		}
		text = cut.side(text, at, len(cut.sign))
	}
	return tidy(text), nil
}

// content returns what stands in an element: the value of an input, the chosen option, or else the text.
func content(s *goquery.Selection) string {
	switch goquery.NodeName(s) {
	case "input":
		return s.AttrOr("value", "")
	case "select":
		return s.Find("option[selected]").First().Text()
	}
	return s.Text()
}
