package paper

// Align says on which side of its column text stands.
type Align string

// The sides.
const (
	Left   Align = "L" // the zero value means this as well
	Right  Align = "R" // numbers
	Center Align = "C"
)

// Column is a column of a table.
type Column struct {
	Title string
	Share float64 // of the width, in relation to the other columns' shares
	Align Align   // of the cells; a title stands as its cells do
}

// Table is rows below headings. A row too short has empty cells at its end; what a row has beyond the columns is not shown.
type Table struct {
	Columns []Column
	Rows    [][]string
	Sums    []string // the last row, in bold; nil for none
}

// Table adds a table. A row stays on one page, unless it is higher than a page.
func (d *Document) Table(t Table) {
	d.add(func(p *page) {
		g := grid{p, t.Columns, shares(t.Columns)}
		head := g.cells(titles(t.Columns), smallB)
		g.headings(head, g.first(t))
		for _, row := range t.Rows {
			g.row(g.cells(row, small), small, head)
		}
		if t.Sums != nil {
			g.row(g.cells(t.Sums, smallB), smallB, head)
		}
		p.space(4)
	})
}

const pad = 1.2 // between a cell's text and its border

type grid struct {
	*page
	columns []Column
	widths  []float64
}

func shares(columns []Column) []float64 {
	var all float64
	for _, c := range columns {
		all += c.Share
	}
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = width * c.Share / all
	}
	return widths
}

func titles(columns []Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Title
	}
	return names
}

// cells are the lines of each cell of a row.
func (g grid) cells(row []string, f face) [][]string {
	cells := make([][]string, len(g.columns))
	for i := range cells {
		cells[i] = g.split(at(row, i), g.widths[i]-2*pad, f)
	}
	return cells
}

// first is how high the first row is: headings never stand alone at the end of a page.
func (g grid) first(t Table) float64 {
	if len(t.Rows) == 0 {
		return 0
	}
	return high(g.cells(t.Rows[0], small), small)
}

func high(cells [][]string, f face) float64 { return float64(tallest(cells))*f.height + 2*pad }

// tallest is the number of lines of the highest cell, and at least one: an empty row is a row.
func tallest(cells [][]string) int {
	lines := 1
	for _, cell := range cells {
		lines = max(lines, len(cell))
	}
	return lines
}

func (g grid) headings(head [][]string, below float64) {
	g.need(high(head, smallB) + min(below, floor-top-high(head, smallB)))
	g.box(head, smallB, true)
}

// row draws a row, where it does not fit below the headings of a new page, and in pieces where it is higher than that.
func (g grid) row(cells [][]string, f face, head [][]string) {
	if g.pdf.GetY()+high(cells, f) > floor {
		g.pdf.AddPage()
		g.box(head, smallB, true)
	}
	for tallest(cells) > g.room(f) {
		piece, rest := cut(cells, g.room(f))
		g.box(piece, f, false)
		g.pdf.AddPage()
		g.box(head, smallB, true)
		cells = rest
	}
	g.box(cells, f, false)
}

// room is how many lines a row may have on this page: one at least, for a table whose headings fill a page.
func (g grid) room(f face) int { return max(1, int((floor-g.pdf.GetY()-2*pad)/f.height)) }

func cut(cells [][]string, lines int) (piece, rest [][]string) {
	piece, rest = make([][]string, len(cells)), make([][]string, len(cells))
	for i, cell := range cells {
		n := min(lines, len(cell))
		piece[i], rest[i] = cell[:n], cell[n:]
	}
	return piece, rest
}

// box draws a row as it is: borders, then text.
func (g grid) box(cells [][]string, f face, shaded bool) {
	x, y, h := left, g.pdf.GetY(), high(cells, f)
	style := "D"
	if shaded {
		g.pdf.SetFillColor(230, 230, 230)
		style = "FD"
	}
	for i, cell := range cells {
		g.pdf.Rect(x, y, g.widths[i], h, style)
		for n, line := range cell {
			g.write(x+pad, y+pad+float64(n)*f.height, g.widths[i]-2*pad, f, string(g.columns[i].Align), line)
		}
		x += g.widths[i]
	}
	g.pdf.SetXY(left, y+h)
}
