package report

import "slices"

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

// hide hides the cells from 1 to 4, and then as many others as it takes until the sums, which are told elsewhere, leave more than one
// number for each of these. Of a single row the sums of columns are the cells: nothing would help.
func (c Crossed) hide() {
	v := veil{c, make([][]int64, len(c.Cells))}
	for row, cells := range c.Cells {
		v.truth[row] = slices.Clone(cells)
		for i, n := range cells {
			if small(n) {
				cells[i] = Hidden
			}
		}
	}
	for len(c.Rows) > 1 && v.another() {
	}
}

func small(n int64) bool { return 0 < n && n < least }

// veil is a table of which some cells are hidden, and what they hide.
type veil struct {
	Crossed
	truth [][]int64
}

// another hides one more cell for the first small one that the sums give away: the smallest of its row and column with something in
// it, or else of all. It reports whether it did.
func (v veil) another() bool {
	for row, cells := range v.truth {
		for column, n := range cells {
			if small(n) && v.given(row, column) {
				return v.cover(func(r, c int) bool { return r == row || c == column }) || v.cover(func(int, int) bool { return true })
			}
		}
	}
	return false
}

func (v veil) cover(near func(row, column int) bool) bool {
	var best *int64
	for row, cells := range v.Cells {
		for column := range cells {
			if n := &cells[column]; near(row, column) && *n != Hidden && (best == nil || rank(*n) < rank(*best)) {
				best = n
			}
		}
	}
	if best == nil {
		return false
	}
	*best = Hidden
	return true
}

// rank puts zeros behind all other numbers.
func rank(n int64) uint64 { return uint64(n) - 1 }

// given reports whether sums leave one number for a hidden cell. Another one there would have to be made up for in its row and its
// column by hidden cells, one more here and one less there, and round again.
func (v veil) given(row, column int) bool {
	return !v.leads(len(v.truth)+column, row, row, column) && (v.truth[row][column] == 0 || !v.leads(row, len(v.truth)+column, row, column))
}

// leads reports whether a way leads from a line to another, not over one cell: from rows, which count before columns, over hidden cells
// that become one more, and from columns over those that can become one less.
func (v veil) leads(from, to, row, column int) bool {
	rows, seen, ways := len(v.truth), map[int]bool{from: true}, []int{from}
	for len(ways) > 0 {
		line := ways[0]
		ways = ways[1:]
		for next := range rows + len(v.Columns) {
			r, c := min(line, next), max(line, next)-rows
			over := (line < rows) != (next < rows) && (r != row || c != column) && v.Cells[r][c] == Hidden && (line < rows || v.truth[r][c] > 0)
			if over && !seen[next] {
				seen[next], ways = true, append(ways, next)
			}
		}
	}
	return seen[to]
}
