package paper

// toFollow is what signatures need below a closing text, with an office's name on three lines.
const toFollow = 6 + toSign + 8*5.0

// Closing adds the text above the signatures, which follow it: nobody signs a page that says nothing.
func (d *Document) Closing(text string) {
	d.add(func(p *page) {
		p.space(6)
		p.need(float64(len(p.split(text, width, body)))*body.height + toFollow)
		p.flow(left, width, body, "L", text)
	})
}
