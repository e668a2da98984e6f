package paper

import "fmt"

// Paragraph adds running text. An empty one adds nothing.
func (d *Document) Paragraph(text string) {
	d.add(func(p *page) {
		p.flow(left, width, body, "L", text)
		p.space(2)
	})
}

// Fact is a label with its value, such as "Nomor" and "400.12/1".
type Fact struct{ Label, Value string }

// labels is how wide the labels of facts are.
const labels = 58.0

// Facts adds labels with their values, one below the other; a long one goes on below itself.
func (d *Document) Facts(facts ...Fact) {
	d.add(func(p *page) { p.facts(labels, facts) })
}

func (p *page) facts(labels float64, facts []Fact) {
	for _, fact := range facts {
		p.beside(fact.Label, labels-4, fact.Value, left+labels, func(y float64) { p.write(left+labels-4, y, 4, body, "L", ":") })
	}
	p.space(2)
}

// numbers is how wide the numbers of a list are.
const numbers = 7.0

// List adds items, numbered from 1.
func (d *Document) List(items ...string) {
	d.add(func(p *page) {
		for i, item := range items {
			p.beside(fmt.Sprintf("%d.", i+1), numbers, item, left+numbers, func(float64) {})
			p.space(1)
		}
		p.space(2)
	})
}

// beside writes a mark, so wide, and a text beside it from x to the margin. Between is told where the first line stands.
func (p *page) beside(mark string, w float64, text string, x float64, between func(y float64)) {
	marks, lines := p.split(mark, w, body), p.split(text, left+width-x, body)
	for i := range max(len(marks), len(lines)) {
		p.need(body.height)
		y := p.pdf.GetY()
		if i == 0 {
			between(y)
		}
		p.write(left, y, w, body, "L", at(marks, i))
		p.write(x, y, left+width-x, body, "L", at(lines, i))
		p.pdf.SetXY(left, y+body.height)
	}
}

// at returns a line, or none below the last.
func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// Lines adds lines as they are, one below the other: a recipient, an address.
func (d *Document) Lines(lines ...string) {
	d.add(func(p *page) {
		for _, line := range lines {
			p.flow(left, width, body, "L", line)
		}
		p.space(2)
	})
}
