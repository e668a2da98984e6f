package paper_test

import (
	"bytes"
	"encoding/xml"
	"os/exec"
	"strings"
	"testing"
	"time"

	"simpul/lib/agreement"
	"simpul/lib/paper"
)

// when is when the documents of these tests were made.
var when = time.Date(2026, time.November, 23, 21, 3, 9, 0, agreement.WIB)

func blank() *paper.Document {
	return paper.New(paper.Sheet{Title: "Judul", Footer: "Lampiran surat", At: when})
}

func made(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	pdf, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// through runs a program of poppler-utils over a document and returns what it prints.
func through(t testing.TB, pdf []byte, program string, arguments ...string) string {
	t.Helper()
	command := exec.Command(program, arguments...)
	command.Stdin = bytes.NewReader(pdf)
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v; poppler-utils is what reads the documents of these tests", program, err)
	}
	return string(output)
}

// pages are the texts of a document's pages, as they stand.
func pages(t testing.TB, pdf []byte) []string {
	t.Helper()
	all := strings.Split(through(t, pdf, "pdftotext", "-layout", "-", "-"), "\f")
	return all[:len(all)-1]
}

// word is a word with its place in points, from the left and the top of its page.
type word struct {
	Left   float64 `xml:"xMin,attr"`
	Top    float64 `xml:"yMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

func words(t testing.TB, pdf []byte) []word {
	t.Helper()
	var page struct {
		Words []word `xml:"body>doc>page>word"`
	}
	if err := xml.Unmarshal([]byte(through(t, pdf, "pdftotext", "-bbox", "-", "-")), &page); err != nil {
		t.Fatal(err)
	}
	if len(page.Words) == 0 {
		t.Fatal("no word was found")
	}
	return page.Words
}

// millimetres in points.
const millimetre = 72 / 25.4
