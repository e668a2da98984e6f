package paper

import (
	"bytes"
	"errors"
	"image/png"

	"codeberg.org/go-pdf/fpdf"
)

// Page begins a new page with a title of its own, and puts it among the bookmarks.
func (d *Document) Page(title, under string) {
	d.add(func(p *page) {
		p.need(0)
		p.pdf.AddPage()
		p.pdf.Bookmark(Legible(title), 0, p.pdf.GetY())
		p.title(Sheet{Title: title, Under: under})
	})
}

// opening is how wide the labels above a letter are: Nomor, Sifat, Lampiran, Hal.
const opening = 26.0

// Opening begins an official letter: place and date at the right, its facts below them. An empty date leaves a dotted line.
func (d *Document) Opening(place, date string, facts ...Fact) {
	d.add(func(p *page) {
		p.flow(left, width, body, "R", place+", "+or(date, dots))
		p.space(2)
		p.facts(opening, facts)
	})
}

// Sign adds room for one signature at the right, where letters are signed, below a closing text, place and date: all of it on one
// page, so that no signature stands alone. An empty date leaves a dotted line; without a place neither is there.
func (d *Document) Sign(closing, place, date string, s Signature) {
	d.add(func(p *page) {
		lines, named := p.above(s), p.named(s)
		text := p.split(closing, width, body)
		p.need(float64(lines+len(text)+named+2)*body.height + toSign + 8)
		p.flow(left, width, body, "L", closing)
		p.space(6)
		y := p.pdf.GetY()
		if place != "" {
			p.write(x(1), y, column, body, "C", p.first(Legible(place)+", "+or(date, dots), column))
			y += body.height + 1
		}
		p.signature(s, x(1), y, y+float64(lines)*body.height+toSign)
		p.pdf.SetXY(left, y+float64(lines+named)*body.height+toSign)
		p.space(6)
	})
}

const (
	maxLogo  = 256 << 10
	maxSide  = 2000 // pixels
	logoHigh = 26.0 // millimetres, of the tallest
	logoWide = 26.0 // with the blank beside it
)

// ErrLogo is what [CheckLogo] refuses a file with.
var ErrLogo = errors.New("paper: a logo is a PNG of at most 256 KiB and 2000 pixels a side, not interlaced")

// CheckLogo refuses a file that cannot stand in a letterhead.
func CheckLogo(file []byte) error {
	if len(file) > maxLogo {
		return ErrLogo
	}
	image, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil || image.Width > maxSide || image.Height > maxSide || image.Width < 1 || image.Height < 1 {
		return ErrLogo
	}
	if _, err := png.Decode(bytes.NewReader(file)); err != nil { // the library below trusts what it reads
		return ErrLogo
	}
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.RegisterImageOptionsReader("logo", pngOptions, bytes.NewReader(file))
	if pdf.Err() {
		return ErrLogo
	}
	return nil
}

var pngOptions = fpdf.ImageOptions{ImageType: "PNG"}

// logo puts the office's logo at the left of the letterhead.
func (p *page) logo(file []byte) {
	info := p.pdf.RegisterImageOptionsReader("logo", pngOptions, bytes.NewReader(file))
	scale := min((logoWide-4)/info.Width(), logoHigh/info.Height())
	p.pdf.ImageOptions("logo", left, top, info.Width()*scale, info.Height()*scale, false, pngOptions, 0, "")
}
