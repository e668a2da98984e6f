package protocol

import (
	"fmt"
	"strconv"

	"simpul/lib/paper"
)

func (p Protocol) results(d *paper.Document) {
	d.Heading("Hasil tiap langkah")
	t := paper.Table{Columns: []paper.Column{
		{Title: "No.", Share: 0.7, Align: paper.Right},
		{Title: "Langkah", Share: 5.2},
		{Title: "Hasil", Share: 1.9},
		{Title: "Akses", Share: 1, Align: paper.Right},
		{Title: "Waktu (ms)", Share: 1.5, Align: paper.Right},
		{Title: "Bita naik", Share: 1.5, Align: paper.Right},
		{Title: "Bita turun", Share: 1.5, Align: paper.Right},
	}}
	var all Cost
	for i, s := range p.Steps {
		t.Rows = append(t.Rows, append([]string{strconv.Itoa(i + 1), s.Title, s.Result.text()}, s.columns()...))
		all = all.Plus(s.Cost)
	}
	t.Sums = append([]string{"", "Jumlah", ""}, all.columns()...)
	d.Table(t)
	d.Paragraph("Bita menurut pengukur jalur Simpul: dengan TLS, tanpa TCP dan IP. Satu akses adalah satu NIK yang dihitung ke kuota harian (Juknis II.B).")
}

// milliseconds writes microseconds as people compare them.
func milliseconds(micros int64) string { return paper.Decimal(float64(micros)/1000, 1) }

func (c Cost) columns() []string {
	return []string{paper.Number(c.Hits), milliseconds(c.Micros), paper.Number(c.Up), paper.Number(c.Down)}
}

func (s Step) details(d *paper.Document, number int) {
	if number == 1 {
		d.Heading("Rincian")
	}
	d.HeadingBelow(fmt.Sprintf("%d. %s: %s", number, s.Title, s.Result.text()))
	if s.Reason != "" {
		d.Paragraph(s.Reason)
	}
	var facts []paper.Fact
	for _, f := range s.Facts {
		facts = append(facts, paper.Fact{Label: f.Label, Value: halves(f.Value)})
	}
	d.Facts(facts...)
	if len(s.Cases) > 0 {
		d.Table(cases(s.Cases))
	}
}

func cases(all []Case) paper.Table {
	t := paper.Table{Columns: []paper.Column{
		{Title: "Kasus", Share: 1.2, Align: paper.Right},
		{Title: "Yang diharapkan", Share: 2.9},
		{Title: "Yang terjadi", Share: 4.8},
		{Title: "Hasil", Share: 1.7},
		{Title: "ms", Share: 1.3, Align: paper.Right},
		{Title: "Bita naik / turun", Share: 2, Align: paper.Right},
		{Title: "Sisa kuota", Share: 1.2, Align: paper.Right},
	}}
	for _, c := range all {
		t.Rows = append(t.Rows, c.row())
	}
	return t
}

func (c Case) row() []string {
	if c.Result == Untested {
		return []string{"–", word(c.Expected), c.Note, c.Result.text(), "–", "–", "–"}
	}
	happened := word(c.Got)
	if c.RegistryCode != "" {
		happened += " (kode " + c.RegistryCode + ")"
	}
	if c.Note != "" {
		happened += ". " + c.Note
	}
	left := "–"
	if c.Left != nil {
		left = paper.Number(*c.Left)
	}
	return []string{strconv.Itoa(c.Number), word(c.Expected), happened, c.Result.text(), milliseconds(c.Micros),
		paper.Number(c.Up) + " / " + paper.Number(c.Down), left}
}

func (p Protocol) questions(d *paper.Document) {
	d.Heading("Pertanyaan terbuka untuk Dukcapil")
	var items []string
	for _, q := range p.Questions {
		item := q.Text
		if q.Observed != "" {
			item += " Pengamatan: " + q.Observed
		}
		items = append(items, item)
	}
	d.List(items...)
}
