package print

import (
	"unicode/utf8"

	"simpul/lib/paper"
	"simpul/lib/report/form"
)

// none stands in a table without a row: an officer sees that nothing was left out.
const none = "Nihil"

func table(d *paper.Document, t form.Table) {
	laid := paper.Table{Caption: t.Title, Columns: columns(t)}
	for _, row := range t.Rows {
		laid.Rows = append(laid.Rows, texts(row))
	}
	if len(t.Rows) == 0 {
		laid.Rows = [][]string{{none}}
	}
	if t.Sums != nil {
		laid.Sums = texts(t.Sums)
	}
	d.Table(laid)
	if t.Chart {
		d.Bars(t.Title, bars(t.Rows)...)
	}
}

// columns are as wide as what stands in them. Tables of words and numbers alone are all alike: words get twice the room of numbers. So
// are those of two columns with nothing in them.
func columns(t form.Table) []paper.Column {
	all, alike := make([]paper.Column, len(t.Head)), true
	for i, title := range t.Head {
		all[i] = paper.Column{Title: title, Share: 1}
		if i == 0 {
			all[i].Share = 2
		} else if isNumeric(t.Rows, i) {
			all[i].Align = paper.Right
		} else if len(t.Rows) > 0 || len(t.Head) > 2 {
			alike = false
		}
	}
	for i := range all {
		if !alike {
			all[i].Share = longest(t, i)
		}
	}
	return all
}

// The least and the most that counts of a text's length, and what its borders and wide letters take: a short title needs room too,
// and a long text goes on below itself.
const (
	shortest = 9
	widest   = 72
	borders  = 4
)

// longest is the length of a column's longest text.
func longest(t form.Table, column int) float64 {
	n := max(shortest, utf8.RuneCountInString(t.Head[column]))
	for _, row := range t.Rows {
		n = max(n, utf8.RuneCountInString(text(row[column])))
	}
	return float64(min(n, widest) + borders)
}

func isNumeric(rows [][]form.Cell, column int) bool {
	for _, row := range rows {
		if row[column].Kind != form.Number && row[column].Kind != form.Untold {
			return false
		}
	}
	return len(rows) > 0
}

func texts(row []form.Cell) []string {
	all := make([]string, len(row))
	for i, cell := range row {
		all[i] = text(cell)
	}
	return all
}

func text(c form.Cell) string {
	switch c.Kind {
	case form.Number:
		return paper.Number(c.Number)
	case form.PerMille:
		return paper.Decimal(float64(c.Number)/10, 1) + "%"
	case form.Day:
		return paper.Day(c.Day)
	case form.Untold:
		return "*"
	default:
		return c.Text
	}
}

// bars are of the first column with numbers.
func bars(rows [][]form.Cell) []paper.Bar {
	var all []paper.Bar
	for _, row := range rows {
		if len(row) > 1 && row[1].Kind == form.Number {
			all = append(all, paper.Bar{Name: text(row[0]), Value: row[1].Number, Shown: text(row[1])})
		}
	}
	return all
}
