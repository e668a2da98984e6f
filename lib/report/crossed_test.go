package report

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// table is one of these cells.
func table(cells ...[]int64) Crossed {
	return Crossed{Columns: make([]string, len(cells[0])), Rows: make([]string, len(cells)), Cells: cells}
}

func copied(cells [][]int64) [][]int64 {
	all := make([][]int64, len(cells))
	for i, row := range cells {
		all[i] = slices.Clone(row)
	}
	return all
}

// attacker knows the sums of rows and columns and the cells that are told, and tries every number in the others.
type attacker struct {
	cells      [][]int64
	rows       []int64
	columns    []int64
	candidates map[[2]int]map[int64]bool
}

func attack(told, truth [][]int64) *attacker {
	a := &attacker{cells: copied(told), rows: make([]int64, len(told)), columns: make([]int64, len(told[0])), candidates: map[[2]int]map[int64]bool{}}
	for r, row := range told {
		for c, n := range row {
			if n == Hidden {
				a.candidates[[2]int{r, c}] = map[int64]bool{}
				a.rows[r] += truth[r][c]
				a.columns[c] += truth[r][c]
			}
		}
	}
	a.try(0)
	return a
}

// try fills the cell at a place and all behind it, and reports whether any numbers fit.
func (a *attacker) try(place int) bool {
	if place == len(a.rows)*len(a.columns) {
		return !slices.ContainsFunc(slices.Concat(a.rows, a.columns), func(left int64) bool { return left != 0 })
	}
	at := [2]int{place / len(a.columns), place % len(a.columns)}
	if a.cells[at[0]][at[1]] != Hidden {
		return a.try(place + 1)
	}
	fits := false
	for n := range min(a.rows[at[0]], a.columns[at[1]]) + 1 {
		a.rows[at[0]], a.columns[at[1]] = a.rows[at[0]]-n, a.columns[at[1]]-n
		if a.try(place + 1) {
			a.candidates[at][n], fits = true, true
		}
		a.rows[at[0]], a.columns[at[1]] = a.rows[at[0]]+n, a.columns[at[1]]+n
	}
	return fits
}

// betrayed says which small cell the sums give away, though not all is hidden already.
func betrayed(told, truth [][]int64) string {
	if !slices.ContainsFunc(told, func(row []int64) bool { return slices.ContainsFunc(row, func(n int64) bool { return n != Hidden }) }) {
		return ""
	}
	a := attack(told, truth)
	for at, numbers := range a.candidates {
		if small(truth[at[0]][at[1]]) && len(numbers) == 1 {
			return fmt.Sprintf("%v tells the %d at %v", told, truth[at[0]][at[1]], at)
		}
	}
	return ""
}

func TestSumsGiveNoSmallCellAway(t *testing.T) {
	for name, cells := range map[string][][]int64{
		"alone":                     {{9, 3, 8}, {7, 9, 6}, {8, 8, 8}},
		"between two pairs of rows": {{3, 2, 4, 9}, {2, 3, 9, 9}, {9, 9, 3, 2}, {9, 9, 2, 3}}, // each line has two hidden ones
		"with zeros beside":         {{2, 0, 9}, {0, 9, 9}, {9, 9, 9}},
		"one and zeros":             {{1, 0, 0}, {0, 0, 9}, {0, 9, 0}},
	} {
		c := table(copied(cells)...)
		c.hide()
		if said := betrayed(c.Cells, cells); said != "" {
			t.Errorf("%s: %s", name, said)
		}
	}
}

func TestNoTableGivesASmallCellAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(2, 3).Draw(t, "columns")
		cells := rapid.SliceOfN(rapid.SliceOfN(rapid.Int64Range(0, 8), columns, columns), 2, 3).Draw(t, "cells")
		c := table(copied(cells)...)
		c.hide()
		for r, row := range c.Cells {
			for i, n := range row {
				if small(n) || n != Hidden && n != cells[r][i] {
					t.Fatalf("%v became %v", cells, c.Cells)
				}
			}
		}
		if said := betrayed(c.Cells, cells); said != "" {
			t.Fatal(said)
		}
	})
}

func TestATableOfLargeCellsHidesNothing(t *testing.T) {
	c := table([]int64{5, 0, 90}, []int64{12, 5, 0})
	c.hide()
	if fmt.Sprint(c.Cells) != "[[5 0 90] [12 5 0]]" {
		t.Error(c.Cells)
	}
}
