package print

import (
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

// columns are as wide as what stands in them: words get twice the room of numbers.
func columns(t form.Table) []paper.Column {
	all := make([]paper.Column, 0, len(t.Head))
	for i, title := range t.Head {
		c := paper.Column{Title: title, Share: 1}
		switch {
		case i == 0 && (len(t.Head) > 2 || isNumeric(t.Rows, 1)) && !isDate(t.Rows):
			c.Share = 2
		case i == 0:
		case isNumeric(t.Rows, i):
			c.Align = paper.Right
		}
		all = append(all, c)
	}
	return all
}

func isNumeric(rows [][]form.Cell, column int) bool {
	for _, row := range rows {
		if row[column].Kind != form.Number && row[column].Kind != form.Untold {
			return false
		}
	}
	return len(rows) > 0
}

// isDate reports whether the first column is of dates.
func isDate(rows [][]form.Cell) bool { return len(rows) > 0 && rows[0][0].Kind == form.Day }

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
