package form

import (
	"time"

	"simpul/lib/agreement"
)

// Report is a report in words, ready for paper or sheet.
type Report struct {
	Title    string
	Under    string // the period
	Footer   string // digest of the figures, and the seal
	At       time.Time
	Letter   Letter
	Chapters []Chapter
	Closing  string  // above the signature
	Tables   []Table // all that the chapters show, once each
}

// Letter is the cover letter (surat pengantar).
type Letter struct {
	Number      string         // "" for a line
	Date        agreement.Date // zero: a line
	Nature      string         // Sifat; "" for no such line
	Subject     string
	Attachments string
	Recipient   []string
	Body        []string
	Closing     string // above the signature
}

// Chapter is one chapter. What it does not have is empty.
type Chapter struct {
	Heading string
	Level   int // 0, or 1 for a part of the chapter before
	Text    []string
	List    []string
	Tables  []Table
}

// Table is a table in words.
type Table struct {
	ID    string
	Title string
	Head  []string
	Rows  [][]Cell
	Sums  []Cell // nil for none
	Chart bool   // show the first column of numbers as bars as well
}

// Cell is a text, a number, a day or a number not told.
type Cell struct {
	Kind   Kind
	Text   string // of Word
	Number int64  // of Number and PerMille
	Day    agreement.Date
}

// Kind says what a cell is.
type Kind int

// The kinds.
const (
	Word     Kind = iota
	Number        // a whole number
	PerMille      // a share, shown in per cent with one digit
	Day           // a date; none is an empty cell
	Untold        // under 5 in a table of two dimensions, or hidden for its sake
)

func word(s string) Cell       { return Cell{Kind: Word, Text: s} }
func number(n int64) Cell      { return Cell{Kind: Number, Number: n} }
func on(d agreement.Date) Cell { return Cell{Kind: Day, Day: d} }
func onText(s string) Cell     { d, _ := agreement.ParseDate(s); return on(d) }
