package paper

import "slices"

// Signature is where somebody signs.
type Signature struct {
	Capacity string // "PIHAK KEDUA", "Mengetahui"; "" for none
	Office   string // "Kepala …"
	Name     string // "" leaves a dotted line to write on
	Rank     string // "Pembina Utama Muda"; "" for none
	Number   string // "NIP. …"; "" leaves a dotted line as well
}

const (
	toSign = 24.0 // room for a signature and a stamp
	gutter = 10.0
	column = (width - gutter) / 2
)

const dots = "........................................"

// Signatures adds room to sign, two beside each other, below place and date, which are left open to be written by hand.
// A pair is never parted by a page's end.
func (d *Document) Signatures(place string, signatures ...Signature) {
	d.add(func(p *page) {
		p.space(6)
		where := place // a part is run more than once
		for pair := range slices.Chunk(signatures, 2) {
			p.pair(where, pair)
			where = ""
		}
	})
}

func (p *page) pair(place string, pair []Signature) {
	lines, named := 0, 0
	for _, s := range pair {
		lines, named = max(lines, p.above(s)), max(named, p.named(s))
	}
	p.need(float64(lines+named+2)*body.height + toSign)
	if place != "" {
		p.flow(left, width, body, "R", place+", "+dots)
		p.space(2)
	}
	y := p.pdf.GetY()
	for i, s := range pair {
		p.signature(s, x(i), y, y+float64(lines)*body.height+toSign)
	}
	p.pdf.SetXY(left, y+float64(lines+named)*body.height+toSign)
	p.space(6)
}

// above is how many lines stand above the room to sign.
func (p *page) above(s Signature) int {
	return len(p.split(s.Capacity, column, strong)) + len(p.split(s.Office, column, body))
}

// named is how many stand below it: names with all their titles may be longer than one.
func (p *page) named(s Signature) int {
	return len(p.split(s.name(), column, strong)) + len(p.split(s.Rank, column, body)) + len(p.split(s.number(), column, body))
}

func (s Signature) name() string { return or(s.Name, "("+dots+")") }

func (s Signature) number() string { return or(s.Number, "NIP. "+dots[8:]) }

func x(i int) float64 { return left + float64(i)*(column+gutter) }

func (p *page) signature(s Signature, x, y, below float64) {
	p.pdf.SetY(y)
	p.flow(x, column, strong, "C", s.Capacity)
	p.flow(x, column, body, "C", s.Office)
	p.pdf.SetY(below)
	p.flow(x, column, strong, "C", s.name())
	p.flow(x, column, body, "C", s.Rank)
	p.flow(x, column, body, "C", s.number())
}

func or(text, blank string) string {
	if text = Legible(text); text == "" {
		return blank
	}
	return text
}
