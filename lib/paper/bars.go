package paper

// Bar is one bar of a chart: its name, its length, and what stands behind it.
type Bar struct {
	Name  string
	Value int64 // not negative
	Shown string
}

// Bars adds a chart of lying bars below a title, one colour dark enough to be copied: each with its name before and its number
// behind it, so that nobody has to compare lengths. It stays on one page, unless it has more bars than that holds. No bars add
// nothing.
func (d *Document) Bars(title string, bars ...Bar) {
	if len(bars) == 0 {
		return
	}
	d.add(func(p *page) {
		high := 2 * lesser.height
		for _, bar := range bars {
			high += p.barHigh(bar)
		}
		p.need(min(high, floor-top))
		p.flow(left, width, smallB, "L", title)
		p.space(1)
		for _, bar := range bars {
			p.need(p.barHigh(bar))
			p.bar(bar, longest(bars))
		}
		p.space(4)
	})
}

const (
	barRow   = 6.4  // from one bar to the next, if its name takes one line
	barNames = 52.0 // room for names
	barShown = 24.0 // room for numbers
)

func longest(bars []Bar) int64 {
	most := int64(1)
	for _, bar := range bars {
		most = max(most, bar.Value)
	}
	return most
}

// names are the lines of a bar's name.
func (p *page) names(b Bar) []string { return p.split(b.Name, barNames-2, small) }

func (p *page) barHigh(b Bar) float64 {
	return barRow + float64(max(0, len(p.names(b))-1))*small.height
}

func (p *page) bar(b Bar, most int64) {
	y, high, room := p.pdf.GetY(), p.barHigh(b), width-barNames-barShown
	long := room * float64(max(0, b.Value)) / float64(most)
	for i, name := range p.names(b) {
		p.write(left, y+(barRow-small.height)/2+float64(i)*small.height, barNames-2, small, "R", name)
	}
	p.pdf.SetFillColor(110, 110, 110)
	p.pdf.Rect(left+barNames, y+(high-barRow)/2+0.8, long, barRow-1.6, "FD")
	p.write(left+barNames+long+1.5, y+(high-small.height)/2, barShown, small, "L", b.Shown)
	p.pdf.Line(left+barNames, y, left+barNames, y+high)
	p.pdf.SetXY(left, y+high)
}
