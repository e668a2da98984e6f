package paper

import (
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"simpul/lib/agreement"
)

// Millimetres, on A4. The left margin leaves room for a file's holes.
const (
	left, right, top, bottom = 25.0, 20.0, 18.0, 22.0
	width                    = 210 - left - right
	floor                    = 297 - bottom // nothing but the foot stands lower
)

// A face is a size of type in points, and the height of its line in millimetres.
type face struct {
	style  string // "" or "B"
	size   float64
	height float64
}

var (
	body    = face{"", 10, 5}
	strong  = face{"B", 10, 5}
	small   = face{"", 8.5, 4.2}
	smallB  = face{"B", 8.5, 4.2}
	footing = face{"", 8, 4}
)

// page is the page being filled; the library opens the next one.
type page struct {
	pdf   *fpdf.Fpdf
	pages int // how many there will be; 0 while that is being counted

	held       []func() // headings that wait for what follows them
	heldHeight float64
}

func open(sheet Sheet, pages int) *page {
	pdf := fpdf.New("P", "mm", "A4", "")
	at := sheet.At.In(agreement.WIB)
	pdf.SetCreationDate(at)
	pdf.SetModificationDate(at)
	pdf.SetCatalogSort(true)
	pdf.SetLang("id-ID")
	pdf.SetTitle(Legible(sheet.Title), true)
	pdf.SetAuthor(Legible(sheet.Author), true)
	pdf.SetProducer("Simpul", true)
	pdf.SetMargins(left, top, right)
	pdf.SetAutoPageBreak(false, bottom) // every part asks for its room before it begins
	pdf.SetCellMargin(0)
	pdf.SetLineWidth(0.2)
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	pdf.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	p := &page{pdf: pdf, pages: pages}
	pdf.SetFooterFunc(func() { p.foot(sheet.Footer) })
	pdf.AddPage()
	return p
}

func (p *page) foot(text string) {
	p.set(footing)
	p.pdf.SetLineWidth(0.2)
	p.pdf.Line(left, floor+6, left+width, floor+6)
	number := fmt.Sprintf("Halaman %d dari %d", p.pdf.PageNo(), p.pages)
	room := width - p.pdf.GetStringWidth(number) - 4
	p.write(left, floor+7, room, p.smaller(Legible(text), room), "L", p.first(Legible(text), room))
	p.write(left, floor+7, width, footing, "R", number)
}

// smaller is the face of the foot, or one in which a text a little too long for it stands on one line.
func (p *page) smaller(text string, room float64) face {
	f := footing
	if long := p.pdf.GetStringWidth(text); long > room {
		f.size *= max(0.8, 0.99*room/long)
	}
	p.set(f)
	return f
}

// first returns what of the text stands on one line.
func (p *page) first(text string, room float64) string {
	if lines := p.pdf.SplitText(text, room); len(lines) > 0 {
		return lines[0]
	}
	return ""
}

func (p *page) set(f face) { p.pdf.SetFont("go", f.style, f.size) }

// need opens a new page unless so many millimetres are left on this one, and those of the headings that wait; then it writes these.
func (p *page) need(height float64) {
	if p.pdf.GetY()+p.heldHeight+height > floor && p.pdf.GetY() > top {
		p.pdf.AddPage()
	}
	held := p.held
	p.held, p.heldHeight = nil, 0
	for _, write := range held {
		write()
	}
}

// hold lets a heading wait for what follows it, so that it never stands alone at the end of a page.
func (p *page) hold(height float64, write func()) {
	p.held, p.heldHeight = append(p.held, write), p.heldHeight+height
}

// space leaves some room, but not at the head of a page.
func (p *page) space(height float64) {
	if len(p.held) > 0 {
		return
	}
	if y := p.pdf.GetY(); y > top {
		p.pdf.SetY(min(y+height, floor))
	}
}

// write puts one line at a place; align is "L", "C" or "R".
func (p *page) write(x, y, w float64, f face, align, line string) {
	p.set(f)
	p.pdf.SetXY(x, y)
	p.pdf.CellFormat(w, f.height, line, "", 0, align, false, 0, "")
}

// split returns the lines of a text in a place so wide.
func (p *page) split(text string, w float64, f face) []string {
	p.set(f)
	words := strings.Split(Legible(text), " ")
	for i, word := range words {
		words[i] = p.hyphenated(word, w)
	}
	return p.pdf.SplitText(strings.Join(words, " "), w)
}

// hyphenated lets a word that is too wide go on below behind one of its own hyphens: a digest's groups stay whole.
func (p *page) hyphenated(word string, w float64) string {
	if p.pdf.GetStringWidth(word) <= w {
		return word
	}
	var lines []string
	line := ""
	for group := range strings.SplitAfterSeq(word, "-") {
		if line != "" && p.pdf.GetStringWidth(line+group) > w {
			lines, line = append(lines, line), ""
		}
		line += group
	}
	return strings.Join(append(lines, line), " ")
}

// flow writes a text from where the page stands, over as many pages as it takes, and leaves the page below it.
func (p *page) flow(x, w float64, f face, align, text string) {
	for _, line := range p.split(text, w, f) {
		p.need(f.height)
		y := p.pdf.GetY()
		p.write(x, y, w, f, align, line)
		p.pdf.SetXY(left, y+f.height)
	}
}
