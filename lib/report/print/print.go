// Package print puts a report on paper, as PDF: the cover letter, then the report itself, to be signed, stamped and filed
// (JUKNIS-V.B). It does no I/O. The same report gives the same bytes.
package print

import (
	"slices"
	"strings"

	"simpul/lib/agreement"
	"simpul/lib/config"
	"simpul/lib/paper"
	"simpul/lib/report/form"
)

// Office is whose paper it is.
type Office struct {
	Letterhead config.Letterhead
	Logo       []byte // PNG, nil for none
	Place      string
	Signer     config.Signer
}

// PDF returns the report as a file. It fails for a logo that is none.
func PDF(r form.Report, office Office) ([]byte, error) {
	head := office.Letterhead
	d := paper.New(paper.Sheet{
		Title: r.Title + ", " + r.Under, Author: head.Name, Letter: true, Footer: r.Footer, At: r.At,
		Head: paper.Letterhead{Above: head.Above, Name: head.Name, Below: head.Below, Logo: office.Logo},
	})
	letter(d, r.Letter, office)
	d.Page(r.Title, r.Under)
	for _, c := range r.Chapters {
		chapter(d, c)
	}
	sign(d, r.Closing, office.Place, r.Letter, office)
	return d.Bytes()
}

// recipient puts the word of address before its first line.
func recipient(lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return append([]string{"Yth. " + lines[0]}, lines[1:]...)
}

const line = "........................................"

func letter(d *paper.Document, l form.Letter, office Office) {
	facts := []paper.Fact{
		{Label: "Nomor", Value: or(l.Number)}, {Label: "Sifat", Value: l.Nature}, {Label: "Lampiran", Value: l.Attachments}, {Label: "Hal", Value: l.Subject},
	}
	d.Opening(office.Place, dayOf(l), slices.DeleteFunc(facts, func(f paper.Fact) bool { return f.Value == "" })...)
	d.Lines(recipient(l.Recipient)...)
	for _, text := range l.Body {
		d.Paragraph(text)
	}
	sign(d, l.Closing, "", l, office)
}

func or(text string) string {
	if text == "" {
		return line
	}
	return text
}

func dayOf(l form.Letter) string {
	if l.Date == (agreement.Date{}) {
		return ""
	}
	return paper.Day(l.Date)
}

// sign leaves room to sign. A letter has place and date above.
func sign(d *paper.Document, closing, place string, l form.Letter, office Office) {
	s := office.Signer
	d.Sign(closing, place, dayOf(l), paper.Signature{Office: strings.TrimSpace(s.Capacity + " " + s.Office), Name: s.Name, Rank: s.Rank, Number: number(s.Number)})
}

// number puts the word before a NIP that was given as a bare number.
func number(nip string) string {
	if nip == "" || strings.HasPrefix(nip, "NIP") {
		return nip
	}
	return "NIP. " + nip
}

func chapter(d *paper.Document, c form.Chapter) {
	if c.Level == 0 {
		d.Heading(c.Heading)
	} else {
		d.HeadingBelow(c.Heading)
	}
	for _, text := range c.Text {
		d.Paragraph(text)
	}
	if len(c.List) > 0 {
		d.List(c.List...)
	}
	for _, t := range c.Tables {
		table(d, t)
	}
}
