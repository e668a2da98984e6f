package profile

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
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
	return beside(in, Plain(v.Label))
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

var (
	labels = cascadia.MustCompile("th, td, dt, label")
	inputs = cascadia.MustCompile("input, select, textarea")
)

// beside returns what stands beside each label that reads like that.
func beside(in *goquery.Selection, label string) []*goquery.Selection {
	var found []*goquery.Selection
	for _, s := range in.FindMatcher(labels).EachIter() {
		if Plain(s.Contents().NotMatcher(inputs).Text()) != label {
			continue
		}
		if holder := neighbour(in, s); holder.Length() == 1 {
			found = append(found, holder)
		}
	}
	return found
}

// neighbour returns the element whose label is s.
func neighbour(in, s *goquery.Selection) *goquery.Selection {
	switch goquery.NodeName(s) {
	case "dt":
		return s.NextFiltered("dd")
	case "label":
		return labelled(in, s)
	case "th":
		if row := s.Parent(); s.Siblings().Length() > 0 && row.Children().Length() == row.ChildrenFiltered("th").Length() {
			return below(s, row)
		}
	}
	return nextCell(s)
}

// nextCell passes over a cell that holds nothing but the colon.
func nextCell(s *goquery.Selection) *goquery.Selection {
	next := s.Next()
	if after := next.Next(); strings.TrimSpace(next.Text()) == ":" && after.Length() == 1 {
		return after
	}
	return next
}

// below returns the cell under a heading, if the table has one row of data: of two nobody knows which one is meant.
func below(s, row *goquery.Selection) *goquery.Selection {
	rows := row.Closest("table").Find("tr")
	if rows.Length() != 2 || rows.First().Nodes[0] != row.Nodes[0] {
		return &goquery.Selection{}
	}
	return rows.Last().Children().Eq(s.Index())
}

// labelled returns the field that a label names, holds, or stands before.
func labelled(in, label *goquery.Selection) *goquery.Selection {
	if id, named := label.Attr("for"); named {
		return in.Find("[id]").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("id", "") == id })
	}
	if inner := label.FindMatcher(inputs); inner.Length() > 0 {
		return inner
	}
	next := label.Next()
	if inner := next.FindMatcher(inputs); inner.Length() > 0 {
		return inner
	}
	return next
}
