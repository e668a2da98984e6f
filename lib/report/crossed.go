package report

// Hidden stands for a cell that is not told.
const Hidden = -1

// least is the smallest number a cell of two dimensions tells: below it, it may be about a person somebody knows.
const least = 5

// Crossed is a table of two dimensions. Cells are numbers, or [Hidden].
type Crossed struct {
	Columns []string  `json:"columns"`
	Rows    []string  `json:"rows"`
	Cells   [][]int64 `json:"cells"` // by row; -1 is hidden
}

// hide hides the cells from 1 to 4, and then, while a row or a column has a single hidden one, its smallest other: sums are told
// elsewhere, and what is left of a sum is the cell.
func (c Crossed) hide() {
	for _, row := range c.Cells {
		for i, n := range row {
			if 0 < n && n < least {
				row[i] = Hidden
			}
		}
	}
	for c.hideAnother() {
	}
}

// hideAnother hides one more cell, if any must be.
func (c Crossed) hideAnother() bool {
	for row := range c.Cells {
		if hideSecond(cellsOf(len(c.Columns), func(i int) *int64 { return &c.Cells[row][i] })) {
			return true
		}
	}
	for column := range c.Columns {
		if hideSecond(cellsOf(len(c.Cells), func(i int) *int64 { return &c.Cells[i][column] })) {
			return true
		}
	}
	return false
}

func cellsOf(n int, at func(int) *int64) []*int64 {
	cells := make([]*int64, n)
	for i := range cells {
		cells[i] = at(i)
	}
	return cells
}

// hideSecond hides the smallest cell of a line in which a single one is hidden: one with something in it, if there is any.
func hideSecond(line []*int64) bool {
	hidden, smallest := 0, (*int64)(nil)
	for _, cell := range line {
		switch {
		case *cell == Hidden:
			hidden++
		case smallest == nil, *cell > 0 && (*smallest == 0 || *cell < *smallest):
			smallest = cell
		}
	}
	if hidden != 1 || smallest == nil {
		return false
	}
	*smallest = Hidden
	return true
}
