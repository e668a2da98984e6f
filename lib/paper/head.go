package paper

var (
	government = face{"", 11, 5.2}
	office     = face{"B", 14, 6.6}
	titling    = face{"B", 14, 6.6}
	heading    = face{"B", 11.5, 6}
	lesser     = face{"B", 10, 5.4}
)

func (p *page) letterhead(head Letterhead) {
	if head.Name == "" {
		return
	}
	for _, line := range head.Above {
		p.flow(left, width, government, "C", line)
	}
	p.flow(left, width, office, "C", head.Name)
	for _, line := range head.Below {
		p.flow(left, width, small, "C", line)
	}
	y := p.pdf.GetY() + 2
	p.pdf.SetLineWidth(0.8)
	p.pdf.Line(left, y, left+width, y)
	p.pdf.SetLineWidth(0.2)
	p.pdf.Line(left, y+1, left+width, y+1)
	p.pdf.SetXY(left, y+7)
}

func (p *page) title(sheet Sheet) {
	p.flow(left, width, titling, "C", sheet.Title)
	if sheet.Under != "" {
		p.flow(left, width, body, "C", sheet.Under)
	}
	p.space(4)
}

// Heading begins a chapter, and puts it among the bookmarks.
func (d *Document) Heading(text string) { d.heading(text, heading, 0) }

// HeadingBelow begins a part of a chapter; a bookmark below the chapter's.
func (d *Document) HeadingBelow(text string) { d.heading(text, lesser, 1) }

// kept is how much of what follows stays on the page with its heading: three lines, or the head of a table and its first row.
const kept = 18

func (d *Document) heading(text string, f face, level int) {
	d.add(func(p *page) {
		lines := p.split(text, width, f)
		p.space(4)
		p.need(float64(len(lines))*f.height + kept)
		p.pdf.Bookmark(Legible(text), level, p.pdf.GetY())
		p.flow(left, width, f, "L", text)
		p.space(1)
	})
}
