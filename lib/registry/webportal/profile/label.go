package profile

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// The limits of a label. What is more is none, and would cost time without end on a page made to do so.
const (
	manyLabels = 20  // that read the same
	manyNodes  = 50  // in one label
	longLabel  = 200 // bytes
)

var (
	labels = cascadia.MustCompile("th, td, dt, label")
	inputs = cascadia.MustCompile("input, select, textarea")
)

// beside returns what stands beside each label that reads like that.
func (g *Page) beside(in *goquery.Selection, label string) []*goquery.Selection {
	alike := g.labelled(in)[label]
	if len(alike) > manyLabels {
		return nil
	}
	var found []*goquery.Selection
	for _, s := range alike {
		if holder := neighbour(in, s); holder.Length() == 1 {
			found = append(found, holder)
		}
	}
	return found
}

// labelled returns the labels below in by how they read. It looks once for all the elements of a record.
func (g *Page) labelled(in *goquery.Selection) map[string][]*goquery.Selection {
	if in.Length() == 0 {
		return nil
	}
	if g.labels[in.Nodes[0]] == nil {
		all := map[string][]*goquery.Selection{}
		for _, s := range in.FindMatcher(labels).EachIter() {
			key := Plain(reading(s.Nodes[0]))
			all[key] = append(all[key], s)
		}
		g.labels[in.Nodes[0]] = all
	}
	return g.labels[in.Nodes[0]]
}

// reading returns the text of a label without that of a field inside it, "" if it is too long for one.
func reading(label *html.Node) string {
	var text strings.Builder
	left := manyNodes
	if !gather(label, &text, &left) {
		return ""
	}
	return text.String()
}

// gather adds the text below n, and reports whether it kept to the limits.
func gather(n *html.Node, text *strings.Builder, left *int) bool {
	if *left--; *left < 0 {
		return false
	}
	if n.Type == html.TextNode {
		text.WriteString(n.Data[:min(len(n.Data), longLabel+1)])
	}
	if !inputs.Match(n) {
		for child := range n.ChildNodes() {
			if !gather(child, text, left) {
				return false
			}
		}
	}
	return text.Len() <= longLabel
}

// neighbour returns the element whose label is s.
func neighbour(in, s *goquery.Selection) *goquery.Selection {
	switch goquery.NodeName(s) {
	case "dt":
		return s.NextFiltered("dd")
	case "label":
		return fieldOf(in, s)
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

// fieldOf returns the field that a label names, holds, or stands before.
func fieldOf(in, label *goquery.Selection) *goquery.Selection {
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
