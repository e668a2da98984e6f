// Package sheet puts a report into a workbook (XLSX), the form that a screen reader and a spreadsheet read: one sheet a table, a
// first one that says what the report is, headings that stay in sight, and cells with types, so that nobody has to type numbers
// again. It does no I/O beyond what it is handed. The same report gives the same bytes.
package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"simpul/lib/report/form"
)

// XLSX returns the report as a file.
func XLSX(r form.Report) ([]byte, error) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	w := &writer{book: book}
	w.styled()
	w.front(r)
	for i, t := range r.Tables {
		w.table(sheetName(i, t), t)
	}
	w.keep(book.SetDocProps(&excelize.DocProperties{
		Title: r.Title + ", " + r.Under, Language: "id-ID", Creator: "Simpul",
		Created: r.At.UTC().Format("2006-01-02T15:04:05Z"), Modified: r.At.UTC().Format("2006-01-02T15:04:05Z"),
	}))
	var file bytes.Buffer
	w.keep(book.Write(&file))
	if w.err != nil {
		return nil, fmt.Errorf("sheet: %w", w.err)
	}
	return file.Bytes(), nil
}

// writer writes sheets and keeps the first error.
type writer struct {
	book                                *excelize.File
	bold, number, perCent, day, wrapped int // styles
	err                                 error
}

func (w *writer) keep(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) style(s *excelize.Style) int {
	id, err := w.book.NewStyle(s)
	w.keep(err)
	return id
}

func (w *writer) styled() {
	day := "dd/mm/yyyy"
	w.bold = w.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6E6E6"}}})
	w.number = w.style(&excelize.Style{NumFmt: 3})
	w.perCent = w.style(&excelize.Style{NumFmt: 10})
	w.day = w.style(&excelize.Style{CustomNumFmt: &day})
	w.wrapped = w.style(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
}

const front = "Laporan"

// front says what the report is, and lists the sheets.
func (w *writer) front(r form.Report) {
	w.keep(w.book.SetSheetName("Sheet1", front))
	lines := [][]any{{r.Title}, {r.Under}, {r.Footer}, {}, {"Lembar", "Isi"}}
	for i, t := range r.Tables {
		lines = append(lines, []any{sheetName(i, t), t.Title})
	}
	for i, cells := range lines {
		w.keep(w.book.SetSheetRow(front, at(1, i+1), &cells))
	}
	w.keep(w.book.SetColWidth(front, "A", "A", 30))
	w.keep(w.book.SetColWidth(front, "B", "B", 70))
	w.keep(w.book.SetCellStyle(front, "A1", "A1", w.bold))
	w.keep(w.book.SetCellStyle(front, "A5", "B5", w.bold))
}

// maxName is how many characters a sheet's name may have.
const maxName = 31

// sheetName is the table's title, cut to whole words, without the signs that Excel refuses; its number makes it unlike all others.
func sheetName(i int, t form.Table) string {
	name := fmt.Sprintf("%02d", i+1)
	for word := range strings.FieldsFuncSeq(t.Title, func(r rune) bool { return strings.ContainsRune(` :\/?*[]'`, r) || r < ' ' }) {
		if utf8.RuneCountInString(name+" "+word) > maxName {
			break
		}
		name += " " + word
	}
	return name
}

// at names a cell, both counted from 1.
func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // no table has a cell at 0
	}
	return name
}

func (w *writer) table(name string, t form.Table) {
	_, err := w.book.NewSheet(name)
	w.keep(err)
	for i, title := range t.Head {
		w.keep(w.book.SetCellStr(name, at(i+1, 1), title))
	}
	rows := t.Rows
	if t.Sums != nil {
		rows = append(rows[:len(rows):len(rows)], t.Sums)
	}
	for i, row := range rows {
		for j, cell := range row {
			w.cell(name, at(j+1, i+2), cell)
		}
	}
	w.layout(name, len(t.Head))
}

func (w *writer) layout(name string, columns int) {
	last, err := excelize.ColumnNumberToName(columns)
	w.keep(err)
	w.keep(w.book.SetCellStyle(name, "A1", last+"1", w.bold))
	w.keep(w.book.SetColWidth(name, "A", "A", 42))
	if columns > 1 {
		w.keep(w.book.SetColWidth(name, "B", last, 20))
	}
	w.keep(w.book.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// cell writes a cell by its type. A text is never a formula: it is stored as text.
func (w *writer) cell(sheet, place string, c form.Cell) {
	style := w.wrapped
	switch c.Kind {
	case form.Number:
		style = w.number
		w.keep(w.book.SetCellInt(sheet, place, c.Number))
	case form.PerMille:
		style = w.perCent
		w.keep(w.book.SetCellFloat(sheet, place, float64(c.Number)/1000, 3, 64))
	case form.Day:
		style = w.day
		if !c.Day.IsZero() {
			year, month, day := c.Day.Date()
			w.keep(w.book.SetCellFloat(sheet, place, serial(year, int(month), day), 0, 64))
		}
	case form.Untold:
		w.keep(w.book.SetCellStr(sheet, place, "*"))
	default:
		w.keep(w.book.SetCellStr(sheet, place, c.Text))
	}
	w.keep(w.book.SetCellStyle(sheet, place, place, style))
}
