// Package paper makes the official documents that people print, sign and file: PDF, A4, in Indonesian.
//
//	d := paper.New(paper.Sheet{Title: "Protokol", At: when, Footer: "Lampiran surat hasil"})
//	d.Heading("Hasil")                                  // a bookmark as well; HeadingBelow for the parts of it
//	d.Paragraph("Uji coba dijalankan pada …")
//	d.Facts(paper.Fact{"Nomor", "400.12/1"})            // labels, colons, values, aligned
//	d.List("Apakah …?", "Kapan …?")                     // numbered
//	d.Table(paper.Table{Columns: …, Rows: …})           // breaks between rows, and repeats its headings on each page
//	d.Signatures("Purbalingga", paper.Signature{…}, …)  // in pairs, with room to sign and stamp, never apart
//	pdf, err := d.Bytes()
//
// A document is written twice: once to count its pages, then with "Halaman 2 dari 5" at the foot of each. The same document
// gives the same bytes, wherever and whenever: the creation date is [Sheet.At], and nothing else is asked of a clock. So a
// digest that stands in a letter can be checked against the file years later.
//
// Text is whatever the caller has. Blanks and line breaks are folded, what the font cannot draw becomes U+FFFD, and a word
// wider than its place is broken: see [Legible]. Dates, times and numbers are written as in Indonesia by [Day], [Moment] and
// [Number].
//
// The fonts are the Go fonts (golang.org/x/image, BSD licence), which cover Latin, Greek and Cyrillic; what is used of them is
// embedded. There are no pictures and no links: a document is what a printer can put on paper.
package paper

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

// Sheet is what all pages of a document have in common.
type Sheet struct {
	Title  string // at the head of the first page, and in the window of who reads it on a screen
	Under  string // a line below the title: a number, a period; "" for none
	Author string // the office; "" for none
	Head   Letterhead
	Footer string    // at the left of every foot, one line; "" for none
	At     time.Time // when it was made, shown as the file's date; needed
}

// Letterhead is the head of an office's paper (kop surat), on the first page alone. Without a name there is none.
type Letterhead struct {
	Above []string // the governments above: "PEMERINTAH KABUPATEN …"
	Name  string   // the office
	Below []string // address, telephone
}

// Document is what will stand on the pages, in order. It is for one goroutine at a time.
type Document struct {
	sheet Sheet
	parts []func(*page)
}

// New returns a document with nothing below its title.
func New(sheet Sheet) *Document { return &Document{sheet: sheet} }

// ErrNoTime is what [Document.Bytes] says of a document without [Sheet.At]: its bytes would be others each time.
var ErrNoTime = errors.New("paper: a document needs the time it was made at")

func (d *Document) add(part func(*page)) { d.parts = append(d.parts, part) }

// Bytes returns the document as PDF. It can be called again, and more can be added in between.
func (d *Document) Bytes() ([]byte, error) {
	if d.sheet.At.IsZero() {
		return nil, ErrNoTime
	}
	counted := d.lay(0)
	laid := d.lay(counted.pdf.PageNo())
	var file bytes.Buffer
	if err := laid.pdf.Output(&file); err != nil {
		return nil, fmt.Errorf("paper: %w", err)
	}
	return file.Bytes(), nil
}

// lay puts everything on pages, of which there are so many.
func (d *Document) lay(pages int) *page {
	p := open(d.sheet, pages)
	p.letterhead(d.sheet.Head)
	p.title(d.sheet)
	for _, part := range d.parts {
		part(p)
	}
	return p
}
